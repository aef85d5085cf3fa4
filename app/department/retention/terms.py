"""Which prescriptions are past their term, and which will be; everything in one condition of SQL.

The clock starts with the last decision, else with the day of the prescription (decision 0012). A
convention that becomes longer never prolongs what was prescribed before: the shortest rule that was
in force since then counts (decision 0023).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

from sqlalchemy import ColumnElement, and_, exists, false, func, or_, select
from sqlalchemy.orm import Session

from app.department.database.engine import Database
from app.department.database.prescriptions import DecisionRow, Etat, PrescriptionRow
from app.department.database.retention import RetentionHoldRow, RetentionRuleRow
from app.department.settings import Settings
from app.domain.clock import Clock
from app.domain.retention import Duree, RetentionRule

_MONTHS: Final = 12
_NAMED: Final = (Etat.A_DECIDER, Etat.ACCEPTEE, Etat.REFUSEE)  # states in which a person is named


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """A prescription with its term, as the page shows it; no name."""

    id: str
    reference: str
    structure: str
    term: date
    held_until: date | None
    reason: str


def note_rule(session: Session, rule: RetentionRule, today: date) -> None:
    """Remember the convention's rule when it is not the one in force yet."""
    last = _last_rule(session)
    if last is not None and last.years == rule.years and last.source == rule.source:
        return
    same_day = session.get(RetentionRuleRow, today)
    if same_day is None:
        session.add(RetentionRuleRow(since=today, years=rule.years, source=rule.source))
    else:  # corrected the same day: a longer one does not undo the shorter one
        same_day.years, same_day.source = min(same_day.years, rule.years), rule.source


def note_terms(database: Database, settings: Settings, clock: Clock) -> None:
    """Remember the convention's rule when the service starts under it."""
    if settings.convention is None:
        return
    rule, today = settings.convention.retention, clock.today()
    with database.reading() as session:
        known = _last_rule(session)
    if known is None or (known.years, known.source) != (rule.years, rule.source):
        with database.writing() as session:
            note_rule(session, rule, today)


def periods(session: Session) -> list[tuple[date, date, int]]:
    """Return, for prescriptions of a day within [first, last), for how many years they are kept."""
    rules = session.scalars(select(RetentionRuleRow).order_by(RetentionRuleRow.since)).all()
    found: list[tuple[date, date, int]] = []
    shortest, until = 0, date.max
    for at, rule in reversed(list(enumerate(rules))):
        shortest = min(shortest, rule.years) if shortest else rule.years
        found.append((rule.since if at else date.min, until, shortest))
        until = rule.since
    return found[::-1]


def is_due(session: Session, clock: Clock, today: date) -> ColumnElement[bool]:
    """Return the condition under which a prescription must be gone by `today`."""
    return and_(_is_past(session, clock, today), ~_is_held(today))


def due(session: Session, clock: Clock, today: date, *, limit: int) -> Sequence[str]:
    """Return identifiers of prescriptions that must be gone, the oldest first."""
    return session.scalars(
        select(PrescriptionRow.id)
        .where(is_due(session, clock, today))
        .order_by(PrescriptionRow.received_at, PrescriptionRow.id)
        .limit(limit)
    ).all()


def still_due(session: Session, clock: Clock, today: date, ids: Sequence[str]) -> list[str]:
    """Return those of `ids` that must be gone, asked again under the locks."""
    condition = is_due(session, clock, today)
    return list(
        session.scalars(
            select(PrescriptionRow.id).where(PrescriptionRow.id.in_(ids), condition)
        ).all()
    )


def count_due(session: Session, clock: Clock, today: date, *, limit: int) -> int:
    """Return how many prescriptions must be gone by `today`, at most `limit`."""
    wanted = select(PrescriptionRow.id).where(is_due(session, clock, today)).limit(limit)
    return session.scalar(select(func.count()).select_from(wanted.subquery())) or 0


