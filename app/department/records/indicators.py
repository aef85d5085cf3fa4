"""A year of a structure's anonymous counters as it may be shown: quarters that are closed, and all.

What is small is hidden with what would tell it (`domain.petits_effectifs`), here and nowhere later.
A quarter that was shown never changes (`records.stated`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, tzinfo
from itertools import groupby

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.department.database.counters import CounterReportRow
from app.department.records import stated
from app.department.records.counters import Missing
from app.department.records.stated import Closed
from app.department.web import Service
from app.domain.chiffres import Annee, annee_of
from app.domain.clock import Clock
from app.domain.petits_effectifs import YEAR
from app.domain.trimestre import QUARTERS, Trimestre
from app.domain.trimestre_arrete import waits_until


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A value with its figures in the order of `Year.periods`; None: hidden."""

    name: str
    value: str
    figures: Sequence[int | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Teller:
    """A laptop in use: the last month that it told (empty: none), and on which day."""

    label: str
    through: str
    told_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Waited:
    """A quarter that is over and not closed: until which day these laptops are waited for."""

    quarter: Trimestre
    until: date
    missing: Sequence[Missing]


@dataclass(frozen=True, slots=True, kw_only=True)
class Year:
    """What is shown of a structure's year. `missing`: who had not told a quarter when it closed.

    `waited` is there where a quarter of the year waits.
    """

    annee: Annee
    missing: Sequence[Missing]
    waited: Waited | None
    set_aside: Sequence[tuple[str, str]]
    tellers: Sequence[Teller]

    @property
    def periods(self) -> Sequence[str]:
        """Return the quarters that are closed, then `YEAR`."""
        return (*self.annee.quarters, YEAR)

    @property
    def whole(self) -> bool:
        """Tell whether the year is; else its column sums the quarters that are."""
        return self.annee.whole

    @property
    def indicators(self) -> Sequence[tuple[str, Sequence[Line]]]:
        """Return the values by indicator, in the order of their names."""
        lines = [
            Line(
                name=fact[0],
                value=fact[1],
                figures=[self.annee.figure(fact, period) for period in self.periods],
            )
            for fact in sorted({fact for fact, _ in self.annee.cells})
        ]
        return [(name, list(some)) for name, some in groupby(lines, key=lambda one: one.name)]

    @property
    def hides(self) -> bool:
        """Tell whether a figure is hidden."""
        return None in self.annee.cells.values()


def shown(service: Service, structure_id: str, year: int) -> Year:
    """Return what may be shown of a structure's year; closes first what is to be closed."""
    stated.close_due(service, structure_id)
    with service.database.reading() as session:
        return year_of(session, structure_id, year, service.clock)


def years_stated(session: Session, structure_id: str) -> Sequence[int]:
    """Return the years of which a quarter is closed, in order."""
    return sorted({one.quarter.year for one in stated.closed(session, structure_id)})


def years(session: Session, today: date) -> Sequence[int]:
    """Return the years to choose from, the latest first: those told, and this one."""
    first = session.scalar(select(func.min(CounterReportRow.month)))
    oldest = min(int(first[:4]), today.year) if first else today.year
    return list(range(today.year, oldest - 1, -1))


def year_of(session: Session, structure_id: str, year: int, clock: Clock) -> Year:
    """Return the same of what is closed already."""
    mine = [one for one in stated.closed(session, structure_id) if one.quarter.year == year]
    waiting = stated.waiting(session, structure_id, clock.today())
    if waiting is not None and waiting.year != year:
        waiting = None
    rows = session.scalars(
        select(CounterReportRow).where(CounterReportRow.structure_id == structure_id)
    ).all()
    laptops = stated.labels(session, structure_id)
    return Year(
        annee=annee_of({one.quarter.name: one.counts for one in mine}, year, QUARTERS[: len(mine)]),
        missing=_absent(session, structure_id, mine),
        waited=Waited(
            quarter=waiting,
            until=waits_until(waiting),
            missing=stated.missing(session, structure_id, waiting),
        )
        if waiting
        else None,
        set_aside=[
            (device.label, row.month)
            for device in laptops.values()
            for row in rows
            if row.device_id == device.id
            and row.set_aside_at is not None
            and row.month[:4] == str(year)
        ],
        tellers=[
            _teller(device.label, [row for row in rows if row.device_id == device.id], clock.zone())
            for device in laptops.values()
            if device.revoked_at is None
        ],
    )


def _teller(label: str, reports: Sequence[CounterReportRow], zone: tzinfo) -> Teller:
    last = max((one.received_at for one in reports), default=None)
    return Teller(
        label=label,
        through=max((one.month for one in reports), default=""),
        told_on=last.astimezone(zone).date() if last else None,
    )


def _absent(session: Session, structure_id: str, closed: Sequence[Closed]) -> list[Missing]:
    months: dict[str, list[str]] = {}
    for one in closed:
        for device, absent in one.absent.items():
            months.setdefault(device, []).extend(absent)
    return [
        Missing(
            label=row.label,
            device_id=row.id,
            months=months[row.id],
            revoked=row.revoked_at is not None,
        )
        for row in stated.labels(session, structure_id).values()
        if row.id in months
    ]
