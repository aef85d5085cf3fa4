"""The numbered papers in words."""

from typing import Final

from app.domain.papier import EtatFeuille, FeuilleSecours
from app.ui.dates import day_words
from app.ui.interview.written import TypedError, day_of
from app.ui.pages.carnet_secours.state import SheetRow
from app.ui.widgets.tones import Pill, Tone
from app.usecases.interview.paper_sheets import DayProblem, day_problem
from app.usecases.papers.secours import MOST, ListedSheet
from app.usecases.workplace import Workplace

KINDS: Final = {
    FeuilleSecours.ENTRETIEN: "Notice, accord et questionnaire",
    FeuilleSecours.ACCORD: "Notice et accord",
    FeuilleSecours.MANDAT: "Mandat, deux originaux",
}
HINTS: Final = {
    FeuilleSecours.ENTRETIEN: "Pour un entretien entier, à la main",
    FeuilleSecours.ACCORD: "Les questions viendront à l’écran",
    FeuilleSecours.MANDAT: "Les deux parties signent chaque original",
}
PROPOSED: Final = {
    FeuilleSecours.ENTRETIEN: 5,
    FeuilleSecours.ACCORD: 0,
    FeuilleSecours.MANDAT: 2,
}
STATES: Final = {
    EtatFeuille.DEHORS: Pill("dehors", Tone.INFO),
    EtatFeuille.SAISIE: Pill("saisi", Tone.SUCCESS),
    EtatFeuille.GACHEE: Pill("gâché", Tone.NEUTRAL),
}
COUNT: Final = f"Un nombre de 0 à {MOST}."
NOTHING: Final = "Dites combien de papiers vous voulez."
DAYS: Final = {
    DayProblem.FUTURE: "Cette date n’est pas encore passée.",
    DayProblem.TOO_OLD: "Plus de 30 jours\u00a0: ce papier doit être détruit, sans être saisi.",
    DayProblem.PROMISED_GONE: (
        "La notice promet que les réponses sont effacées le soir même\u00a0: ce papier doit être "
        "détruit, sans être saisi."
    ),
}
LIKE: Final = "22/11/2026"
PRINTED: Final = "Carnet de secours envoyé à l’imprimante. Rangez-le en lieu sûr, avec des stylos."
SAVED: Final = (
    "Carnet de secours enregistré. Ses numéros sont réservés\u00a0: imprimez-le une seule fois, "
    "puis effacez le fichier."
)
STOPPED: Final = "Impression arrêtée. Seuls les papiers sortis sont dans la liste."


def sheet_row(found: ListedSheet) -> SheetRow:
    """Return a paper of the list."""
    sheet = found.feuille
    about = f"{KINDS[sheet.kind]} · imprimé le {day_words(sheet.printed_on)} par {found.by}"
    if sheet.settled_on is not None:
        done = "saisi" if sheet.state is EtatFeuille.SAISIE else "noté gâché"
        about += f" · {done} le {day_words(sheet.settled_on)} par {found.settled_by}"
    return SheetRow(
        numero=sheet.numero,
        kind=sheet.kind,
        state=sheet.state,
        title=sheet.numero,
        about=about,
        pill=STATES[sheet.state],
    )


def day_mistake(workplace: Workplace, typed: str) -> str:
    """Say what is wrong with the day of a paper, empty when nothing is."""
    try:
        day = day_of(typed, like=LIKE)
    except TypedError as wrong:
        return str(wrong)
    problem = day_problem(workplace, day)
    return DAYS[problem] if problem is not None else ""
