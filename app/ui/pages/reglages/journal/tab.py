"""The journal of accesses and acts: read, filter, check, print, save."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.domain.identifiers import AgentId
from app.ui.dossiers.lists import RowsPart
from app.ui.interview.short_choice import Short, ShortChoice
from app.ui.pages.reglages.journal.paper_words import FAMILIES
from app.ui.pages.reglages.journal.state import JournalState
from app.ui.theme.tokens import Space
from app.ui.widgets.banner import Banner
from app.ui.widgets.buttons import primary, secondary
from app.ui.widgets.card import Card
from app.ui.widgets.flow import flow
from app.ui.widgets.labels import body, hint
from app.ui.widgets.layouts import column
from app.ui.widgets.moments import when_it_comes
from app.usecases.journal import Famille, Periode

_EVERYBODY = ""
_SHORTER = {Famille.SORTIES: "Sorties", Famille.POSTE: "Poste"}  # one line of answers, not two
_FAMILIES = tuple(
    Short(famille.value, _SHORTER.get(famille, words), words) for famille, words in FAMILIES.items()
)
_PERIODS = (
    Short(Periode.CE_MOIS.value, "Ce mois-ci"),
    Short(Periode.MOIS_DERNIER.value, "Le mois dernier"),
    Short(Periode.TOUS.value, "Tous les mois"),
)
_ROWS_SHOWN = 8


class JournalTab(QWidget):
    """Shows a `JournalState`.

    Signals:
        came: the tab comes on screen; what it shows is read again.
        famille_picked: a `Famille`.
        periode_picked: a `Periode`.
        agent_picked: an `AgentId`, None for everybody.
        check_asked, paper_asked, table_asked: the user wants the journal checked, as a PDF to read,
            print or save, as a file for a spreadsheet.
    """

    came = Signal()
    famille_picked = Signal(object)
    periode_picked = Signal(object)
    agent_picked = Signal(object)
    check_asked = Signal()
    paper_asked = Signal()
    table_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.banner = Banner()
        self._families = ShortChoice("Quelles lignes")
        self._families.answered.connect(self._family_answered)
        self._periods = ShortChoice("Quels mois")
        self._periods.answered.connect(self._period_answered)
        self._agents = ShortChoice("De qui")
        self._agents.answered.connect(self._agent_answered)
        self._rows = RowsPart("Les lignes, la plus récente d’abord", name="journalRows",
                              rows_shown=_ROWS_SHOWN)  # fmt: skip
        self._none = body("Aucune ligne ne correspond à ce choix.")
        self._more = hint("")
        layout = column(self)
        for part in (
            self.banner, self._about(), self._periods, self._families, self._agents, self._rows,
            self._none, self._more,
        ):  # fmt: skip
            layout.addWidget(part)
        layout.addStretch(1)
        when_it_comes(self, self.came)

    def show_state(self, state: JournalState) -> None:
        """Show `state` and nothing else."""
        if (self.banner.text, state.message) != ("", ""):
            self.banner.say(state.tone, state.message)
        self._families.show_choices(_FAMILIES, state.famille.value)
        self._periods.show_choices(_PERIODS, state.periode.value)
        people = [Short(agent_id, name) for agent_id, name in state.agents]
        self._agents.show_choices([Short(_EVERYBODY, "Tous"), *people], state.who or _EVERYBODY)
        self._agents.setVisible(len(people) > 1)
        self._rows.show_rows(state.rows)
        self._none.setVisible(not state.rows)
        self._more.setText(
            f"{state.more}\u00a0lignes plus anciennes ne sont pas montrées\u00a0: elles sont dans "
            "le PDF et dans le tableau."
        )
        self._more.setVisible(bool(state.more))
        for button in (self.check, self.paper, self.table):
            button.setEnabled(not state.working)

    def _family_answered(self, code: str) -> None:
        self.famille_picked.emit(Famille(code))

    def _period_answered(self, code: str) -> None:
        self.periode_picked.emit(Periode(code))

    def _agent_answered(self, code: str) -> None:
        self.agent_picked.emit(AgentId(code) if code else None)

    def _about(self) -> Card:
        card = Card("Journal des accès et des actes")
        card.body.addWidget(
            body(
                "Chaque ouverture du poste, chaque dossier consulté et chaque acte est noté ici, "
                "au nom de celui qui le fait, pendant douze mois au plus. Vous et vos collègues "
                "pouvez tout lire. Les personnes aidées n’y ont pas de nom\u00a0: leur numéro de "
                "dossier n’existe que dans ce journal, et ne mène plus à personne quand le "
                "dossier est effacé."
            )
        )
        self.check = primary("&Vérifier", icon="fait", name="checkJournal")
        self.paper = secondary("&Imprimer ou PDF…", icon="imprimer", name="printJournal")
        self.table = secondary("&Enregistrer un tableau…", icon="enregistrer", name="saveJournal")
        self.check.clicked.connect(self.check_asked)
        self.paper.clicked.connect(self.paper_asked)
        self.table.clicked.connect(self.table_asked)
        buttons = flow(gap=Space.M)
        for button in (self.check, self.paper, self.table):
            buttons.addWidget(button)
        card.body.addLayout(buttons)
        return card
