"""Hide more cells of a table until no line of it, nor all lines together, tell a hidden one.

Cells are numbers here, in the order in which equal figures are hidden: `petits_effectifs` names
them. A year of a structure has some hundred cells and lines; this is where the time goes.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from math import gcd
from typing import Final

Row = dict[int, int]
_TRIES: Final = 100
"""Cells moved in search of another table; where that is not enough, one more cell is hidden."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """Cells whose sum somebody may know. `total` is a cell of the table that is this sum."""

    parts: tuple[int, ...]
    total: int | None
    cells: tuple[int, ...] = field(init=False)

    def __post_init__(self) -> None:
        total = () if self.total is None else (self.total,)
        object.__setattr__(self, "cells", (*self.parts, *total))


class Closing:
    """The cells that are hidden (`found`, grows in place) so far, with what may be hidden too.

    `smallest` is the least number of persons that what a line hides counts together.
    """

    def __init__(
        self, counts: Sequence[int], found: set[int], may: AbstractSet[int], *, smallest: int
    ) -> None:
        self._counts, self._found, self._may = counts, found, may
        self._smallest = smallest

    def close(self, lines: Sequence[Line]) -> None:
        """Hide more, until no line and no elimination tells a hidden cell."""
        naming: dict[int, list[int]] = {}
        for at, line in enumerate(lines):
            for cell in line.cells:
                naming.setdefault(cell, []).append(at)
        touched = set(range(len(lines)))
        silent: dict[frozenset[int], int] = {}
        while touched:
            while touched:  # passes over the lines in their order, until one changes nothing
                for at, line in enumerate(lines):
                    if at not in touched:
                        continue
                    touched.discard(at)
                    while (more := self._one_more(line)) is not None:
                        self._found.add(more)
                        touched.update(naming[more])
                        touched.discard(at)
            for cell in self._determined(lines, silent):
                self._found.add(cell)
                touched.update(naming.get(cell, ()))

    def _one_more(self, line: Line) -> int | None:
        """Return a cell to hide too, None where this line gives nothing away."""
        within = [cell for cell in line.parts if cell in self._found]
        if line.total is not None and line.total in self._found:
            return None if within else self._least(line.parts)
        enough = len(within) > 1 and sum(map(self._counts.__getitem__, within)) >= self._smallest
        if not within or enough:
            return None
        least = self._least(line.parts)
        return self._least(line.cells) if least is None else least

    def _least(self, cells: Iterable[int]) -> int | None:
        """Return the smallest figure still shown that may be hidden.

        Zeros hide nothing: whoever knows that nobody is there learns the rest.
        """
        shown = [cell for cell in cells if cell not in self._found and cell in self._may]
        return min(shown, key=lambda cell: (self._counts[cell], cell), default=None)

    def _determined(
        self, lines: Sequence[Line], silent: dict[frozenset[int], int]
    ) -> Collection[int]:
        """Return shown cells to hide because all lines together would tell a hidden one.

        The lines are equations between the hidden cells. Lines without a hidden cell in common are
        solved apart: one more cell for each such group. `silent` are groups that told nothing, with
        how much they hid then.
        """
        more: set[int] = set()
        for group in self._groups(lines):
            said = [lines[at] for at in group]
            rows = [self._equation(line) for line in said]
            key, size = frozenset(group), sum(map(len, rows))
            if silent.get(key) == size:
                continue
            told = sorted(told_by(rows, self._counts, smallest=self._smallest))
            nearest = (
                self._least(line.cells) for cell in told for line in said if cell in line.cells
            )
            found = next((one for one in nearest if one is not None), None)
            if found is None and told:
                found = self._least(cell for line in said for cell in line.cells)
            if found is None:  # nothing is told, or nothing is left that would hide it
                silent[key] = size
            else:
                more.add(found)
        return more

    def _groups(self, lines: Sequence[Line]) -> Iterable[list[int]]:
        """Return the lines that hide something, those with a hidden cell in common together."""
        leader: dict[int, int] = {}

        def first(cell: int) -> int:
            while (above := leader.setdefault(cell, cell)) != cell:
                leader[cell] = leader[above]
                cell = above
            return cell

        hiding: list[tuple[int, int]] = []
        for at, line in enumerate(lines):
            gone = [cell for cell in line.cells if cell in self._found]
            for cell in gone[1:]:
                leader[first(cell)] = first(gone[0])
            if gone:
                hiding.append((at, gone[0]))
        groups: dict[int, list[int]] = {}
        for at, cell in hiding:
            groups.setdefault(first(cell), []).append(at)
        return groups.values()

    def _equation(self, line: Line) -> Row:
        """Return what a line says of its hidden cells: parts count 1, the total -1."""
        row = dict.fromkeys((cell for cell in line.parts if cell in self._found), 1)
        if line.total is not None and line.total in self._found:
            row[line.total] = -1
        return row


def told_by(rows: Sequence[Row], counts: Sequence[int], *, smallest: int) -> set[int]:
    """Return the hidden cells that the equations tell, with « nobody hides a zero ».

    A small one is told too where no other table of the same sums is found that counts it
    otherwise: two cells whose sum is 2 are 1 and 1.
    """
    told = set(determined(rows))
    naming: dict[int, list[int]] = {}
    for at, row in enumerate(rows):
        for cell in row:
            naming.setdefault(cell, []).append(at)
    free: set[int] = set()
    for cell in sorted(naming.keys() - told):
        if counts[cell] < smallest and cell not in free:
            free |= _Search(rows, naming, counts).from_cell(cell)
            told |= {cell} - free
    return told


class _Search:
    """Looks for another table: one more or one less in some cells, every sum kept, no zero."""

    def __init__(
        self, rows: Sequence[Row], naming: Mapping[int, Sequence[int]], counts: Sequence[int]
    ) -> None:
        self._rows, self._naming, self._counts = rows, naming, counts
        self._step: Row = {}
        self._due: Row = {}  # by how much a row is off
        self._left = _TRIES

    def from_cell(self, cell: int) -> set[int]:
        """Return the cells that count otherwise in the table found, nothing where none is."""
        for by in (1, -1):
            if self._may_count(cell, by):
                self._move(cell, by)
                if self._mend():
                    return set(self._step)
                self._move(cell, -by)
        return set()

    def _mend(self) -> bool:
        """Move more cells until each row has its sum again."""
        if not self._due:
            return True
        row, off = next(iter(self._due.items()))
        moves: list[tuple[int, int, int]] = []
        for cell, sign in self._rows[row].items():
            by = -1 if sign * off > 0 else 1
            if cell not in self._step and self._may_count(cell, by):
                after = sum(
                    abs(self._due.get(at, 0) + by * self._rows[at][cell])
                    - abs(self._due.get(at, 0))
                    for at in self._naming[cell]
                )
                moves.append((after, cell, by))
        for _, cell, by in sorted(moves):
            if not self._left:
                return False
            self._left -= 1
            self._move(cell, by)
            if self._mend():
                return True
            self._move(cell, -by)
        return False

    def _may_count(self, cell: int, by: int) -> bool:
        """Tell whether a cell could count so: a zero would be shown, and what is taken back is."""
        count = self._counts[cell]
        return (count + by) * count > 0

    def _move(self, cell: int, by: int) -> None:
        for steps, key, change in (
            (self._step, cell, by),
            *((self._due, at, by * self._rows[at][cell]) for at in self._naming[cell]),
        ):
            steps[key] = steps.get(key, 0) + change
            if not steps[key]:
                del steps[key]


def determined(rows: Iterable[Row]) -> list[int]:
    """Return the unknowns that the equations determine (Gauss-Jordan, in whole numbers).

    A row names its unknowns alone: nearly all of them stand in two or three lines of a table.
    """
    solved: dict[int, Row] = {}
    within: dict[int, set[int]] = {}  # the pivots of the solved rows that name an unknown
    for row in sorted(map(dict, rows), key=len):
        for pivot in [cell for cell in row if cell in solved]:
            _eliminate(row, solved[pivot], pivot)
        if not row:
            continue
        new = min(row, key=lambda cell: (len(within.get(cell, ())), cell))
        for pivot in within.pop(new, set()):
            other = solved[pivot]
            before = set(other)
            _eliminate(other, row, new)
            for cell in before - other.keys():
                within.get(cell, set()).discard(pivot)
            for cell in other.keys() - before:
                within.setdefault(cell, set()).add(pivot)
        solved[new] = row
        for cell in row:
            if cell != new:
                within.setdefault(cell, set()).add(new)
    return [pivot for pivot, row in solved.items() if len(row) == 1]


def _eliminate(row: Row, by: Mapping[int, int], pivot: int) -> None:
    """Take an unknown out of a row, in place."""
    factor, other = by[pivot], row[pivot]
    if factor != 1:
        for cell in row:
            row[cell] *= factor
    for cell, count in by.items():
        left = row.get(cell, 0) - count * other
        if left:
            row[cell] = left
        else:
            row.pop(cell, None)
    common = gcd(*row.values())
    if common > 1:
        for cell in row:
            row[cell] //= common
