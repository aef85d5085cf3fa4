"""The screens of the tab « Questionnaire » of Réglages: at rest, refused, compared, under way."""

from app.ui.pages.reglages.page import ReglagesPage
from app.ui.pages.reglages.questionnaire.state import (
    ChangeWords,
    CheckWords,
    Entry,
    QuestionnaireState,
    VersionLine,
)
from app.ui.pages.reglages.state import ReglagesState
from app.ui.shell.window import MainWindow
from app.ui.theme.current import current_appearance
from app.ui.widgets.tones import Pill, Tone
from tests.screens import screen
from tests.ui.screens_frame import workspace

TITLE = "Questionnaire d’autonomie numérique"
ONE = VersionLine(
    id="1" * 64,
    title=f"{TITLE}, version 1",
    facts=(
        "Livrée avec Passerelle, le 3\u00a0septembre à 9\u00a0h\u00a012",
        "Depuis le 3\u00a0septembre à 9\u00a0h\u00a012",
    ),
    code="79f0c3a1d2be",
    back=True,
)
TWO = VersionLine(
    id="2" * 64,
    title=f"{TITLE}, version 2",
    facts=(
        "Importée du fichier « version-2.xlsx » par Camille Exemple, aujourd’hui à 10 h",
        "Jamais mise en service",
    ),
    code="b81c55e0aa97",
)
_FAULT, _WARNING = Pill("À corriger", Tone.DANGER), Pill("Avertissement", Tone.WARNING)
_CHANGED, _ADDED = Pill("Modifié", Tone.INFO), Pill("Ajouté", Tone.SUCCESS)
REFUSED = CheckWords(
    heading="Vérification de «\u00a0version-2.xlsx\u00a0»",
    pill=Pill("Refusé", Tone.DANGER),
    sentence="2\u00a0fautes à corriger dans le classeur. Rien n’a été gardé\u00a0: la version en "
    "service n’a pas changé. 1\u00a0avertissement.",
    faults=(
        Entry(
            title="Feuille survey, cellule E12",
            lines=("Parenthèse ouverte et jamais fermée.", "Écrire\u00a0: count-selected(.) <= 1"),
            pill=_FAULT,
        ),
        Entry(
            title="Feuille cas_tests, cellule AN15",
            lines=("X21\u00a0: service attendu « assistance », obtenu « coup_de_pouce »",),
            pill=_FAULT,
        ),
    ),
    warnings=(
        Entry(
            title="Feuille survey, cellule C31",
            lines=("La question G4 n’est jamais posée.",),
            pill=_WARNING,
        ),
    ),
)
ACCEPTED = CheckWords(
    heading="Vérification de «\u00a0version-2.xlsx\u00a0»",
    pill=Pill("Accepté", Tone.SUCCESS),
    sentence="Aucune faute. La version est gardée, à côté des autres.",
)
CHANGE = ChangeWords(
    id=TWO.id,
    heading=f"Ce que change «\u00a0{TWO.title}\u00a0»",
    sentence="2\u00a0changements dans les questions et les réponses, 2 dans le guide.",
    general=(Entry(title="Version\u00a0: 1 → 2"),),
    questions=(
        Entry(
            title="F4 – Que souhaitez-vous\u00a0?",
            lines=(
                "texte : Qu’est-ce qui vous aiderait aujourd’hui ? → Que souhaitez-vous ?",
                "réponse ajoutée\u00a0: Je ne sais pas encore (ne_sait_pas)",
            ),
            pill=_CHANGED,
        ),
        Entry(
            title="G5 – Avez-vous une imprimante\u00a0?",
            lines=("type\u00a0: select_one oui_non", "condition d’affichage\u00a0: ${A1} != ''"),
            pill=_ADDED,
        ),
    ),
    guide=(
        Entry(
            title="Règle trois_services S10 – coup_de_pouce",
            lines=("service\u00a0: assistance → coup_de_pouce",),
            pill=_CHANGED,
        ),
        Entry(
            title="Niveau debutant – Débutant",
            lines=("score jusqu’à\u00a0: 10 → 11",),
            pill=_CHANGED,
        ),
    ),
)
AT_REST = QuestionnaireState(current=ONE, others=(TWO,), bundled=True, may_activate=True)


def _tab(window: MainWindow, state: QuestionnaireState, *, to_result: bool = False) -> None:
    page = ReglagesPage()
    page.show_appearance(current_appearance())
    page.show_state(ReglagesState())
    page.tabs.show_part(page.questionnaire)
    page.questionnaire.show_state(state)
    workspace(window, page).go_to("reglages")
    if to_result:
        page.questionnaire.to_result()


screen("reglages-6-questionnaire", lambda w: _tab(w, AT_REST))
screen(
    "reglages-11-questionnaire-publie-refuse",
    lambda w: _tab(
        w,
        QuestionnaireState(
            current=ONE,
            may_activate=True,
            refused="Le questionnaire publié par le Département a été refusé\u00a0: "
            "2\u00a0fautes. La version en service n’a pas changé. Transmettez la liste au "
            "Département.",
        ),
    ),
)
screen(
    "reglages-7-questionnaire-refuse",
    lambda w: _tab(
        w, QuestionnaireState(current=ONE, may_activate=True, check=REFUSED), to_result=True
    ),
)
screen(
    "reglages-8-questionnaire-change",
    lambda w: _tab(
        w,
        QuestionnaireState(
            current=ONE, others=(TWO,), may_activate=True, check=ACCEPTED, change=CHANGE
        ),
        to_result=True,
    ),
)
screen(
    "reglages-9-questionnaire-en-cours",
    lambda w: _tab(
        w,
        QuestionnaireState(
            current=ONE,
            who_decides="Camille Exemple",
            working="Vérification\u00a0: questions, guide, cas d’essai…",
        ),
    ),
)
screen(
    "reglages-10-questionnaire-collegue",
    lambda w: _tab(
        w,
        QuestionnaireState(
            current=ONE,
            others=(TWO,),
            who_decides="Camille Exemple",
            change=CHANGE,
            message="Enregistré\u00a0: questionnaire-changements.txt.",
            tone=Tone.SUCCESS,
        ),
    ),
)
