"""Hide small figures in a table of quarters and their year, so that no subtraction gives them back.

A cell under 5 could point at somebody (001 art. 6; docs/decisions/0008). Hiding it alone is not
enough: its quarter's other values, or the year less the other quarters, would tell it. So in each
line of the table (a value's quarters with its year; an indicator's values in one period; what a
crossing adds up to) either nothing is hidden, or what is hidden is two cells and 5 people at least.

A quarter is decided when it is over, from itself and the quarters before it, and never again: what
was shown in July and what is shown in January do not tell more together than January alone. The
year comes last, and shows what the quarters leave to be shown (docs/decisions/0048).
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from math import gcd
from typing import Final

SMALLEST_SHOWN: Final = 5
YEAR: Final = "annee"
ALL_ACTS: Final = ("entretien", "1")  # each interview counts once here, and once in `canal`
_CROSSED: Final = {"carnet_categorie*service": ("carnet_categorie", "carnet_remis")}
"""Crossings whose sides are counted under other names than theirs: what is summed is carnets."""
_SAME: Final = (  # a whole with what it is made of, under another indicator
    (("coop_type_activite", "individuel"), "coop_accompagnements", "individuel"),  # one person each
    (("decision", "refusee"), "refus", ""),  # by motive
)

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


def hidden(
    counts: Mapping[Cell, int], quarters: Sequence[str], *, whole: bool = True
) -> frozenset[Cell]:
    """Return which cells of a table (`with_years`) are not to be shown; quarters in their order.

    Zeros are shown: they point at nobody. Whoever knows the shown cells, and that lines add up,
    determines no hidden one, as long as there was anything left to hide beside it. Until the year
    is `whole`, its cell is shown where every quarter of it is.
    """
    found: set[Cell] = set()
    for at, quarter in enumerate(quarters):
        cells = {cell for cell, count in counts.items() if cell[1] == quarter and count}
        found |= {cell for cell in cells if counts[cell] < SMALLEST_SHOWN}
        several = {name for name, n in Counter(fact[0] for fact, _ in cells).items() if n > 1}
        found |= {  # alone in its indicator, it would take the total of all acts with it
            cell
            for cell in cells
            if cell[0][0] in several and _needs_company(cell[0], quarters[:at], found, counts)
        }
        _close(_columns_of(quarter, counts), found, counts, cells)
    unshown = {fact for fact, _ in found}  # the year of any other is the sum of what is shown
    years = {(fact, YEAR) for fact in unshown if counts.get((fact, YEAR))}
    if not whole:
        return frozenset(found | years)
    found |= {cell for cell in years if counts[cell] < SMALLEST_SHOWN}
    lines = [
        _Line(parts=[(fact, quarter) for quarter in quarters], total=(fact, YEAR))
        for fact in sorted(unshown)
    ]
    for period in (*quarters, YEAR):
        lines += _columns_of(period, counts)
    _close(lines, found, counts, years)
    return frozenset(found)


def _needs_company(
    fact: Fact, before: Sequence[str], found: AbstractSet[Cell], counts: Mapping[Cell, int]
) -> bool:
    """Tell whether the year would tell what an earlier quarter hides of a value."""
    gone = [counts[fact, quarter] for quarter in before if (fact, quarter) in found]
    return bool(gone) and (len(gone) == 1 or sum(gone) < SMALLEST_SHOWN)


def _close(
    lines: Sequence[_Line], found: set[Cell], counts: Mapping[Cell, int], may: AbstractSet[Cell]
) -> None:
    """Hide more of the cells that `may` be, until no line and no elimination tells a hidden one."""
    while True:
        before = len(found)
        for line in lines:
            while (more := _one_more(line, found, counts, may)) is not None:
                found.add(more)
        if len(found) == before:
            found |= _determined(lines, found, counts, may)
        if len(found) == before:
            return


def _columns_of(period: str, counts: Mapping[Cell, int]) -> list[_Line]:
    facts = sorted(fact for (fact, one), count in counts.items() if one == period and count)
    found: dict[tuple[Cell | None, tuple[Cell, ...]], _Line] = {}
    for whole, parts in _families(facts):
        line = _column(whole, parts, counts, period)
        if line is not None:  # most wholes are of others: one line without a total says it all
            found.setdefault((line.total, tuple(line.parts)), line)
    return list(found.values())


def _families(facts: Sequence[Fact]) -> list[tuple[Fact, list[Fact]]]:
    """Return which values may add up to which: an indicator to all acts, a crossing to its sides.

    All acts are any indicator of one value: interviews, sheets of a survey. A crossing « a*b » has
    values « x*y »; those of one x add up to the value x of a.
    """
    by_name: dict[str, list[Fact]] = {}
    for fact in facts:
        by_name.setdefault(fact[0], []).append(fact)
    wholes = {ALL_ACTS, *(some[0] for some in by_name.values() if len(some) == 1)}
    found: list[tuple[Fact, list[Fact]]] = []
    for name, mine in by_name.items():
        found += [(whole, mine) for whole in sorted(wholes) if whole[0] != name]
        sides = _CROSSED.get(name) or tuple(name.split("*"))
        crossed = [fact for fact in mine if len(fact[1].split("*")) == len(sides) > 1]
        for side, of in enumerate(sides):
            found += [
                ((of, value), [one for one in crossed if one[1].split("*")[side] == value])
                for value in sorted({fact[1].split("*")[side] for fact in crossed})
            ]
    for whole, name, value in _SAME:
        parts = [fact for fact in by_name.get(name, ()) if value in ("", fact[1])]
        if parts:
            found.append((whole, parts))
    return found


def _column(
    whole: Fact, parts: Sequence[Fact], counts: Mapping[Cell, int], period: str
) -> _Line | None:
    """Return the line of one period; the whole is a cell of it where its figures add up to it."""
    adds_up = sum(counts[part, period] for part in parts) == counts.get((whole, period))
    if not adds_up and len(parts) == 1:
        return None
    return _Line(
        parts=[(part, period) for part in parts], total=(whole, period) if adds_up else None
    )


def _one_more(
    line: _Line, found: AbstractSet[Cell], counts: Mapping[Cell, int], may: AbstractSet[Cell]
) -> Cell | None:
    """Return a cell to hide too, None where this line gives nothing away."""
    within = [cell for cell in line.parts if cell in found]
    if line.total is not None and line.total in found:
        return None if within else _least(line.parts, found, counts, may)
    if not within or (len(within) > 1 and sum(counts[cell] for cell in within) >= SMALLEST_SHOWN):
        return None
    return _least(line.parts, found, counts, may) or _least(line.cells(), found, counts, may)


def _least(
    cells: Iterable[Cell],
    found: AbstractSet[Cell],
    counts: Mapping[Cell, int],
    may: AbstractSet[Cell],
) -> Cell | None:
    """Return the smallest figure still shown that may be hidden.

    Zeros hide nothing: whoever knows that nobody is there learns the rest.
    """
    shown = [cell for cell in cells if cell not in found and cell in may]
    return min(shown, key=lambda cell: (counts[cell], cell), default=None)


def _determined(
    lines: Sequence[_Line],
    found: AbstractSet[Cell],
    counts: Mapping[Cell, int],
    may: AbstractSet[Cell],
) -> set[Cell]:
    """Return shown cells to hide because all lines together would tell a hidden one.

    The lines are equations between the hidden cells; a cell alone in a reduced one is determined.
    Lines without a hidden cell in common are solved apart: one more cell for each such group.
    """
    found_more: set[Cell] = set()
    for group in _groups(lines, found):
        unknown = sorted({cell for line in group for cell in line.cells() if cell in found})
        at = {cell: number for number, cell in enumerate(unknown)}
        rows: list[list[int]] = []
        for line in group:
            row = [0] * len(unknown)
            for cell in line.parts:
                if cell in at:
                    row[at[cell]] += 1
            if line.total in at:
                row[at[line.total]] -= 1
            rows.append(row)
        told = [unknown[number] for number in _alone(rows, len(unknown))]
        more = next(
            (
                one
                for cell in told
                for line in group
                if cell in line.cells()
                if (one := _least(line.cells(), found, counts, may)) is not None
            ),
            None,
        )
        if told and more is None:
            more = _least(may, found, counts, may)
        if more is not None:
            found_more.add(more)
    return found_more


def _groups(lines: Sequence[_Line], found: AbstractSet[Cell]) -> list[list[_Line]]:
    """Return the lines that hide something, those with a hidden cell in common together."""
    leader: dict[Cell, Cell] = {}

    def first(cell: Cell) -> Cell:
        while (above := leader.setdefault(cell, cell)) != cell:
            leader[cell] = leader[above]
            cell = above
        return cell

    hiding: list[tuple[_Line, Cell]] = []
    for line in lines:
        gone = [cell for cell in line.cells() if cell in found]
        for cell in gone:
            leader[first(cell)] = first(gone[0])
        if gone:
            hiding.append((line, gone[0]))
    groups: dict[Cell, list[_Line]] = {}
    for line, cell in hiding:
        groups.setdefault(first(cell), []).append(line)
    return list(groups.values())


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
