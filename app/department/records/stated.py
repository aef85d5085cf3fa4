"""Close the quarters of a structure's figures, each once (docs/decisions/0052).

It is done when somebody asks for figures: what nobody saw cannot be subtracted from anything.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.department.database.actors import DeviceRow, StructureRow
from app.department.database.counters import CounterReportRow, StatedQuarterRow
from app.department.records import counters
from app.department.records.counters import Fact, Missing
from app.department.web import Service
from app.domain.trimestre import Trimestre
from app.domain.trimestre_arrete import counted_in, may_close


@dataclass(frozen=True, slots=True, kw_only=True)
class Closed:
    """A quarter that is closed: what counts in it, and who had not told it."""

    quarter: Trimestre
    counts: Mapping[Fact, int]
    absent: Mapping[str, Sequence[str]]


def close_due(service: Service, structure_id: str) -> None:
    """Close every quarter that can be; those that are stay as they are."""
    with service.database.reading() as session:
        if not _next_due(session, structure_id, service.clock.today()):
            return
    with service.database.writing() as session:
        close_in(session, service, structure_id)


def close_in(session: Session, service: Service, structure_id: str) -> None:
    """Do the same in the caller's writing transaction."""
    session.get_one(StructureRow, structure_id, with_for_update=True)
    while (quarter := _next_due(session, structure_id, service.clock.today())) is not None:
        told = _told(session, structure_id, quarter)
        counts = counted_in(quarter, told, [one.counts for one in closed(session, structure_id)])
        absent = missing(session, structure_id, quarter)
        session.add(
            StatedQuarterRow(
                structure_id=structure_id,
                quarter=str(quarter),
                stated_at=service.clock.now(),
                counts=counters.as_json(counts),
                absent={one.device_id: list(one.months) for one in absent},
            )
        )
        session.flush()


def closed(session: Session, structure_id: str) -> list[Closed]:
    """Return the quarters that are closed, in order."""
    rows = session.scalars(
        select(StatedQuarterRow)
        .where(StatedQuarterRow.structure_id == structure_id)
        .order_by(StatedQuarterRow.quarter)
    )
    return [
        Closed(
            quarter=Trimestre.parse(row.quarter),
            counts=counters.facts_in(row.counts),
            absent=row.absent,
        )
        for row in rows
    ]


def waiting(session: Session, structure_id: str, today: date) -> Trimestre | None:
    """Return the quarter that is over and waits for laptops, None where none does."""
    following = _following(session, structure_id)
    return following if following is not None and following.is_over(today) else None


def missing(session: Session, structure_id: str, quarter: Trimestre) -> Sequence[Missing]:
    """Return the laptops that did not tell a quarter's months, as of now."""
    return counters.told(session, structure_id, quarter.months, starts_on=_starts(quarter)).missing


def _next_due(session: Session, structure_id: str, today: date) -> Trimestre | None:
    quarter = _following(session, structure_id)
    if quarter is None or not quarter.is_over(today):
        return None
    all_told = not missing(session, structure_id, quarter)
    return quarter if may_close(quarter, all_told=all_told, today=today) else None


def _following(session: Session, structure_id: str) -> Trimestre | None:
    """Return the first quarter that is not closed; None until something was told."""
    last = session.scalar(
        select(func.max(StatedQuarterRow.quarter)).where(
            StatedQuarterRow.structure_id == structure_id
        )
    )
    if last is not None:
        return Trimestre.parse(last).next
    month = session.scalar(
        select(func.min(CounterReportRow.month)).where(
            CounterReportRow.structure_id == structure_id
        )
    )
    return None if month is None else Trimestre(int(month[:4]), 1)


def _told(session: Session, structure_id: str, quarter: Trimestre) -> dict[str, dict[Fact, int]]:
    rows = session.scalars(
        select(CounterReportRow).where(
            CounterReportRow.structure_id == structure_id,
            CounterReportRow.month <= quarter.months[-1],
        )
    ).all()
    by_month: dict[str, list[CounterReportRow]] = {}
    for row in rows:
        by_month.setdefault(row.month, []).append(row)
    return {month: counters.summed(some) for month, some in sorted(by_month.items())}


def _starts(quarter: Trimestre) -> dict[str, date]:
    months = (*quarter.months, quarter.next.months[0])
    return {month: date(int(month[:4]), int(month[5:]), 1) for month in months}


def labels(session: Session, structure_id: str) -> dict[str, DeviceRow]:
    """Return the laptops of a structure by their identifiers, in the order of their labels."""
    rows = session.scalars(
        select(DeviceRow).where(DeviceRow.structure_id == structure_id).order_by(DeviceRow.label)
    )
    return {row.id: row for row in rows}
