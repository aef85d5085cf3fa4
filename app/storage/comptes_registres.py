"""How many requests and breaches the registers hold, without a word of any of them."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from app.storage.tables.demandes import DemandeRow, ViolationRow


@dataclass(frozen=True, slots=True, kw_only=True)
class ComptesRegistres:
    """Numbers of living entries; `late` are the requests that left with a reason for their delay.

    A closed one counts until its own term (five years).
    """

    demandes_ouvertes: int
    demandes_closes: int
    demandes_late: int
    violations_ouvertes: int
    violations_closes: int


def comptes(session: Session) -> ComptesRegistres:
    """Count both registers."""
    requests, breaches = DemandeRow, ViolationRow
    return ComptesRegistres(
        demandes_ouvertes=_number(session, requests.id, requests.closed_on.is_(None)),
        demandes_closes=_number(session, requests.id, requests.closed_on.is_not(None)),
        demandes_late=_number(session, requests.id, requests.retard != ""),
        violations_ouvertes=_number(session, breaches.id, breaches.closed_on.is_(None)),
        violations_closes=_number(session, breaches.id, breaches.closed_on.is_not(None)),
    )


def _number(
    session: Session, column: InstrumentedAttribute[str], condition: ColumnElement[bool]
) -> int:
    return session.scalar(select(func.count(column)).where(condition)) or 0
