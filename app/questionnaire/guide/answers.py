"""Check the answers given against the questions of the guide."""

from collections.abc import Mapping, Sequence
from typing import TypeAlias

from app.questionnaire.guide.model import Guide, Question
from app.questionnaire.guide.outcomes import Situation

GivenAnswers: TypeAlias = Mapping[str, str | Sequence[str]]


class AnswersError(ValueError):
    """Answers that the guide does not know; the French message names the code, never a person."""


def situation(
    guide: Guide,
    *,
    profile: str,
    answers: GivenAnswers,
    tranche_age: str | None = None,
    simulation: int | None = None,
) -> Situation:
    """Return the checked inputs of a diagnosis.

    An empty text or list stands for no answer, and so does an empty `tranche_age`.

    Raises:
        AnswersError: an unknown profile, question, answer or age band, answers that exclude each
            other, or points the exercise does not give.
    """
    if profile not in guide.profiles:
        known = ", ".join(guide.profiles)
        raise AnswersError(f"profil inconnu : {profile} (connus : {known})")
    if tranche_age and tranche_age not in guide.tranches_age:
        known = ", ".join(guide.tranches_age)
        raise AnswersError(f"tranche d’âge inconnue : {tranche_age} (connues : {known})")
    _check_simulation(guide, simulation)
    return Situation(
        profil=profile,
        answers={
            name: codes for name, given in answers.items() if (codes := _codes(guide, name, given))
        },
        tranche_age=tranche_age or None,
        simulation=simulation,
    )


def _check_simulation(guide: Guide, simulation: int | None) -> None:
    most = max((band.high for band in guide.exercise_bands), default=0)
    if simulation is not None and not 0 <= simulation <= most:
        raise AnswersError(f"l’exercice donne de 0 à {most} points, pas {simulation}")


def _codes(guide: Guide, name: str, given: str | Sequence[str]) -> frozenset[str]:
    question = guide.questions.get(name)
    if question is None:
        raise AnswersError(f"question inconnue : {name}")
    codes = frozenset(code for code in ([given] if isinstance(given, str) else given) if code)
    for code in sorted(codes):
        if question.choice(code) is None:
            raise AnswersError(f"{name} : réponse inconnue {code}")
    if len(codes) > 1:
        _check_together(question, codes)
    return codes


def _check_together(question: Question, codes: frozenset[str]) -> None:
    exclusive = {choice.code for choice in question.choices if choice.exclusive}
    if not question.several or codes & exclusive:
        listed = ", ".join(sorted(codes))
        raise AnswersError(f"{question.name} : réponses incompatibles {listed}")
