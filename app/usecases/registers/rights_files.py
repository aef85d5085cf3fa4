"""Note the files that left with a request or a breach: the one place where it is done."""

import hashlib
from pathlib import Path

from app.domain.identifiers import DemandeId, ViolationId
from app.storage import journal
from app.storage.journal import Entree
from app.usecases.interview.papers import SAVED
from app.usecases.people.exporting import Left, track_in
from app.usecases.registers.demandes import load_in
from app.usecases.workplace import Workplace

REQUEST_MAIL, BREACH_MAIL = "courriel_droits", "courriel_violation"  # in the journal


def note_request_file(
    workplace: Workplace, demande_id: DemandeId, path: Path, content: bytes
) -> None:
    """Note that the e-mail of a request was written to `path`, so that an erasure reaches it.

    A person unknown here has no record to which it could be tied.

    Raises:
        RequestGoneError: it is no longer in the register.
    """
    with workplace.database.writing() as session:
        demande = load_in(session, demande_id)
        if demande.personne_id is not None:
            left = Left(
                subject_id=demande.personne_id,
                kind=REQUEST_MAIL,
                sha256=hashlib.sha256(content).hexdigest(),
                path=path,
            )
            track_in(session, workplace, left)
        journal.append(session, _saved(workplace, REQUEST_MAIL), subject_id=demande.id)


def note_breach_file(workplace: Workplace, violation_id: ViolationId) -> None:
    """Note that the e-mail of a breach was written to a file; it names nobody."""
    with workplace.database.writing() as session:
        journal.append(session, _saved(workplace, BREACH_MAIL), subject_id=violation_id)


def _saved(workplace: Workplace, detail: str) -> Entree:
    return Entree(at=workplace.clock.now(), kind=SAVED, agent_id=workplace.agent.id, detail=detail)
