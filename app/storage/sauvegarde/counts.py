"""How much a database holds, without a name: sealed in a backup, shown before a restore."""

import json
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from app.storage.tables.dossiers import EntretienRow, PersonneRow
from app.storage.tables.envois import PrescriptionRow
from app.storage.tables.structure import AgentRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """Numbers of living records: those past their term are not counted."""

    personnes: int
    entretiens: int
    prescriptions: int
    agents: int


def counts(session: Session) -> Counts:
    """Count what the database holds."""
    return Counts(
        personnes=_number(session, PersonneRow.id),
        entretiens=_number(session, EntretienRow.id),
        prescriptions=_number(session, PrescriptionRow.id),
        agents=session.scalar(select(func.count(AgentRow.id)).where(AgentRow.removed_on.is_(None)))
        or 0,
    )


def to_bytes(found: Counts) -> bytes:
    """Return the counts as bytes to seal."""
    return json.dumps(asdict(found), sort_keys=True).encode()


def from_bytes(raw: bytes) -> Counts:
    """Read what `to_bytes` wrote.

    Raises:
        ValueError, TypeError: it is something else.
    """
    value: dict[str, Any] = json.loads(raw)
    return Counts(**value)


def _number(session: Session, column: InstrumentedAttribute[str]) -> int:
    return session.scalar(select(func.count(column))) or 0
