"""The forms that wait to be handed over together: print them, save them, note that they left."""

from dataclasses import dataclass

from PySide6.QtCore import Signal

from app.ui.theme.tokens import Space
from app.ui.widgets.banner import Banner
from app.ui.widgets.buttons import secondary
from app.ui.widgets.card import Card
from app.ui.widgets.confirm_dialog import Question, ask
from app.ui.widgets.flow import flow
from app.ui.widgets.labels import body
from app.ui.widgets.layouts import show_if
from app.ui.widgets.tones import Tone


@dataclass(frozen=True, slots=True, kw_only=True)
class HandingState:
    """What the card shows. `drawn`: forms were printed or saved, and may be noted as handed."""

    shown: bool = False
    words: str = ""
    may_leave: bool = False
    drawn: int = 0
    said: str = ""
    problem: str = ""
    working: bool = False


class HandingCard(Card):
    """Shows a `HandingState`.

    Signals:
        paper_asked, table_asked: the forms on paper, as a table. handed: they left (confirmed).
    """

    paper_asked = Signal()
    table_asked = Signal()
    handed = Signal()

    def __init__(self) -> None:
        super().__init__(
            "Fiches à transmettre",
            about="La convention demande un questionnaire par bénéficiaire. Les fiches partent "
            "ensemble, sans nom ni date, dans un ordre tiré au sort.",
        )
        self._drawn = 0
        self._words = body("")
        self._words.setObjectName("formsWaiting")
        self._banner = Banner()
        self._paper = secondary("Voir et &imprimer les fiches…", icon="imprimer", name="showForms")
        self._table = secondary("Enregistrer un ta&bleau…", icon="enregistrer", name="saveForms")
        self._gone = secondary("Elles sont trans&mises…", icon="envoi", name="formsHanded")
        self._paper.clicked.connect(self.paper_asked)
        self._table.clicked.connect(self.table_asked)
        self._gone.clicked.connect(self._ask)
        buttons = flow(gap=Space.M)
        for button in (self._paper, self._table, self._gone):
            buttons.addWidget(button)
        self.body.addWidget(self._words)
        self.body.addWidget(self._banner)
        self.body.addLayout(buttons)

    def show_handing(self, state: HandingState) -> None:
        """Show `state` and nothing else."""
        self._drawn = state.drawn
        self.setVisible(state.shown)
        self._words.setText(state.words)
        tone = Tone.DANGER if state.problem else Tone.SUCCESS
        self._banner.say(tone, state.problem or state.said)
        for button in (self._paper, self._table):
            show_if(button, state.may_leave)
            button.setEnabled(not state.working)
        show_if(self._gone, state.drawn > 0)
        self._gone.setEnabled(not state.working)

    def _ask(self) -> None:
        ask(
            Question(
                title=f"Ces {self._drawn} fiches sont-elles transmises\u00a0?",
                text="Elles sont alors effacées de ce poste. Les nombres restent comptés.",
                confirm="Elles sont transmises",
                cancel="Pas encore",
                destructive=True,
            ),
            self.handed.emit,
            self,
        )
