"""Receive somebody: open an interview, give the notice, put on hold, take up again, put aside."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from app.domain.entretien import Canal, Consentement, Entretien, Etape, Issue
from app.domain.failures import AppError
from app.domain.habilitation import Acte
from app.domain.identifiers import EntretienId, uuid7
from app.storage import (
    effacement,
    entretiens,
    exports,
    limitations,
    mandats,
    personnes,
    prescriptions,
    reponses,
)
from app.usecases.interview.counting import count_ending
from app.usecases.laptop.habilitations import require
from app.usecases.laptop.vie import require_open
from app.usecases.people.openings import require_interview
from app.usecases.workplace import Workplace


class InterviewGoneError(AppError):
    """The interview is no longer here: erased, or past its term."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unfinished:
    """An interview that waits in the tray « À finir ». `who` is empty before a person is known."""

    id: EntretienId
    who: str
    etape: Etape
    answered: int
    on_hold: bool
    touched_at: datetime
    limited: bool = False


def receive(workplace: Workplace, canal: Canal) -> Entretien:
    """Open an interview, on the notice.

    Raises:
        NotAllowedError: the agent's roles do not let him receive.
        ConventionClosedError, ConventionNotYetError: the convention is not in force.
    """
    require(workplace, Acte.RECEVOIR)
    require_open(workplace)
    now = workplace.clock.now()
    entretien = Entretien(
        id=EntretienId(uuid7(now)),
        agent_id=workplace.agent.id,
        canal=canal,
        opened_at=now,
        touched_at=now,
        etape=Etape.NOTICE,
        convention_hash=workplace.convention.hash,
        questionnaire_hash=workplace.questionnaire.hash,
    )
    with workplace.database.writing() as session:
        entretiens.keep(session, entretien, due_on=workplace.draft_due_on())
    return entretien


def load_interview(workplace: Workplace, entretien_id: EntretienId) -> Entretien:
    """Return an interview as it stands.

    Raises:
        InterviewGoneError: it was erased, or its term has come.
    """
    require(workplace, Acte.CONSULTER)
    with workplace.database.reading() as session:
        require_interview(session, workplace, entretien_id)
        found = entretiens.load(session, entretien_id)
    if found is None:
        raise InterviewGoneError
    return found


def record_consent(
    workplace: Workplace, entretien_id: EntretienId, consentement: Consentement
) -> Entretien:
    """Keep what the person answered to the notice; the interview goes on with the person.

    Source: 000 art. 5 l. 122, 001 art. 4 l. 128-130.
    """
    require(workplace, Acte.RECEVOIR)
    return change(
        workplace,
        entretien_id,
        lambda found: replace(found, consentement=consentement, etape=Etape.PERSONNE),
    )


def change(
    workplace: Workplace,
    entretien_id: EntretienId,
    changed: Callable[[Entretien], Entretien],
) -> Entretien:
    """Keep what `changed` makes of an interview.

    Raises:
        InterviewGoneError: it was erased, or its term has come.
    """
    require(workplace, Acte.RECEVOIR)
    with workplace.database.writing() as session:
        require_interview(session, workplace, entretien_id)
        found = entretiens.load(session, entretien_id)
        if found is None:
            raise InterviewGoneError
        kept = replace(changed(found), touched_at=workplace.clock.now())
        entretiens.keep(session, kept, due_on=workplace.draft_due_on())
    return kept


def go_to(workplace: Workplace, entretien_id: EntretienId, etape: Etape) -> Entretien:
    """Move an interview to a step."""
    require(workplace, Acte.RECEVOIR)
    return change(workplace, entretien_id, lambda found: replace(found, etape=etape))


def hold(workplace: Workplace, entretien_id: EntretienId) -> None:
    """Put an interview on hold, at the question where it stands."""
    require(workplace, Acte.RECEVOIR)
    change(workplace, entretien_id, lambda found: replace(found, on_hold=True))


def take_up(workplace: Workplace, entretien_id: EntretienId) -> Entretien:
    """Take an interview up again where it stood.

    Raises:
        InterviewGoneError: it was erased, or its term has come.
        LimitedRecordError: the record is limited: it is read, not gone on with.
    """
    require(workplace, Acte.RECEVOIR)
    _usable(workplace, entretien_id)
    return change(workplace, entretien_id, lambda found: replace(found, on_hold=False))


def _usable(workplace: Workplace, entretien_id: EntretienId) -> Entretien:
    entretien = load_interview(workplace, entretien_id)
    with workplace.database.reading() as session:
        limitations.refuse_limited(session, entretien.personne_id)
    return entretien


def _is_answer(path: str) -> bool:
    """Tell an answer from the number of copies of a group and from the language."""
    return path.startswith("/") and not path.endswith("[range]")


def unfinished(workplace: Workplace) -> list[Unfinished]:
    """Return the interviews of this agent that have no ending yet, the latest first."""
    require(workplace, Acte.CONSULTER)
    with workplace.database.reading() as session:
        found: list[Unfinished] = []
        limited = set(limitations.limited(session))
        for entretien in entretiens.unfinished(session, workplace.agent.id):
            personne = (
                personnes.load(session, entretien.personne_id) if entretien.personne_id else None
            )
            answers = reponses.load(session, entretien.id)
            found.append(
                Unfinished(
                    id=entretien.id,
                    who=personne.display_name if personne else "",
                    etape=entretien.etape,
                    answered=sum(_is_answer(path) for path in answers),
                    on_hold=entretien.on_hold,
                    touched_at=entretien.touched_at,
                    limited=entretien.personne_id in limited,
                )
            )
    return found


def put_aside(workplace: Workplace, entretien_id: EntretienId, issue: Issue) -> None:
    """End an interview of which nothing is kept: refused by the person, or abandoned.

    The ending is counted without a name, then the interview and its answers are erased, and so is
    a person who was entered for it alone. About a second for a large file, so in a thread.

    Raises:
        InterviewGoneError: it was erased, or its term has come.
        LimitedRecordError: the record is limited: what she wants kept is not given up.
    """
    require(workplace, Acte.RECEVOIR)
    entretien = _usable(workplace, entretien_id)
    personne_id = entretien.personne_id
    exports.reach(workplace.database, [entretien_id])
    with workplace.database.writing() as session:
        count_ending(session, workplace, replace(entretien, issue=issue))
        effacement.effacer_entretien(session, entretien_id)
        alone = personne_id is not None and not (
            entretiens.of_personne(session, personne_id)
            or prescriptions.of_personne(session, personne_id)
            or mandats.of_personne(session, personne_id)
        )
    if alone and personne_id is not None:
        effacement.effacer_pour_de_bon(workplace.database, personne_id)
