"""Where one types next."""

from app.ui.pages.saisie_papier import rows as names
from app.ui.pages.saisie_papier.state import Column, Mark, SaisieState

_AFTER_CHANNEL = 4  # title, mark, day, channel: a new paper has its day and its channel


def next_open(state: SaisieState, row: int) -> int:
    """Return the next row of this paper in which something can be typed, else `row`."""
    column = state.columns[state.column]
    below = range(row + 1, len(state.rows))
    return next((place for place in below if column.cells[place].open), row)


def first_to_fill(state: SaisieState) -> int:
    """Return where this paper goes on: what is wrong, then what is missing, from the top.

    The mark may stay empty: it never holds a paper back.
    """
    column = state.columns[state.column]
    for wanted in (Mark.WRONG, Mark.EMPTY):
        for place, row in enumerate(state.rows):
            skipped = row.name == names.MARK and wanted is Mark.EMPTY and _begun(column)
            if column.cells[place].mark is wanted and not skipped:
                return place
    return len(state.rows) - 1


def next_wrong(state: SaisieState) -> tuple[int, int]:
    """Return row and column of the next cell to be corrected, in any paper; else where one is."""
    places = [
        (column, row)
        for column, one in enumerate(state.columns)
        for row, cell in enumerate(one.cells)
        if cell.mark is Mark.WRONG
    ]
    after = [place for place in places if place > (state.column, state.row)]
    column, row = (*after, *places, (state.column, state.row))[0]
    return row, column


def _begun(column: Column) -> bool:
    return any(cell.mark is Mark.GIVEN for cell in column.cells[_AFTER_CHANNEL:])
