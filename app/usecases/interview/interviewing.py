"""Go through the questionnaire: take it up where it stood, keep each answer as it is given."""

import json
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from app.domain.convention import Champ
from app.domain.entretien import Entretien, Etape
from app.domain.habilitation import Acte
from app.domain.identifiers import EntretienId
from app.questionnaire.guide.diagnosis import Diagnosis, diagnose
from app.storage import diagnostics, entretiens, personnes, reponses
from app.storage.diagnostics import KeptDiagnostic
from app.usecases.interview.receiving import InterviewGoneError
from app.usecases.laptop.habilitations import require
from app.usecases.people.openings import require_interview
from app.usecases.versions.questionnaires import Questionnaire, kept_questionnaire
from app.usecases.workplace import Workplace

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

LANGUAGE = "langue:"
"""Kept beside the answers and erased with them: the language in which the person is asked.

A form's paths begin with « / », so no answer is taken for it.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """An interview taken up: the questionnaire it was begun with and its answers by path."""

    entretien: Entretien
    questionnaire: Questionnaire
    answers: Mapping[str, str]
    tranche_age: str


def take(workplace: Workplace, entretien_id: EntretienId) -> Taken:
    """Load what the questionnaire needs to stand exactly where it stood.

    Raises:
        InterviewGoneError: it was erased, or its term has come.
    """
    require(workplace, Acte.CONSULTER)
    with workplace.database.reading() as session:
        require_interview(session, workplace, entretien_id)
        entretien = entretiens.load(session, entretien_id)
        if entretien is None:
            raise InterviewGoneError
        answers = reponses.load(session, entretien_id)
        personne = personnes.load(session, entretien.personne_id) if entretien.personne_id else None
    return Taken(
        entretien=entretien,
        questionnaire=questionnaire_of(workplace, entretien.questionnaire_hash),
        answers={path: str(value) for path, value in answers.items()},
        tranche_age=personne.tranche_age if personne else "",
    )


def questionnaire_of(workplace: Workplace, workbook_hash: str) -> Questionnaire:
    """Return the version of the questionnaire that an interview was begun with."""
    if workbook_hash == workplace.questionnaire.hash:
        return workplace.questionnaire
    shelf = workplace.shelf
    found = shelf.older.get(workbook_hash) or kept_questionnaire(workplace.database, workbook_hash)
    if found is None:
        return workplace.questionnaire
    shelf.older[workbook_hash] = found
    return found


def keep_answer(
    workplace: Workplace, entretien_id: EntretienId, path: str, value: str, *, position: str
) -> None:
    """Keep one answer and the question now on screen, in one commit; an empty value removes it."""
    with _writing(workplace, entretien_id) as session:
        if value:
            reponses.keep(session, entretien_id, path, value)
        else:
            reponses.remove(session, entretien_id, path)
        entretiens.move(session, entretien_id, position=position, touched_at=workplace.clock.now())


def keep_answers(
    workplace: Workplace, entretien_id: EntretienId, changes: Mapping[str, str], *, position: str
) -> None:
    """Keep several answers in one commit; an empty value removes one.

    Where a copy of a group goes, the answers of those after it move up: half of that would be
    another interview.
    """
    with _writing(workplace, entretien_id) as session:
        for path, value in changes.items():
            if value:
                reponses.keep(session, entretien_id, path, value)
            else:
                reponses.remove(session, entretien_id, path)
        entretiens.move(session, entretien_id, position=position, touched_at=workplace.clock.now())


def keep_position(workplace: Workplace, entretien_id: EntretienId, position: str) -> None:
    """Keep which question is on screen."""
    with _writing(workplace, entretien_id) as session:
        entretiens.move(session, entretien_id, position=position, touched_at=workplace.clock.now())


def assess(
    workplace: Workplace,
    taken: Taken,
    answers: Mapping[str, str | tuple[str, ...]],
    *,
    exercice: int | None = None,
) -> Diagnosis:
    """Return the diagnosis of `answers` (by name of question), finished or not; pure, no commit."""
    return diagnose(
        taken.questionnaire.guide,
        profile=workplace.convention.guide_profile,
        answers=answers,
        tranche_age=taken.tranche_age or None,
        simulation=exercice,
    )


def keep_diagnosis(
    workplace: Workplace, taken: Taken, diagnosis: Diagnosis, *, exercice: int | None = None
) -> Entretien:
    """Keep the diagnosis as it is shown and go on to it.

    Under a convention that does not let answers stand with a name (000 l. 116) the diagnosis is
    kept like the answers: until the prescription is confirmed and its papers printed.
    """
    require(workplace, Acte.RECEVOIR)
    now = workplace.clock.now()
    with workplace.database.writing() as session:
        require_interview(session, workplace, taken.entretien.id)
        found = entretiens.load(session, taken.entretien.id)
        if found is None:
            raise InterviewGoneError
        kept = replace(found, etape=Etape.DIAGNOSTIC, exercice=exercice, touched_at=now)
        entretiens.keep(session, kept, due_on=workplace.draft_due_on())
        diagnostics.keep(
            session,
            kept.id,
            KeptDiagnostic(
                content=json.dumps(diagnosis.as_json(), ensure_ascii=False),
                guide_hash=taken.questionnaire.hash,
                established_at=now,
            ),
        )
    return kept


def may_keep_answers(workplace: Workplace) -> bool:
    """Tell whether answers may stay with the record after the interview."""
    return workplace.convention.allows(Champ.REPONSES)


@contextmanager
def _writing(workplace: Workplace, entretien_id: EntretienId) -> Generator["Session"]:
    """Write to an interview; whether the agent may is asked once, his roles are his session's."""
    asking = (workplace.agent.id, entretien_id)
    admitted = asking in workplace.admitted
    if not admitted:
        require(workplace, Acte.RECEVOIR)
    with workplace.database.writing() as session:
        if not admitted:
            require_interview(session, workplace, entretien_id)
        yield session
    workplace.admitted.add(asking)
