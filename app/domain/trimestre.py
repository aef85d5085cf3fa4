"""Quarters of civil years: what reports and dashboards are made of (docs/decisions/0048).

A quarter is told once it is over; a period is a run of whole quarters.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final, TypeVar

QUARTERS: Final = ("T1", "T2", "T3", "T4")
_OF_QUARTER: Final = 3
_Fact = TypeVar("_Fact", bound=tuple[str, str])
_WRITTEN: Final = re.compile(r"([0-9]{4})-T([1-4])")
_ORDINALS: Final = ("1ᵉʳ", "2ᵉ", "3ᵉ", "4ᵉ")


@dataclass(frozen=True, slots=True, order=True)
class Trimestre:
    """A quarter; `number` counts from 1."""

    year: int
    number: int

    def __post_init__(self) -> None:
        if not 1 <= self.number <= len(QUARTERS):
            raise ValueError("a year has four quarters")

    @classmethod
    def of(cls, day: date) -> "Trimestre":
        """Return the quarter of a day."""
        return cls(day.year, (day.month - 1) // _OF_QUARTER + 1)

    @classmethod
    def parse(cls, text: str) -> "Trimestre":
        """Read « 2026-T1 » back.

        Raises:
            ValueError: it is nothing of the kind.
        """
        found = _WRITTEN.fullmatch(text)
        if found is None:
            raise ValueError("not a quarter")
        return cls(int(found[1]), int(found[2]))

    def __str__(self) -> str:
        """Return « 2026-T1 », as it is kept."""
        return f"{self.year}-{self.name}"

    @property
    def name(self) -> str:
        """Return « T1 »."""
        return QUARTERS[self.number - 1]

    @property
    def words(self) -> str:
        """Return « 1ᵉʳ trimestre 2026 »."""
        return f"{_ORDINALS[self.number - 1]} trimestre {self.year}"

    @property
    def months(self) -> tuple[str, str, str]:
        """Return its months as counters name them."""
        first = (self.number - 1) * _OF_QUARTER + 1
        return (
            f"{self.year}-{first:02}",
            f"{self.year}-{first + 1:02}",
            f"{self.year}-{first + 2:02}",
        )

    @property
    def next(self) -> "Trimestre":
        """Return the quarter after this one."""
        over = self.number == len(QUARTERS)
        return Trimestre(self.year + over, 1 if over else self.number + 1)

    @property
    def starts_on(self) -> date:
        """Return its first day."""
        return date(self.year, (self.number - 1) * _OF_QUARTER + 1, 1)

    def is_over(self, today: date) -> bool:
        """Tell whether its last day is past."""
        return self.next.starts_on <= today


@dataclass(frozen=True, slots=True, kw_only=True)
class Periode:
    """A run of whole quarters, from `first` to `last`."""

    first: Trimestre
    last: Trimestre

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError("a period ends after it begins")

    @classmethod
    def of_year(cls, year: int) -> "Periode":
        """Return a civil year."""
        return cls(first=Trimestre(year, 1), last=Trimestre(year, len(QUARTERS)))

    @property
    def quarters(self) -> tuple[Trimestre, ...]:
        """Return its quarters in order."""
        found = [self.first]
        while found[-1] < self.last:
            found.append(found[-1].next)
        return tuple(found)

    @property
    def year(self) -> int | None:
        """Return the civil year that it is, None where it is another period."""
        whole = Periode.of_year(self.first.year)
        return self.first.year if self == whole else None

    @property
    def words(self) -> str:
        """Return « année 2026 », « 1ᵉʳ trimestre 2026 » or « du … au … »."""
        if self.year is not None:
            return f"année {self.year}"
        if self.first == self.last:
            return self.first.words
        return f"du {self.first.words} au {self.last.words}"

    @property
    def months(self) -> tuple[str, ...]:
        """Return its months as counters name them."""
        return tuple(month for quarter in self.quarters for month in quarter.months)

    def by_year(self) -> tuple["Periode", ...]:
        """Cut it at the ends of civil years."""
        years = sorted({quarter.year for quarter in self.quarters})
        return tuple(
            Periode(
                first=max(self.first, Trimestre(year, 1)),
                last=min(self.last, Trimestre(year, len(QUARTERS))),
            )
            for year in years
        )


def quarters_over(months: Iterable[str], today: date) -> tuple[Trimestre, ...]:
    """Return the quarters that are over, from that of the first of `months` on."""
    first = min(months, default=None)
    if first is None:
        return ()
    found: list[Trimestre] = []
    quarter = Trimestre.of(date(int(first[:4]), int(first[5:]), 1))
    while quarter.is_over(today):
        found.append(quarter)
        quarter = quarter.next
    return tuple(found)


def by_quarter(months: Mapping[str, Mapping[_Fact, int]], year: int) -> dict[_Fact, dict[str, int]]:
    """Add the figures of a year's months up by quarter, for `petits_effectifs`."""
    found: dict[_Fact, dict[str, int]] = {}
    for month, figures in months.items():
        if int(month[:4]) != year:
            continue
        quarter = QUARTERS[(int(month[5:]) - 1) // _OF_QUARTER]
        for fact, count in figures.items():
            row = found.setdefault(fact, {})
            row[quarter] = row.get(quarter, 0) + count
    return found
