"""Limited records: kept, read, and neither changed nor used (GDPR, art. 18).

Functions take the caller's session and never commit. Triggers of the database refuse the rest with
a `LimitedRecordError`, whatever the program does; what is asked here is asked before, so that a
page can say so and a synchronisation goes past it. Decision: docs/decisions/0024.
"""

from collections.abc import Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app.domain.droits import MotifLimitation
from app.domain.identifiers import AgentId, PersonneId
from app.storage.failures import LimitedRecordError
from app.storage.tables.droits import LimitationRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Limitation:
    """Why, since when and by whom a record is limited."""

    personne_id: PersonneId
    motif: MotifLimitation
    agent_id: AgentId
    at: datetime


def limit(session: Session, limitation: Limitation) -> None:
    """Limit a record; another reason takes the place of the former."""
    session.merge(
        LimitationRow(
            personne_id=limitation.personne_id,
            motif=limitation.motif.value,
            agent_id=limitation.agent_id,
            at=limitation.at,
        )
    )
    session.flush()


def lift(session: Session, personne_id: PersonneId) -> bool:
    """Let a record be used again; tell whether it was limited."""
    gone = delete(LimitationRow).where(LimitationRow.personne_id == personne_id)
    return bool(session.scalars(gone.returning(LimitationRow.personne_id)).all())


@contextmanager
def suspended(session: Session, personne_id: PersonneId) -> Generator[None]:
    """Let the caller's transaction serve another right of the person, then limit her as before."""
    held = of(session, personne_id)
    if held is not None:
        lift(session, personne_id)
    yield
    session.flush()
    if held is not None:
        limit(session, held)


def of(session: Session, personne_id: PersonneId) -> Limitation | None:
    """Return why a record is limited, None when it is not."""
    row = session.get(LimitationRow, personne_id)
    if row is None:
        return None
    return Limitation(
        personne_id=PersonneId(row.personne_id),
        motif=MotifLimitation(row.motif),
        agent_id=AgentId(row.agent_id),
        at=row.at,
    )


def refuse_limited(session: Session, personne_id: PersonneId | None) -> None:
    """Refuse to use what belongs to a person whose record is limited.

    Raises:
        LimitedRecordError: it is; nothing was changed.
    """
    if personne_id is not None and of(session, personne_id) is not None:
        raise LimitedRecordError


def limited(session: Session) -> Sequence[PersonneId]:
    """Return whose records are limited."""
    return [PersonneId(one) for one in session.scalars(select(LimitationRow.personne_id))]
