"""A year of a structure's anonymous counters as it may be shown: quarters that are over, and all.

What is small is hidden with what would tell it (`domain.petits_effectifs`), here and nowhere later.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.department.database.counters import CounterReportRow
from app.department.records import counters
from app.department.records.counters import Fact, Missing
from app.domain.petits_effectifs import YEAR, hidden, with_years

QUARTERS: Final = ("T1", "T2", "T3", "T4")
_MONTHS: Final = 12
_OF_QUARTER: Final = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A value with its figures in the order of `Year.periods`; None: hidden."""

    name: str
    value: str
    figures: Sequence[int | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Year:
    """What is shown of a structure's year. `periods` are the quarters that are over, then `YEAR`.

    `whole` tells whether the year is over; else its column sums the quarters that are.
    """

    year: int
    periods: Sequence[str]
    whole: bool
    indicators: Sequence[tuple[str, Sequence[Line]]]
    missing: Sequence[Missing]
    set_aside: Sequence[tuple[str, str]]

    @property
    def hides(self) -> bool:
        """Tell whether a figure is hidden."""
        return any(None in line.figures for _, lines in self.indicators for line in lines)


def shown(session: Session, structure_id: str, year: int, today: date) -> Year:
    """Return what may be shown of a structure's year on `today`."""
    quarters = [
        name
        for at, name in enumerate(QUARTERS)
        if _month_start(year, at * _OF_QUARTER + _OF_QUARTER) <= today
    ]
    months = [f"{year}-{at + 1:02}" for at in range(len(quarters) * _OF_QUARTER)]
    starts = {f"{year}-{at + 1:02}": _month_start(year, at) for at in range(len(months))}
    after = _month_start(year, len(months))
    starts[f"{after:%Y-%m}"] = after
    told = counters.told(session, structure_id, months, starts_on=starts)
    cells = with_years(_by_quarter(told.months), quarters)
    gone = hidden(cells, quarters, whole=len(quarters) == len(QUARTERS))
    periods = (*quarters, YEAR)
    lines = [
        Line(
            name=fact[0],
            value=fact[1],
            figures=[None if (fact, period) in gone else cells[fact, period] for period in periods],
        )
        for fact in sorted({fact for fact, _ in cells})
    ]
    return Year(
        year=year,
        periods=periods,
        whole=len(quarters) == len(QUARTERS),
        indicators=[(name, list(some)) for name, some in groupby(lines, key=lambda one: one.name)],
        missing=told.missing,
        set_aside=told.set_aside,
    )


def years(session: Session, today: date) -> Sequence[int]:
    """Return the years to choose from, the latest first: those told, and this one."""
    first = session.scalar(select(func.min(CounterReportRow.month)))
    oldest = min(int(first[:4]), today.year) if first else today.year
    return list(range(today.year, oldest - 1, -1))


def _by_quarter(months: Mapping[str, Mapping[Fact, int]]) -> dict[Fact, dict[str, int]]:
    found: dict[Fact, dict[str, int]] = {}
    for month, figures in months.items():
        quarter = QUARTERS[(int(month[5:]) - 1) // _OF_QUARTER]
        for fact, count in figures.items():
            row = found.setdefault(fact, {})
            row[quarter] = row.get(quarter, 0) + count
    return found


def _month_start(year: int, at: int) -> date:
    """Return the first day of the month number `at` (0: January; 12: the next January)."""
    return date(year + at // _MONTHS, at % _MONTHS + 1, 1)
