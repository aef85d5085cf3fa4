"""Anonymous figures as they may be shown: quarters and years, small ones hidden, in every sum.

Whatever a report or a chart shows is a quarter's or a year's cell that `petits_effectifs` shows, or
a sum of such cells: periods that overlap tell nothing more together than those cells do
(docs/decisions/0048).
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from app.domain.indicateurs import counts_things
from app.domain.petits_effectifs import YEAR, Cell, Fact, hidden, with_years
from app.domain.trimestre import QUARTERS, Periode, Trimestre, by_quarter


@dataclass(frozen=True, slots=True, kw_only=True)
class Annee:
    """A year's figures. `quarters` are those that are over; a cell that is None is hidden.

    A value that was never counted has no cell, and counts zero.
    """

    year: int
    quarters: tuple[str, ...]
    cells: Mapping[Cell, int | None]

    @property
    def whole(self) -> bool:
        """Tell whether the year is over."""
        return len(self.quarters) == len(QUARTERS)

    def figure(self, fact: Fact, period: str) -> int | None:
        """Return a figure, None where it is hidden or its quarter is not there."""
        if period != YEAR and period not in self.quarters:
            return None
        return self.cells.get((fact, period), 0)


def annee(
    months: Mapping[str, Mapping[Fact, int]],
    year: int,
    quarters: Sequence[str],
    *,
    unhidden: Callable[[Fact], bool] = lambda _: False,
) -> Annee:
    """Return a year from exact figures by month; `unhidden` tells what counts no persons."""
    return _hidden(by_quarter(months, year), year, quarters, unhidden)


def annee_of(counts: Mapping[str, Mapping[Fact, int]], year: int, quarters: Sequence[str]) -> Annee:
    """Return a year from exact figures by quarter (« T1 »); things are no persons."""
    figures: dict[Fact, dict[str, int]] = {}
    for quarter, some in counts.items():
        for fact, count in some.items():
            figures.setdefault(fact, {})[quarter] = count
    return _hidden(figures, year, quarters, counts_things)


def _hidden(
    figures: Mapping[Fact, Mapping[str, int]],
    year: int,
    quarters: Sequence[str],
    unhidden: Callable[[Fact], bool],
) -> Annee:
    cells: dict[Cell, int] = with_years(figures, quarters)
    of_persons = {cell: count for cell, count in cells.items() if not unhidden(cell[0])}
    things = {cell: count for cell, count in cells.items() if unhidden(cell[0])}
    gone = hidden(of_persons, quarters, things=things, whole=len(quarters) == len(QUARTERS))
    return Annee(
        year=year,
        quarters=tuple(quarters),
        cells={cell: None if cell in gone else count for cell, count in cells.items()},
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Chiffres:
    """The years that are known. `missing` names what a year waited for in vain (laptops, months).

    `depuis` is the quarter of the first act that was counted: before it, a zero means nothing.
    """

    years: Mapping[int, Annee]
    missing: Mapping[int, tuple[str, ...]] = field(default_factory=dict[int, tuple[str, ...]])
    depuis: Trimestre | None = None
    facts: Mapping[str, tuple[str, ...]] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        found: dict[str, dict[str, None]] = {}
        for one in self.years.values():
            for name, value in sorted({fact for fact, _ in one.cells}):
                found.setdefault(name, {})[value] = None
        object.__setattr__(self, "facts", {name: tuple(values) for name, values in found.items()})

    def values(self, name: str) -> tuple[str, ...]:
        """Return the values that were counted of an indicator."""
        return self.facts.get(name, ())

    def missing_in(self, periode: Periode) -> tuple[str, ...]:
        """Return who did not tell all months of the years that a period touches.

        Those of the year before too, where what they told late counts in the period's first
        quarter (docs/decisions/0052).
        """
        first = periode.first
        years = range(first.year - (first.number == 1), periode.last.year + 1)
        return tuple(one for year in years for one in self.missing.get(year, ()))

    def figure(self, fact: Fact, periode: Periode) -> int | None:
        """Return the figure of a period, None where part of it is hidden or not known."""
        total = 0
        for part in periode.by_year():
            known = self.years.get(part.first.year)
            if known is None:
                return None
            names = (YEAR,) if part.year and known.whole else tuple(q.name for q in part.quarters)
            for name in names:
                one = known.figure(fact, name)
                if one is None:
                    return None
                total += one
        return total

    def total(self, name: str, periode: Periode, values: Iterable[str] = ()) -> int | None:
        """Return the sum of an indicator's values, None where one of them is hidden."""
        wanted = tuple(values) or self.values(name)
        figures = [self.figure((name, value), periode) for value in wanted]
        if any(figure is None for figure in figures):
            return None
        if not figures and any(part.first.year not in self.years for part in periode.by_year()):
            return None
        return sum(figure for figure in figures if figure is not None)
