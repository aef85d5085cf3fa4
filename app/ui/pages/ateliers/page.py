"""The page of workshops: the year, or the form of one."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence

from app.ui.pages.ateliers.form import Form
from app.ui.pages.ateliers.listing import Listing
from app.ui.pages.ateliers.state import AtelierInput, AteliersState
from app.ui.typed import override
from app.ui.widgets.buttons import primary, secondary
from app.ui.widgets.leaving import leave
from app.ui.widgets.page import Page
from app.ui.widgets.tones import Tone

_WIDTH = 900
_SUBTITLE = "Une grille pour tout le groupe\u00a0: des nombres, aucun nom."
_TOLD = "Le mois de cet atelier a été transmis\u00a0: ses nombres ne changent plus."


class AteliersPage(Page):
    """Shows an `AteliersState`.

    Signals:
        keep_asked, again_asked, poster_asked, remove_asked, back_asked: what the agent wants.

    `listing` and `form` say the rest.
    """

    keep_asked = Signal()
    again_asked = Signal()
    poster_asked = Signal()
    remove_asked = Signal()
    back_asked = Signal()

    def __init__(self) -> None:
        super().__init__("Ateliers", subtitle=_SUBTITLE, width=_WIDTH)
        self._state = AteliersState()
        self._opened: AtelierInput | None = None  # the form before anybody typed
        self.listing, self.form = Listing(), Form()
        self.body.addWidget(self.listing)
        self.body.addWidget(self.form)
        self._back = secondary("&Revenir", icon="retour", name="back")
        self._back.clicked.connect(lambda: self._leave_by(self.back_asked.emit))
        self._remove = secondary("Retirer cet atelier", icon="retirer", name="removeWorkshop")
        self._remove.clicked.connect(self.remove_asked)
        self._again = secondary("Un autre pareil", icon="reprendre", name="againWorkshop")
        self._again.clicked.connect(lambda: self._leave_by(self.again_asked.emit))
        self._poster = secondary("In&vitation", icon="imprimer", name="invitation")
        self._poster.clicked.connect(self.poster_asked)
        self._new = primary("Noter un a&telier", icon="ajouter", name="newWorkshop")
        self._new.clicked.connect(self.listing.new_asked)
        self._keep = primary("&Enregistrer", icon="fait", name="keepWorkshop")
        self._keep.clicked.connect(self.keep_asked)
        for button in (self._back, self._remove, self._again, self._poster):
            self.add_answer(button, left=True)
        self.add_answer(self._new)
        self.add_answer(self._keep)
        self.set_first_focus(self._new)

    def show_state(self, state: AteliersState) -> None:
        """Show `state` and nothing else."""
        former, self._state = self._state, state
        form, old = state.form, former.form
        turned = (form is None) != (old is None) or former.offre is None
        turned = turned or (form is not None and old is not None and form.id != old.id)
        self._show_heading(state)
        self._say_words(state)
        self.listing.setVisible(form is None)
        self.form.setVisible(form is not None)
        if form is None:
            self.listing.show_state(state)
        else:
            self.form.show_state(state)
        noted = form is not None and not form.is_new
        self._new.setVisible(form is None)
        self._keep.setVisible(form is not None and not state.told)
        self._remove.setVisible(noted and not state.told)
        self._again.setVisible(noted)
        self._poster.setVisible(form is not None)
        self._new.setEnabled(state.offre is not None)
        self.set_first_focus(self._new if form is None else self.form.act.themes.chips)
        if turned:
            self._opened = form
            self.take_focus()

    @property
    @override
    def unkept(self) -> bool:
        return self._state.form != self._opened and not self._state.told

    def go_to_mistake(self) -> None:
        """Give the focus to what is missing."""
        self.keep_in_sight(self.form.go_to_mistake(self._state.today))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        writing = self._state.form is not None
        if event.key() == Qt.Key.Key_Escape:
            self._leave_by(self.back_asked.emit)
        elif not writing and event.matches(QKeySequence.StandardKey.Undo):
            self.listing.put_back_asked.emit()
        elif not writing or not self.form.act.themes.chips.press_key(event.text()):
            super().keyPressEvent(event)

    def _leave_by(self, out: Callable[[], None]) -> None:
        """Leave the form or the page; ask before when a workshop was typed and not kept."""
        leave(out, self)

    def _show_heading(self, state: AteliersState) -> None:
        if state.form is None:
            self.set_heading("Ateliers", _SUBTITLE)
        else:
            new = state.form.is_new
            self.set_heading("Noter un atelier" if new else "Atelier", _SUBTITLE)

    def _say_words(self, state: AteliersState) -> None:
        if state.problem:
            self.say(Tone.DANGER, state.problem)
        elif state.form is not None and state.told:
            self.say(Tone.INFO, _TOLD)
        else:
            self.say(Tone.SUCCESS, state.said)
