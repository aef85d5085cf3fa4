"""An interview to read, in words."""

from itertools import groupby

from app.domain.entretien import Canal, Entretien, Etape
from app.ui.dates import day_words
from app.ui.dossiers.limited import limited_elsewhere
from app.ui.dossiers.words import Fact, at_words, plural_words
from app.ui.pages.relecture.state import Line, Part, ReviewState
from app.ui.widgets.tones import Pill, Tone
from app.usecases.interview.answer_words import answer_words, question_words
from app.usecases.interview.reviewing import Asked, Review
from app.usecases.rule_words import rule_words as said_rule
from app.usecases.workplace import Workplace

_HASH_SHOWN = 8
_CANAUX = {Canal.SUR_PLACE: "Sur place", Canal.TELEPHONE: "Par téléphone"}
_OUTCOMES = {2: "seul", 1: "avec de l’aide", 0: "pas fait"}
_WAITING = "Cet entretien est en attente. Vous le relisez sans le reprendre\u00a0: rien ne change."
_OPEN = "Cet entretien n’est pas fini. Vous le relisez sans le reprendre\u00a0: rien ne change."
_NEVER_ASKED = "Aucune réponse n’a été notée."
_UNKNOWN = (
    "La version du questionnaire de cet entretien n’est plus sur ce poste\u00a0: ses réponses ne "
    "peuvent pas être relues sans leurs questions."
)


def state_of(review: Review, workplace: Workplace) -> ReviewState:
    """Return the page of an interview."""
    entretien = review.entretien
    mine = entretien.agent_id == workplace.agent.id
    lines = [(one.section, _line(one)) for one in review.asked]
    parts = tuple(
        Part(heading=question_words(section), lines=tuple(line for _, line in found))
        for section, found in groupby(lines, key=lambda pair: pair[0])
    )
    left = sum(not line.answer for _, line in lines)
    answered = len(lines) - left
    return ReviewState(
        who=review.who or "Personne pas encore nommée",
        about=f"Entretien ouvert {at_words(entretien.opened_at, workplace)}",
        pill=_pill(entretien),
        facts=_facts(review),
        notice=_notice(review),
        parts=parts if answered else (),
        missing=_count_words(answered, left) if answered else "",
        exercise=_exercise(review),
        can_resume=entretien.etape is not Etape.TERMINE and mine,
        has_papers=entretien.etape in {Etape.PAPIERS, Etape.TERMINE},
        limited=limited_elsewhere(review.limitation, workplace.clock.zone()),
        loaded=True,
    )


def _facts(review: Review) -> tuple[Fact, ...]:
    return (
        Fact("Mené par", review.agent),
        Fact("Canal", _CANAUX[review.entretien.canal]),
        Fact("Questionnaire", _version_words(review)),
    )


def _version_words(review: Review) -> str:
    version = review.version
    if version is None:
        return f"version inconnue, empreinte {review.entretien.questionnaire_hash[:_HASH_SHOWN]}"
    number = f", version {review.version_number}" if review.version_number else ""
    return (
        f"{version.name}{number}, sur ce poste depuis le {day_words(version.added_on)} "
        f"(empreinte {version.sha256[:_HASH_SHOWN]})"
    )


def _notice(review: Review) -> str:
    if review.erased_on is not None:
        source = review.convention.sources.get("donnees")
        rule = f" Règle\u00a0: {said_rule(source.reference)}." if source else ""
        return (
            f"Les réponses ont été effacées le {day_words(review.erased_on)}, comme la convention "
            f"le demande\u00a0: elle ne les laisse pas avec le dossier.{rule}"
        )
    if not review.version_number and review.version is None:
        return _UNKNOWN
    if not any(one.values for one in review.asked):
        return _NEVER_ASKED
    if review.entretien.etape is Etape.TERMINE:
        return ""
    return _WAITING if review.entretien.on_hold else _OPEN


def _pill(entretien: Entretien) -> Pill:
    if entretien.etape is Etape.TERMINE:
        return Pill("Terminé", Tone.SUCCESS)
    return Pill("En attente", Tone.INFO) if entretien.on_hold else Pill("À finir", Tone.WARNING)


def _line(asked: Asked) -> Line:
    return Line(
        question=question_words(asked.label),
        answer=answer_words(asked.values),
        by_agent=asked.by_agent,
    )


def _exercise(review: Review) -> tuple[Fact, ...]:
    tried = {one.code: one for one in review.tries}
    return tuple(
        Fact(
            task.tache,
            f"fait {_OUTCOMES[tried[task.code].points]}" if tried[task.code].points else "pas fait",
        )
        for task in review.tasks
        if task.code in tried
    )


def _count_words(answered: int, left: int) -> str:
    words = plural_words(answered, "réponse", "réponses")
    if not left:
        return words
    return f"{words}, {plural_words(left, 'question', 'questions')} sans réponse"
