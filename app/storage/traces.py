"""The traces that go with time: accesses, reports, breaches; and the journal's months, counted.

Functions take the caller's session and never commit. The journal itself goes by sealed months
(`journal_sceaux.let_go`).
"""

from datetime import date, datetime, time, tzinfo

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from app.domain.retention import JOURNAUX
from app.storage import acces, journal_sceaux, rapports, violations
from app.storage.due import INCLUDE_DUE
from app.storage.tables.demandes import ViolationRow
from app.storage.tables.envois import RapportRow
from app.storage.tables.structure import AccesRow


def oldest_kept(today: date, zone: tzinfo) -> datetime:
    """Return the instant before which accesses and reports are over."""
    return datetime.combine(JOURNAUX.before(today), time.min, tzinfo=zone)


def erase_due(session: Session, today: date, oldest: datetime) -> None:
    """Erase the accesses and the reports before `oldest`, and the breaches whose term has come."""
    acces.erase_before(session, oldest)
    rapports.erase_before(session, oldest)
    violations.erase_due(session, today)


def count_due(session: Session, today: date, oldest: datetime) -> int:
    """Return how many traces would go if `today` were believed, entries of the journal included."""
    return (
        _number(session, select(func.count()).where(AccesRow.at < oldest))
        + _number(session, select(func.count()).where(RapportRow.started_at < oldest))
        + _number(session, select(func.count()).where(ViolationRow.due_on <= today))
        + journal_sceaux.count_due(session, today)
    )


def _number(session: Session, query: Select[int]) -> int:
    return session.scalar(query, execution_options={INCLUDE_DUE: True}) or 0
