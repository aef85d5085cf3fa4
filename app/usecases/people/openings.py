"""Who may see what belongs to a colleague's person, and after which reason.

A use case about somebody asks twice: `habilitations.require`, whether its agent's roles allow the
act at all; then one of these, in the transaction in which it reads or writes, whether they allow
it on her. tests/usecases/test_rights_everywhere.py walks all of them. Source: docs/decisions/0004.
"""

from datetime import timedelta
from typing import TYPE_CHECKING

from app.domain.entretien import Entretien
from app.domain.failures import AppError
from app.domain.identifiers import AgentId, EntretienId, PapierId, PersonneId, PrescriptionId
from app.domain.personne import Personne
from app.storage import acces, entretiens, journal, papiers, personnes, prescriptions
from app.storage.journal import Entree
from app.usecases.workplace import Workplace

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

_OPENED, _SEARCHED = "consultation", "recherche_collegue"
_SAME_OPENING = timedelta(minutes=15)  # coming back from a paper is no other reading


class ReasonNeededError(AppError):
    """The record is a colleague's: a reason from the list is needed, and will be logged.

    Attributes:
        personne_id: whose record has to be opened first, when something that hangs on it was asked.
    """

    def __init__(self, personne_id: PersonneId | None = None) -> None:
        super().__init__()
        self.personne_id = personne_id


class PersonGoneError(AppError):
    """The record is no longer here: erased, or past its term."""


def may_see(
    session: "Session", workplace: Workplace, personne: Personne, *, author: AgentId
) -> bool:
    """Tell whether the agent at work may see what `author` did for `personne`.

    It is his own work, or his own person; or he opened her record today, with a reason that was
    noted: it serves for what hangs on the record until the evening.
    """
    me, clock = workplace.agent.id, workplace.clock
    if me in {author, personne.owner}:
        return True
    return any(
        one.agent_id == me and one.at.astimezone(clock.zone()).date() == clock.today()
        for one in acces.of_personne(session, personne.id)
    )


def require_record(session: "Session", workplace: Workplace, personne_id: PersonneId) -> Personne:
    """Return the person, for whom her record may be shown to.

    Raises:
        PersonGoneError: the record is no longer here.
        ReasonNeededError: it is a colleague's, and was not opened today with a reason.
    """
    personne = personnes.load(session, personne_id)
    if personne is None:
        raise PersonGoneError
    if not may_see(session, workplace, personne, author=personne.owner):
        raise ReasonNeededError(personne_id)
    return personne


def require_interview(session: "Session", workplace: Workplace, entretien_id: EntretienId) -> None:
    """Refuse a colleague's interview whose person's record was not opened today.

    One that is gone is let through: the use case says so in its own words.

    Raises:
        ReasonNeededError: it names the person, if she is known yet.
    """
    found = entretiens.load(session, entretien_id)
    if found is not None:
        _require_of(session, workplace, found)


def require_paper(session: "Session", workplace: Workplace, papier_id: PapierId) -> None:
    """Refuse a paper as the interview or mandate it was made in, else as its prescription."""
    found = papiers.load(session, papier_id)
    if found is None:
        return
    if found.mandat_id is not None:
        from app.usecases.mandats import papers  # noqa: PLC0415 - it asks of openings itself

        papers.require_paper(session, workplace, found)
    elif found.entretien_id is not None:
        require_interview(session, workplace, found.entretien_id)
    elif found.prescription_id is not None:
        require_prescription(session, workplace, found.prescription_id)


def require_prescription(
    session: "Session", workplace: Workplace, prescription_id: PrescriptionId
) -> None:
    """Refuse a colleague's prescription; one that is gone is let through, as an interview.

    Raises:
        ReasonNeededError: the record of the person was not opened today with a reason.
    """
    known = prescriptions.load(session, prescription_id)
    if known is None:
        return
    if not may_see(session, workplace, known.personne, author=known.prescription.agent_id):
        raise ReasonNeededError(known.personne.id)


def note_search(workplace: Workplace) -> None:
    """Note that an agent sees colleagues' persons in a list, once a quarter of an hour."""
    now, agent_id = workplace.clock.now(), workplace.agent.id
    since = now - _SAME_OPENING
    with workplace.database.reading() as session:
        if journal.noted_since(session, agent_id=agent_id, kind=_SEARCHED, since=since):
            return
    with workplace.database.writing() as session:
        journal.append(session, Entree(at=now, kind=_SEARCHED, agent_id=agent_id))


def note_opening(workplace: Workplace, personne_id: PersonneId) -> None:
    """Note that an agent opens the record of his own person, once a quarter of an hour."""
    now, agent_id = workplace.clock.now(), workplace.agent.id
    with workplace.database.writing() as session:
        if not journal.noted_since(
            session,
            agent_id=agent_id,
            kind=_OPENED,
            subject_id=personne_id,
            since=now - _SAME_OPENING,
        ):
            journal.append(
                session,
                Entree(at=now, kind=_OPENED, agent_id=agent_id),
                subject_id=personne_id,
            )


def _require_of(session: "Session", workplace: Workplace, entretien: Entretien) -> None:
    if entretien.agent_id == workplace.agent.id:
        return
    personne = personnes.load(session, entretien.personne_id) if entretien.personne_id else None
    if personne is None:
        raise ReasonNeededError
    if not may_see(session, workplace, personne, author=entretien.agent_id):
        raise ReasonNeededError(personne.id)