def coming(session: Session, clock: Clock, until: date, *, limit: int) -> list[Due]:
    """Return what is due by `until` or postponed, the oldest first."""
    condition = _is_past(session, clock, until)
    rows = session.execute(
        select(PrescriptionRow, RetentionHoldRow)
        .outerjoin(RetentionHoldRow, RetentionHoldRow.prescription_id == PrescriptionRow.id)
        .where(condition)
        .order_by(PrescriptionRow.received_at, PrescriptionRow.id)
        .limit(limit)
    ).all()
    return [line(session, clock, row, hold) for row, hold in rows]


def held(session: Session, clock: Clock, *, limit: int) -> list[Due]:
    """Return what is kept after its term, the first to end first."""
    rows = session.execute(
        select(PrescriptionRow, RetentionHoldRow)
        .join(RetentionHoldRow, RetentionHoldRow.prescription_id == PrescriptionRow.id)
        .order_by(RetentionHoldRow.until, PrescriptionRow.id)
        .limit(limit)
    ).all()
    return [line(session, clock, row, hold) for row, hold in rows]


def line(
    session: Session, clock: Clock, row: PrescriptionRow, hold: RetentionHoldRow | None
) -> Due:
    """Return one prescription as the page shows it."""
    return Due(
        id=row.id,
        reference=row.reference,
        structure=row.structure.name,
        term=term_of(session, clock, row) or date.max,
        held_until=hold.until if hold else None,
        reason=hold.reason if hold else "",
    )


def term_of(session: Session, clock: Clock, row: PrescriptionRow) -> date | None:
    """Return the first day on which the person must be gone; None where nobody is named."""
    if row.etat not in _NAMED:
        return None
    told = row.prescribed_on or row.received_at.astimezone(clock.zone()).date()
    decided = session.scalar(
        select(func.max(DecisionRow.decided_on)).where(DecisionRow.prescription_id == row.id)
    )
    for first, last, years in periods(session):
        if first <= told < last:
            return Duree(months=years * _MONTHS).after(decided or told)
    return None


def shortest(session: Session) -> Duree | None:
    """Return the shortest rule ever in force here, for what bears no day of prescription."""
    found = periods(session)
    return Duree(months=found[0][2] * _MONTHS) if found else None


def _last_rule(session: Session) -> RetentionRuleRow | None:
    return session.scalar(select(RetentionRuleRow).order_by(RetentionRuleRow.since.desc()).limit(1))


def _is_past(session: Session, clock: Clock, today: date) -> ColumnElement[bool]:
    branches = [
        and_(
            _told(first, last),
            _started_before(Duree(months=years * _MONTHS).before(today), clock),
        )
        for first, last, years in periods(session)
    ]
    return or_(false(), *branches)


def _told(first: date, last: date) -> ColumnElement[bool]:
    """Return whether a prescription is of a day within [first, last); what has no day is."""
    day = PrescriptionRow.prescribed_on
    bounds = [day >= first] * (first > date.min) + [day < last] * (last < date.max)
    return or_(day.is_(None), and_(*bounds)) if bounds else PrescriptionRow.id.is_not(None)


def _started_before(cutoff: date, clock: Clock) -> ColumnElement[bool]:
    """Return whether the clock of a prescription started before `cutoff`.

    `received_at` comes first: a decision is never before it, and it has an index.
    """
    received = PrescriptionRow.received_at
    midnight = datetime.combine(cutoff, time(), clock.zone())
    later = exists().where(
        DecisionRow.prescription_id == PrescriptionRow.id, DecisionRow.decided_on >= cutoff
    )
    return or_(
        and_(
            PrescriptionRow.etat.in_((Etat.ACCEPTEE, Etat.REFUSEE)),
            received < midnight + timedelta(days=1),
            ~later,
        ),
        and_(
            PrescriptionRow.etat == Etat.A_DECIDER,
            or_(
                PrescriptionRow.prescribed_on < cutoff,
                and_(PrescriptionRow.prescribed_on.is_(None), received < midnight),
            ),
        ),
    )


def _is_held(today: date) -> ColumnElement[bool]:
    return exists().where(
        RetentionHoldRow.prescription_id == PrescriptionRow.id, RetentionHoldRow.until > today
    )
