"""The sentences of the page."""

from typing import Final

from app.ui.pages.saisie_papier import rows as names
from app.ui.pages.saisie_papier.state import Column, Row
from app.usecases.interview.paper_sheets import DayProblem

LAST: Final = "C’était la dernière question. Ctrl+Entrée termine ce questionnaire."
PERSON: Final = "Appuyez sur Entrée pour chercher la personne."
MARK: Final = "Un repère est fait de lettres et de chiffres."
REFUSED: Final = (
    "La personne a refusé\u00a0: il n’y a pas d’entretien. Retirez ce questionnaire, "
    "rien n’en sera gardé."
)
FORMULA: Final = "Une formule du questionnaire ne se calcule pas. La réponse est gardée."
REMOVED: Final = "Questionnaire retiré\u00a0: rien n’en est gardé."
DAYS: Final = {
    DayProblem.FUTURE: "Cette date n’est pas encore passée.",
    DayProblem.TOO_OLD: "Plus de 30 jours\u00a0: ce papier doit être détruit, sans être saisi.",
    DayProblem.PROMISED_GONE: (
        "La notice promet que les réponses sont effacées le soir même\u00a0: ce papier doit être "
        "détruit, sans être saisi."
    ),
}


def bad_key(row: Row, key: str) -> str:
    """Say that a key names no answer."""
    keys = [one.key.upper() for one in row.keys]
    known = f"de {keys[0]} à {keys[-1]}" if len(keys) > 2 else " ou ".join(keys)  # noqa: PLR2004 - « 1 ou 2 »
    return f"«\u00a0{key.upper()}\u00a0» n’est pas une réponse ici\u00a0: {known}."


def not_ready(row: Row, column: Column) -> str:
    """Say what keeps a paper from its end; `row` is where it is typed."""
    if column.wrong:
        return f"À corriger avant de terminer\u00a0: {row.title}"
    if row.name == names.PERSON:
        return "Il manque la personne\u00a0: Entrée pour la chercher ou l’enregistrer."
    return f"Il manque, sur le papier signé\u00a0: {row.label}."


def finished(column: Column) -> str:
    """Say where a finished paper waits."""
    return (
        f"{column.title}\u00a0: le diagnostic est établi. L’entretien attend votre décision dans "
        "« À finir », sur Aujourd’hui. Le papier peut être détruit."
    )


def left_to_rank(count: int) -> str:
    """Say how many answers an order still lacks."""
    plural = "s" if count > 1 else ""
    return f"encore {count}\u00a0réponse{plural} à classer."
