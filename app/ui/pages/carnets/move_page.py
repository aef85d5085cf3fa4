"""One movement: its facts, its slip, and how it is taken back."""

from PySide6.QtCore import Signal

from app.ui.dossiers.facts import Facts
from app.ui.pages.carnets.state import MoveState
from app.ui.widgets.buttons import secondary
from app.ui.widgets.layouts import show_if
from app.ui.widgets.moments import leave_by_escape
from app.ui.widgets.page import Page
from app.ui.widgets.tones import Tone


class MovePage(Page):
    """Shows a `MoveState`.

    Signals:
        paper_asked: its slip. taken_back: write its opposite; confirmed. back_asked: leave.
    """

    paper_asked = Signal()
    taken_back = Signal()
    back_asked = Signal()

    def __init__(self) -> None:
        super().__init__("Mouvement")
        leave_by_escape(self, self.back_asked)
        self._problem = ""
        self.facts = Facts("Le mouvement")
        self.body.addWidget(self.facts)
        back = secondary("&Retour", icon="retour", name="leaveMove")
        self._paper = secondary("&Imprimer le bordereau", icon="imprimer", name="printSlip")
        self._undo = secondary("&Contre-passer…", icon="retirer", name="takeBackMove")
        back.clicked.connect(self.back_asked)
        self._paper.clicked.connect(self.paper_asked)
        self._undo.clicked.connect(self.taken_back)
        self.add_answer(back, left=True)
        self.add_answer(self._undo)
        self.add_answer(self._paper)
        self.set_first_focus(back)

    def show_state(self, state: MoveState) -> None:
        """Show `state` and nothing else."""
        self.set_heading(state.title)
        if state.problem != self._problem:
            self._problem = state.problem
            self.say(Tone.DANGER, state.problem)
        self.facts.show_facts(state.facts)
        show_if(self._paper, state.has_paper)
        show_if(self._undo, state.may_take_back)
        self._undo.setEnabled(not state.working)
