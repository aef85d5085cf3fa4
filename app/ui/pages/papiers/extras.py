"""On the page of the papers: their language, and those that the person may ask for besides."""

from dataclasses import dataclass

from PySide6.QtCore import Signal

from app.documents.kinds import TEMPLATES, PapierKind
from app.documents.languages import FRENCH, Language
from app.ui.dossiers.held_back import hold_back
from app.ui.interview.paper_language import PaperLanguage
from app.ui.theme.tokens import Space
from app.ui.widgets.buttons import Button, secondary
from app.ui.widgets.card import Card
from app.ui.widgets.flow import flow
from app.ui.widgets.labels import Text, TextRole, hint, strong

_KINDS = (PapierKind.DIAGNOSTIC, PapierKind.DIAGNOSTIC_AGENT, PapierKind.RECU)
_WORDS = {  # short: a button does not go on in a second line
    PapierKind.DIAGNOSTIC: "Votre point numérique",
    PapierKind.DIAGNOSTIC_AGENT: "Version de l’agent",
    PapierKind.RECU: "Reçu d’un carnet",
}
_FOR = {
    PapierKind.DIAGNOSTIC: "Pour la personne, en gros caractères",
    PapierKind.DIAGNOSTIC_AGENT: "Pour vous\u00a0: réponses, règle et version",
    PapierKind.RECU: "À signer, en deux exemplaires",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtrasState:
    """`languages` where one may be chosen, `kinds` that may be made; `limited` holds both back."""

    languages: tuple[Language, ...] = ()
    chosen: str = FRENCH
    kinds: tuple[PapierKind, ...] = ()
    limited: bool = False
    problem: str = ""


class Extras(Card):
    """Shows an `ExtrasState`.

    Signals:
        language_picked: the code of a language.
        paper_asked: a `PapierKind`.
        lead_asked: the person is led to a structure.
    """

    language_picked = Signal(str)
    paper_asked = Signal(object)
    lead_asked = Signal()

    def __init__(self) -> None:
        super().__init__("Langue, et papiers sur demande")
        self.language = PaperLanguage()
        self.language.picked.connect(self.language_picked)
        self._title = strong("Si la personne le demande")
        self._none = hint("Les réponses sont effacées\u00a0: le détail ne peut plus être imprimé.")
        self._problem = Text("", TextRole.ERROR)
        self._buttons = {kind: self._button(kind) for kind in _KINDS}
        self.body.addWidget(self.language)
        self.body.addWidget(self._title)
        buttons = flow(gap=Space.M)
        for button in self._buttons.values():
            buttons.addWidget(button)
        self.lead = secondary("&Orienter vers un lieu", icon="lieu", name="leadFromPapers")
        self.lead.setAccessibleDescription("La liste des structures, et le papier du rendez-vous")
        self.lead.clicked.connect(self.lead_asked)
        buttons.addWidget(self.lead)
        self.body.addLayout(buttons)
        self.body.addWidget(self._none)
        self.body.addWidget(self._problem)
        self.show_state(ExtrasState())

    def show_state(self, state: ExtrasState) -> None:
        """Show `state` and nothing else."""
        self.language.show_languages(() if state.limited else state.languages, state.chosen)
        for kind, button in self._buttons.items():
            button.setVisible(kind in state.kinds)
            hold_back(button, limited=state.limited)
            if not state.limited:
                button.setToolTip(_FOR[kind])
                button.setAccessibleDescription(_FOR[kind])
        hold_back(self.lead, limited=state.limited)
        self._none.setVisible(not state.kinds)
        self._problem.setText(state.problem)
        self._problem.setVisible(bool(state.problem))

    def _button(self, kind: PapierKind) -> Button:
        title = TEMPLATES[kind].title
        button = secondary(_WORDS[kind], icon="imprimer", name=f"ask-{kind.value}")
        button.setAccessibleName(f"Voir et imprimer\u00a0: {title}")
        button.clicked.connect(lambda: self.paper_asked.emit(kind))
        return button
