"""The sentences of the page."""

from typing import Final

from app.ui.pages.questionnaire.state import Mark, Place, QuestionnaireState

UNANSWERED: Final = "Pas encore de réponse. Entrée encore une fois pour passer cette question."
REQUIRED: Final = "Entrée encore une fois pour y revenir plus tard."  # why is said at the answer
FORMULA: Final = "Une formule du questionnaire ne se calcule pas. La réponse est gardée."
UNUSABLE: Final = (
    "Une formule de cette version du questionnaire ne se calcule pas. Ce n’est pas une faute de "
    "votre part, et tout ce qui était enregistré est gardé.\n\nMettez l’entretien en attente et "
    "prévenez votre référent\u00a0: il peut remettre en service la version précédente, dans "
    "Réglages, onglet Questionnaire. Vous recommencerez alors un nouvel entretien."
)


def end_words(state: QuestionnaireState) -> str:
    """Say what is left to do at the end, or why nothing can be asked."""
    if state.place is Place.UNUSABLE:
        return UNUSABLE
    if not state.missing:
        return "Chaque question a sa réponse."
    plural = "s" if state.missing > 1 else ""
    words = f"Il manque {state.missing}\u00a0réponse{plural}."
    if any(row.mark is Mark.FAULT for row in state.rows):
        words = f"Il reste {state.missing}\u00a0réponse{plural} à donner ou à corriger."
    if state.required_left:
        one = "l’une d’elles est nécessaire" if plural else "elle est nécessaire"
        if state.required_left > 1:
            one = f"{state.required_left}\u00a0d’entre elles sont nécessaires"
        return (
            f"{words} {one[0].upper()}{one[1:]}\u00a0: l’entretien ne se termine pas avant. "
            "Répondez maintenant, ou mettez l’entretien en attente."
        )
    return (
        f"{words} Vous pouvez y revenir maintenant, ou voir la suite\u00a0: ce qui manque sera dit."
    )
