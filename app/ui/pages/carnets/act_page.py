"""One act on carnets: what it asks, what it would write, its button."""

from PySide6.QtCore import QTimer, Signal

from app.ui.asking.form import AskedForm
from app.ui.pages.carnets.state import ActState
from app.ui.typed import override
from app.ui.widgets.banner import Banner
from app.ui.widgets.buttons import primary, secondary
from app.ui.widgets.labels import body
from app.ui.widgets.layouts import show_if
from app.ui.widgets.leaving import leave
from app.ui.widgets.moments import leave_by_escape
from app.ui.widgets.page import Page
from app.ui.widgets.tones import Tone


class ActPage(Page):
    """Shows an `ActState`.

    Signals:
        edited: the code of what changed, and its value. submitted: keep what stands there.
        back_asked: nothing is to be noted after all.
    """

    edited = Signal(str, object)
    submitted = Signal()
    back_asked = Signal()

    def __init__(self) -> None:
        super().__init__("Carnets")
        leave_by_escape(self, self._leave)
        self._problem = ""
        self._previewed = ""
        self._shown = False
        self._intro = body("")
        self._nothing = body("")
        self._nothing.setObjectName("actNothing")
        self.form = AskedForm("carnetForm")
        self.form.edited.connect(self.edited)
        self.form.submitted.connect(self.submitted)
        self._preview = Banner()
        back = secondary("&Retour", icon="retour", name="leaveAct")
        back.clicked.connect(self._leave)
        self._keep = primary("&Noter", icon="fait", name="keepAct")
        self._keep.clicked.connect(self.submitted)
        for part in (self._intro, self._nothing, self.form, self._preview):
            self.body.addWidget(part)
        self.add_answer(back, left=True)
        self.add_answer(self._keep)

    def show_state(self, state: ActState) -> None:
        """Show `state` and nothing else."""
        self.set_heading(state.title)
        if state.problem != self._problem:
            self._problem = state.problem
            self.say(Tone.DANGER, state.problem)
        self._intro.setText(state.intro)
        self._nothing.setText(state.nothing)
        show_if(self._nothing, bool(state.nothing))
        self.form.show_form(state.form)
        if state.preview and state.preview != self._previewed:
            QTimer.singleShot(0, self, lambda: self.bring_into_view(self._preview))
        self._previewed = state.preview
        self._preview.say(Tone.INFO, state.preview)
        self._keep.setText(state.keep)
        self._keep.setEnabled(state.loaded and not state.working)
        show_if(self._keep, not state.nothing)
        if state.loaded and not self._shown and state.form.asked:
            self._shown = True
            self.set_first_focus(self.form.field(state.form.asked[0].code).editor)
            self.take_focus()

    def _leave(self) -> None:
        leave(self.back_asked.emit, self)

    @property
    @override
    def unkept(self) -> bool:
        return self.form.is_begun

    def to_mistake(self, code: str) -> None:
        """Put the focus on what is missing."""
        self.form.focus_on(code)
        self.bring_into_view(self.form.field(code))
