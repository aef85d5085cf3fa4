"""Where the questions lead."""

from app.domain.entretien import Canal, Entretien
from app.questionnaire.guide.diagnosis import Diagnosis
from app.usecases.workplace import Workplace


def exercise_helps(workplace: Workplace, entretien: Entretien, diagnosis: Diagnosis) -> bool:
    """Tell whether the convention has the exercise, and the guide looks for a level at all.

    The agent must see the gestures: over the telephone there is no exercise.
    """
    sought = bool(diagnosis.niveau) or diagnosis.states.get("niveau") == "incomplet"
    seen = entretien.canal is Canal.SUR_PLACE
    return workplace.convention.exercice and sought and seen
