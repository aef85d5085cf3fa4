"""Make a diagnosis again under the guide in force, beside the first, which never changes.

A deliberate act of an agent, about an interview that has ended and whose answers are still kept.
What was prescribed stays as it was prescribed.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import Enum, auto
from typing import TYPE_CHECKING, cast

from app.domain.entretien import Entretien, Etape
from app.domain.failures import AppError
from app.domain.habilitation import Acte
from app.domain.identifiers import EntretienId, PersonneId, uuid7
from app.questionnaire.expressions.failures import EvaluationError
from app.questionnaire.guide.diagnosis import Diagnosis, diagnose
from app.questionnaire.guide.model import Guide, Question
from app.storage import (
    agents,
    diagnostics,
    entretiens,
    evenements,
    reevaluations,
    reponses,
    versions,
)
from app.storage.evenements import Evenement
from app.storage.reevaluations import Reevaluation
from app.storage.versions import VersionQuestionnaire
from app.usecases.interview.answers import answers_by_name
from app.usecases.interview.interviewing import may_keep_answers, questionnaire_of, take
from app.usecases.laptop.habilitations import require
from app.usecases.laptop.opening import kept_convention
from app.usecases.people.openings import require_record
from app.usecases.workplace import Workplace

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

LEFT_OUT = "reponses_ecartees"
"""In a kept diagnosis: the questions whose answers the later guide does not know."""

Answers = Mapping[str, str | tuple[str, ...]]


class CannotReevaluateError(AppError):
    """This diagnosis cannot be made again: nothing is kept of it, or nothing would differ."""


class Now(Enum):
    """Whether a diagnosis may be made again now, else why not."""

    POSSIBLE = auto()
    SAME_VERSION = auto()  # the latest diagnosis is of the version in force
    NOT_ENDED = auto()  # the interview goes on, under its own version
    NO_ANSWERS = auto()  # the convention has them erased


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessed:
    """A diagnosis as it was kept; `content` has the keys of architecture.md §8.

    `version` is None for a workbook that was never registered; `by` is empty for the first one.
    """

    content: Mapping[str, object]
    guide_hash: str
    version: VersionQuestionnaire | None
    established_at: datetime
    by: str = ""

    @property
    def left_out(self) -> tuple[str, ...]:
        """Return the questions whose answers were not used."""
        found = cast("list[str]", self.content.get(LEFT_OUT, []))
        return tuple(found)


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessments:
    """The diagnoses of one interview: the first, then those made again, oldest first."""

    entretien: Entretien
    first: Assessed
    later: tuple[Assessed, ...]
    now: Now


def assessments(workplace: Workplace, personne_id: PersonneId) -> tuple[Assessments, ...]:
    """Return the diagnoses of a person, the latest interview first."""
    require(workplace, Acte.CONSULTER)
    with workplace.database.reading() as session:
        require_record(session, workplace, personne_id)
        found = [
            _of(session, workplace, entretien)
            for entretien in entretiens.of_personne(session, personne_id)
        ]
    return tuple(one for one in found if one is not None)


def reevaluate(workplace: Workplace, entretien_id: EntretienId) -> None:
    """Make the diagnosis of an interview again under the version in force, and keep it.

    The answers that applied are taken by name of question; those that the guide in force does not
    know are left out and named. The history of the person says that it was done.

    Raises:
        InterviewGoneError: it was erased, or its term has come.
        CannotReevaluateError: see `Now`.
    """
    require(workplace, Acte.CONSULTER)
    taken = take(workplace, entretien_id)
    with workplace.database.reading() as session:
        before = _of(session, workplace, taken.entretien)
    if before is None or before.now is not Now.POSSIBLE:
        raise CannotReevaluateError
    try:
        given = answers_by_name(taken.questionnaire, taken.answers, workplace.clock)
    except EvaluationError:  # its own form cannot be computed: what applied cannot be known
        raise CannotReevaluateError from None
    current = workplace.questionnaire
    known, left_out = _known(current.guide, given)
    diagnosis = diagnose(
        current.guide,
        profile=kept_convention(workplace, taken.entretien.convention_hash).guide_profile,
        answers=known,
        tranche_age=taken.tranche_age if taken.tranche_age in current.guide.tranches_age else None,
        simulation=_exercise(current.guide, taken.entretien.exercice),
    )
    _keep(workplace, taken.entretien, diagnosis, left_out)


def _keep(
    workplace: Workplace, entretien: Entretien, diagnosis: Diagnosis, left_out: tuple[str, ...]
) -> None:
    now, agent = workplace.clock.now(), workplace.agent.id
    content = {**diagnosis.as_json(), LEFT_OUT: list(left_out)}
    made = Reevaluation(
        id=uuid7(now),
        content=json.dumps(content, ensure_ascii=False),
        guide_hash=diagnosis.guide_sha256,
        established_at=now,
        agent_id=agent,
    )
    with workplace.database.writing() as session:
        reevaluations.keep(session, entretien.id, made)
        if entretien.personne_id is not None:
            event = Evenement(kind="reevaluee", at=now, agent_id=agent)
            evenements.note(session, entretien.personne_id, event)


def _of(session: "Session", workplace: Workplace, entretien: Entretien) -> Assessments | None:
    first = diagnostics.load(session, entretien.id)
    if first is None:
        return None
    later = reevaluations.of_entretien(session, entretien.id)
    latest = later[-1].guide_hash if later else first.guide_hash
    if entretien.etape is not Etape.TERMINE:
        now = Now.NOT_ENDED
    elif not may_keep_answers(workplace) or not reponses.load(session, entretien.id):
        now = Now.NO_ANSWERS
    elif latest == workplace.questionnaire.hash:
        now = Now.SAME_VERSION
    else:
        now = Now.POSSIBLE
    return Assessments(
        entretien=entretien,
        first=Assessed(
            content=json.loads(first.content),
            guide_hash=first.guide_hash,
            version=versions.load(session, first.guide_hash),
            established_at=first.established_at,
        ),
        later=tuple(_again(session, one) for one in later),
        now=now,
    )


def _again(session: "Session", kept: Reevaluation) -> Assessed:
    agent = agents.load(session, kept.agent_id)
    return Assessed(
        content=json.loads(kept.content),
        guide_hash=kept.guide_hash,
        version=versions.load(session, kept.guide_hash),
        established_at=kept.established_at,
        by=agent.display_name if agent else "",
    )


def _known(guide: Guide, given: Answers) -> tuple[Answers, tuple[str, ...]]:
    """Return the answers that `guide` knows, and the questions whose answers it does not."""
    known: dict[str, str | tuple[str, ...]] = {}
    left_out: list[str] = []
    for name, value in given.items():
        question = guide.questions.get(name)
        codes = (value,) if isinstance(value, str) else tuple(value)
        if question is None or not _takes(question, codes):
            left_out.append(name)
        else:
            known[name] = codes if question.several else "".join(codes)
    return known, tuple(left_out)


def _takes(question: Question, codes: tuple[str, ...]) -> bool:
    choices = [question.choice(code) for code in codes if code]
    if len(choices) > 1 and not question.several:
        return False
    alone = any(choice is not None and choice.exclusive for choice in choices)
    return None not in choices and not (alone and len(choices) > 1)


def _exercise(guide: Guide, points: int | None) -> int | None:
    """Return the points of the exercise where the guide's own exercise can give as many."""
    most = max((band.high for band in guide.exercise_bands), default=-1)
    return points if points is not None and points <= most else None


def left_out_labels(
    workplace: Workplace, entretien: Entretien, assessed: Assessed
) -> tuple[str, ...]:
    """Return the questions whose answers were not used, in the words in which they were asked.

    The version of the interview asked them; the one that assessed may not know them at all.
    """
    asked = questionnaire_of(workplace, entretien.questionnaire_hash).guide.questions
    later = questionnaire_of(workplace, assessed.guide_hash).guide.questions
    known = {**later, **asked}
    return tuple(known[name].label if name in known else name for name in assessed.left_out)


def service_label(workplace: Workplace, assessed: Assessed) -> str:
    """Return the service advised, in the words of the version that advised it; empty if open."""
    service = str(assessed.content.get("service", ""))
    label = questionnaire_of(workplace, assessed.guide_hash).guide.service_labels.get(service)
    return label.label if label else service
