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
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Final

from app.domain.indicateurs import BENEFICIAIRE
from app.domain.lignes_cachees import Closing, Line

SMALLEST_SHOWN: Final = 5
YEAR: Final = "annee"
ALL_ACTS: Final = ("entretien", "1")  # each interview counts once here, and once in `canal`
_CROSSED: Final = {"carnet_categorie*service": ("carnet_categorie", "carnet_remis")}
"""Crossings whose sides are counted under other names than theirs: what is summed is carnets."""
_SAME: Final = (  # a whole with what it is made of, under another indicator
    (("coop_type_activite", "individuel"), "coop_accompagnements", "individuel"),  # one person each
    (("decision", "refusee"), "refus", ""),  # by motive
    (("issue", "prescription"), BENEFICIAIRE, ""),  # whoever is prescribed a Pass
)

Fact = tuple[str, str]
"""An indicator and one of its values."""
Cell = tuple[Fact, str]
"""A value in a period."""
_Column = tuple[Sequence[Cell], Cell | None]
"""Cells whose sum somebody may know, and the cell that is this sum, where one is."""


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
    counts: Mapping[Cell, int],
    quarters: Sequence[str],
    *,
    things: Mapping[Cell, int] | None = None,
    whole: bool = True,
) -> frozenset[Cell]:
    """Return which cells of a table (`with_years`) are not to be shown; quarters in their order.

    Zeros are shown: they point at nobody. Whoever knows the shown cells, and that lines add up,
    determines no hidden one, as long as there was anything left to hide beside it. `things` are
    shown whatever they are (workshops): he subtracts them too. Until the year is `whole`, its cell
    is shown where every quarter of it is.
    """
    beside = things or {}
    found: set[Cell] = set()
    table = _Table(counts)
    for at, quarter in enumerate(quarters):
        cells = {cell for cell, count in counts.items() if cell[1] == quarter and count}
        found |= {cell for cell in cells if counts[cell] < SMALLEST_SHOWN}
        several = {name for name, n in Counter(fact[0] for fact, _ in cells).items() if n > 1}
        found |= {  # alone in its indicator, it would take the total of all acts with it
            cell
            for cell in cells
            if cell[0][0] in several and _needs_company(cell[0], quarters[:at], found, counts)
        }
        table.close(_columns_of(quarter, counts, beside), found, cells)
    unshown = {fact for fact, _ in found}  # the year of any other is the sum of what is shown
    years = {(fact, YEAR) for fact in unshown if counts.get((fact, YEAR))}
    if not whole:
        return frozenset(found | years)
    found |= {cell for cell in years if counts[cell] < SMALLEST_SHOWN}
    lines: list[_Column] = [
        ([(fact, quarter) for quarter in quarters], (fact, YEAR)) for fact in sorted(unshown)
    ]
    for period in (*quarters, YEAR):
        lines += _columns_of(period, counts, beside)
    table.close(lines, found, years)
    return frozenset(found)


def _needs_company(
    fact: Fact, before: Sequence[str], found: AbstractSet[Cell], counts: Mapping[Cell, int]
) -> bool:
    """Tell whether the year would tell what an earlier quarter hides of a value."""
    gone = [counts[fact, quarter] for quarter in before if (fact, quarter) in found]
    return bool(gone) and (len(gone) == 1 or sum(gone) < SMALLEST_SHOWN)


class _Table:
    """The cells as numbers, in their order."""

    def __init__(self, counts: Mapping[Cell, int]) -> None:
        self._cells = sorted(counts)
        self._number = {cell: at for at, cell in enumerate(self._cells)}
        self._counts = [counts[cell] for cell in self._cells]

    def close(self, lines: Sequence[_Column], found: set[Cell], may: AbstractSet[Cell]) -> None:
        """Hide more of the cells that `may` be, until nothing tells a hidden one."""
        number = self._number
        gone = {number[cell] for cell in found}
        Closing(self._counts, gone, {number[cell] for cell in may}, smallest=SMALLEST_SHOWN).close(
            [
                Line(
                    parts=tuple(number[cell] for cell in parts),
                    total=None if total is None else number[total],
                )
                for parts, total in lines
            ]
        )
        found |= {self._cells[at] for at in gone}


def _columns_of(
    period: str, counts: Mapping[Cell, int], things: Mapping[Cell, int]
) -> list[_Column]:
    facts = sorted(fact for (fact, one), count in counts.items() if one == period and count)
    found: dict[tuple[Cell | None, tuple[Cell, ...]], _Column] = {}
    for whole, parts in _families(facts):
        line = _column(whole, parts, counts, period)
        if line is not None:  # most wholes are of others: one line without a total says it all
            found.setdefault((line[1], tuple(line[0])), line)
    for less, cells in _with_things(facts, period, counts, things):
        found[less, cells] = cells, less
    # Who knows the sum of what adds up to a cell knows this cell: nothing hides it from him.
    known = {cells for total, cells in found if total is not None}
    return [line for (total, cells), line in found.items() if total or cells not in known]


def _with_things(
    facts: Sequence[Fact], period: str, counts: Mapping[Cell, int], things: Mapping[Cell, int]
) -> Iterator[tuple[Cell, tuple[Cell, ...]]]:
    """Give what counts persons and things alike: less the things, it is the acts of one person.

    Missions (002) count quick helps and workshops; workshops are shown, as things. Where the sum of
    the one, less the other, is what is left of `coop_type_activite`, it tells how many were helped.
    """
    by_name = _by_name(facts)
    for alone in (some[0] for some in by_name.values() if len(some) == 1):
        shown = sum(n for (fact, at), n in things.items() if at == period and fact[0] == alone[0])
        for mine in by_name.values():
            cells = tuple((fact, period) for fact in mine)
            if shown and sum(map(counts.__getitem__, cells)) == counts[alone, period] + shown:
                yield (alone, period), cells


def _by_name(facts: Sequence[Fact]) -> dict[str, list[Fact]]:
    found: dict[str, list[Fact]] = {}
    for fact in facts:
        found.setdefault(fact[0], []).append(fact)
    return found


def _families(facts: Sequence[Fact]) -> list[tuple[Fact, list[Fact]]]:
    """Return which values may add up to which: an indicator to all acts, a crossing to its sides.

    All acts are any indicator of one value: interviews, sheets of a survey. A crossing « a*b » has
    values « x*y »; those of one x add up to the value x of a.
    """
    by_name = _by_name(facts)
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
) -> _Column | None:
    """Return the line of one period; the whole is a cell of it where its figures add up to it."""
    adds_up = sum(counts[part, period] for part in parts) == counts.get((whole, period))
    if not adds_up and len(parts) == 1:
        return None
    return [(part, period) for part in parts], (whole, period) if adds_up else None
