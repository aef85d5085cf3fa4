"""The form that notes a rights request."""

from PySide6.QtCore import Qt, Signal

from app.ui.asking.form import AskedForm
from app.ui.dossiers.lists import as_list_row
from app.ui.pages.demandes.nouvelle_state import NewRequestState
from app.ui.typed import override
from app.ui.widgets.banner import Banner
from app.ui.widgets.buttons import link, primary, secondary
from app.ui.widgets.card import Card
from app.ui.widgets.leaving import leave
from app.ui.widgets.moments import leave_by_escape
from app.ui.widgets.page import Page
from app.ui.widgets.search_field import SearchField
from app.ui.widgets.tones import Tone

_LINKED = "Dossier lié\u00a0: {who}. Ce que ce poste détient sur elle rejoindra la transmission."


class NewRequestPage(Page):
    """Shows a `NewRequestState`.

    Signals:
        name_typed: the name, as it stands. tied: the id of a record. untied: it is another's.
        edited: the code of what was answered, and the value.
        submitted: note the request.
        back_asked: the agent leaves the page.
    """

    name_typed = Signal(str)
    tied = Signal(str)
    untied = Signal()
    edited = Signal(str, object)
    submitted = Signal()
    back_asked = Signal()

    def __init__(self) -> None:
        super().__init__(
            "Noter une demande", subtitle="Une personne exerce ses droits sur ses données"
        )
        leave_by_escape(self, self._leave)
        who = Card("La personne")
        self.name = SearchField(
            "&Nom et prénom",
            name="requestName",
            hint_text="Même inconnue ici. Si un dossier porte ce nom, choisissez-le dessous.",
            rows_shown=5,
        )
        self._linked = Banner()
        self._untie = link("Ne pas lier ce dossier", name="untieRecord")
        who.body.addWidget(self.name)
        who.body.addWidget(self._linked)
        who.body.addWidget(self._untie, 0, Qt.AlignmentFlag.AlignLeft)
        what = Card("La demande")
        self.form = AskedForm("requestForm")
        what.body.addWidget(self.form)
        self.body.addWidget(who)
        self.body.addWidget(what)
        self._back = secondary("&Annuler", icon="retour", name="leaveRequestForm")
        self._submit = primary("Noter la &demande", icon="fait", name="submitRequest")
        self.add_answer(self._back, left=True)
        self.add_answer(self._submit)
        self._connect()
        self.set_first_focus(self.name.line)

    def show_state(self, state: NewRequestState) -> None:
        """Show `state` and nothing else."""
        self.say(Tone.DANGER, state.problem)
        if self.name.query() != state.name.strip():
            self.name.set_query(state.name)
        if self.name.field.error != state.name_mistake:
            self.name.field.set_error(state.name_mistake)
        self.name.show_suggestions([as_list_row(row) for row in state.suggestions])
        self._linked.say(Tone.INFO, _LINKED.format(who=state.linked) if state.linked else "")
        self._untie.setVisible(bool(state.linked))
        self.form.show_form(state.form)
        self._submit.setEnabled(not state.working)

    def to_mistake(self, code: str) -> None:
        """Put the focus on what is missing or wrong; an empty code is the name."""
        if code:
            self.form.focus_on(code)
        else:
            self.name.line.setFocus(Qt.FocusReason.OtherFocusReason)
        self.bring_into_view(self.form.field(code) if code else self.name)

    @property
    @override
    def unkept(self) -> bool:
        named = bool(self.name.query()) and self.name.line.isModified()
        return named or self.form.is_begun

    def _leave(self) -> None:
        leave(self.back_asked.emit, self)

    def _connect(self) -> None:
        self.name.query_changed.connect(self.name_typed)
        self.name.chosen.connect(self.tied)
        self._untie.clicked.connect(self.untied)
        self.form.edited.connect(self.edited)
        self.form.submitted.connect(self.submitted)
        self._back.clicked.connect(self._leave)
        self._submit.clicked.connect(self._send)

    def _send(self) -> None:
        """Take the name as it stands: the last key may not have been told yet."""
        self.name_typed.emit(self.name.query())
        self.submitted.emit()
