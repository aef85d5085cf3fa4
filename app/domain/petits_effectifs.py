"""Hide small figures in a table of quarters and their year, so that no subtraction gives them back.

A cell under 5 could point at somebody (001 art. 6; docs/decisions/0008). Hiding it alone is not
enough: its quarter's other values, or the year less the other quarters, would tell it. So in each
line of the table (a value's quarters with its year; an indicator's values in one period; what a
crossing adds up to) either nothing is hidden, or what is hidden is two cells and 5 people at least.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import gcd
from typing import Final

SMALLEST_SHOWN: Final = 5
YEAR: Final = "annee"
ALL_ACTS: Final = ("entretien", "1")  # each interview counts once here, and once in `canal`

Fact = tuple[str, str]
"""An indicator and one of its values."""
Cell = tuple[Fact, str]
"""A value in a period."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    """Cells whose sum somebody may know. `total` is a cell of the table that is this sum."""

    parts: Sequence[Cell]
    total: Cell | None

    def cells(self) -> Iterable[Cell]:
        """Return the parts and the total."""
        return self.parts if self.total is None else (*self.parts, self.total)


def with_years(
    figures: Mapping[Fact, Mapping[str, int]], quarters: Sequence[str]
) -> dict[Cell, int]:
    """Return every cell of the table: the quarters, zeros too, and their sum."""
    counts: dict[Cell, int] = {}
    for fact, row in figures.items():
        for quarter in quarters:
            counts[fact, quarter] = row.get(quarter, 0)
        counts[fact, YEAR] = sum(row.get(quarter, 0) for quarter in quarters)
    return counts


def hidden(counts: Mapping[Cell, int], quarters: Sequence[str]) -> frozenset[Cell]:
    """Return which cells of a table (`with_years`) are not to be shown.

    Zeros are shown: they point at nobody. Whoever knows the shown cells, and that lines add up,
    determines no hidden one, as long as there was anything left to hide beside it.
    """
    lines = _lines(counts, (*quarters, YEAR), quarters)
    found = {cell for cell, count in counts.items() if 0 < count < SMALLEST_SHOWN}
    while True:
        more = next((one for line in lines if (one := _one_more(line, found, counts))), None)
        more = more or _determined(lines, found, counts)
        if more is None:
            return frozenset(found)
        found.add(more)


def _lines(
    counts: Mapping[Cell, int], periods: Sequence[str], quarters: Sequence[str]
) -> list[_Line]:
    facts = sorted({fact for fact, _ in counts})
    rows = [
        _Line(parts=[(fact, quarter) for quarter in quarters], total=(fact, YEAR)) for fact in facts
    ]
    sums = [
        line
        for whole, parts in _families(facts)
        for line in _columns(whole, parts, counts, periods)
    ]
    return [*rows, *sums]


def _families(facts: Sequence[Fact]) -> list[tuple[Fact, list[Fact]]]:
    """Return which values may add up to which: an indicator to all acts, a crossing to its sides.

    A crossing « a*b » has values « x*y »; those of one x add up to the value x of a.
    """
    found: list[tuple[Fact, list[Fact]]] = []
    for name in sorted({name for name, _ in facts}):
        mine = [fact for fact in facts if fact[0] == name]
        if name != ALL_ACTS[0]:
            found.append((ALL_ACTS, mine))
        sides = name.split("*")
        crossed = [fact for fact in mine if len(fact[1].split("*")) == len(sides) > 1]
        for side, of in enumerate(sides):
            found += [
                ((of, value), [one for one in crossed if one[1].split("*")[side] == value])
                for value in sorted({fact[1].split("*")[side] for fact in crossed})
            ]
    return found


def _columns(
    whole: Fact, parts: Sequence[Fact], counts: Mapping[Cell, int], periods: Sequence[str]
) -> list[_Line]:
    """Return one line a period; the whole is a cell of it where the figures do add up to it."""
    adds_up = all(
        sum(counts[part, period] for part in parts) == counts.get((whole, period))
        for period in periods
    )
    if not adds_up and len(parts) == 1:
        return []
    return [
        _Line(parts=[(part, period) for part in parts], total=(whole, period) if adds_up else None)
        for period in periods
    ]


def _one_more(line: _Line, found: set[Cell], counts: Mapping[Cell, int]) -> Cell | None:
    """Return a cell to hide too, None where this line gives nothing away."""
    within = [cell for cell in line.parts if cell in found]
    if line.total is not None and line.total in found:
        return None if within else _least(line.parts, found, counts)
    if not within or (len(within) > 1 and sum(counts[cell] for cell in within) >= SMALLEST_SHOWN):
        return None
    return _least(line.parts, found, counts) or _whole_of(line, found, counts)


def _least(cells: Iterable[Cell], found: set[Cell], counts: Mapping[Cell, int]) -> Cell | None:
    """Return the smallest figure still shown, one of a period that hides already if there is one.

    Zeros hide nothing: whoever knows that nobody is there learns the rest.
    """
    shown = [cell for cell in cells if cell not in found and counts[cell] > 0]
    used = {period for _, period in found}
    return min(shown, key=lambda cell: (cell[1] not in used, counts[cell], cell), default=None)


def _whole_of(line: _Line, found: set[Cell], counts: Mapping[Cell, int]) -> Cell | None:
    whole = line.total
    return whole if whole is not None and whole not in found and counts[whole] else None


def _determined(
    lines: Sequence[_Line], found: set[Cell], counts: Mapping[Cell, int]
) -> Cell | None:
    """Return a shown cell to hide because all lines together would tell a hidden one.

    The lines are equations between the hidden cells; a cell alone in a reduced one is determined.
    """
    unknown = sorted(found)
    rows = [
        [int(cell in line.parts) - int(cell == line.total) for cell in unknown]
        for line in lines
        if any(cell in found for cell in line.cells())
    ]
    for told in _alone(rows, len(unknown)):
        for line in lines:
            if unknown[told] in line.cells():
                more = _least(line.cells(), found, counts)
                if more is not None:
                    return more
    return None


def _alone(rows: list[list[int]], columns: int) -> list[int]:
    """Return the unknowns that the equations determine (Gauss-Jordan, in whole numbers)."""
    reduced: list[list[int]] = []
    at = 0
    for column in range(columns):
        pivot = next((row for row in rows[at:] if row[column]), None)
        if pivot is None:
            continue
        rows.remove(pivot)
        rows.insert(at, pivot)
        for row in rows:
            if row is not pivot and row[column]:
                factor, other = pivot[column], row[column]
                for each in range(columns):
                    row[each] = row[each] * factor - pivot[each] * other
                common = gcd(*row)
                row[:] = [each // common for each in row] if common else row
        at += 1
        reduced = rows[:at]
    return [
        next(each for each in range(columns) if row[each])
        for row in reduced
        if sum(1 for each in row if each) == 1
    ]
