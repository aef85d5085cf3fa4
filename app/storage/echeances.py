"""What was noted of deadlines: a date that was set, that it was done, by whom and when.

Functions take the caller's session and never commit. A key names a rule and its occurrence.
"""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.domain.identifiers import AgentId
from app.storage.tables.permanences import EcheanceNoteeRow
from app.storage.tables.structure import AgentRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Notee:
    """A note as it was kept; agents by their ids."""

    cle: str
    jour: date | None = None
    jour_le: date | None = None
    jour_par: AgentId | None = None
    faite_le: date | None = None
    faite_par: AgentId | None = None


def every(session: Session) -> list[Notee]:
    """Return all that was noted."""
    return [_notee(row) for row in session.scalars(select(EcheanceNoteeRow))]


def set_day(session: Session, cle: str, jour: date | None, *, on: date, by: AgentId) -> None:
    """Set the date of an item, or take it back."""
    row = _row(session, cle)
    row.jour = jour
    row.jour_le, row.jour_par = (None, None) if jour is None else (on, by)
    _settle(session, row)


def set_done(session: Session, cle: str, on: date | None, *, by: AgentId) -> None:
    """Note that an item was done on a day, or take it back."""
    row = _row(session, cle)
    row.faite_le, row.faite_par = on, None if on is None else by
    _settle(session, row)


def followed_since(session: Session) -> date | None:
    """Return the day on which the first agent came to this laptop."""
    return session.scalar(select(func.min(AgentRow.created_on)))


def _row(session: Session, cle: str) -> EcheanceNoteeRow:
    row = session.get(EcheanceNoteeRow, cle)
    if row is None:
        row = EcheanceNoteeRow(
            cle=cle, jour=None, jour_le=None, jour_par=None, faite_le=None, faite_par=None
        )
        session.add(row)
    return row


def _settle(session: Session, row: EcheanceNoteeRow) -> None:
    """Keep the row, unless nothing is noted in it any more."""
    if row.jour is None and row.faite_le is None:
        if row in session.new:
            session.expunge(row)
        else:
            session.delete(row)
    session.flush()


def _notee(row: EcheanceNoteeRow) -> Notee:
    return Notee(
        cle=row.cle,
        jour=row.jour,
        jour_le=row.jour_le,
        jour_par=None if row.jour_par is None else AgentId(row.jour_par),
        faite_le=row.faite_le,
        faite_par=None if row.faite_par is None else AgentId(row.faite_par),
    )
