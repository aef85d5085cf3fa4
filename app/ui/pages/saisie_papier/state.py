"""What the page of the paper questionnaires shows: a grid, questions down, one column a paper."""

from dataclasses import dataclass
from enum import Enum, StrEnum, auto


class Entry(StrEnum):
    """How a row is typed."""

    SECTION = "section"  # a title: nothing is typed
    ONE = "one"  # one key, and the next question comes
    SEVERAL = "several"  # a key ticks or unticks; Enter goes on
    RANK = "rank"  # keys in the order that is wanted; Enter goes on
    LINE = "line"  # written in the cell
    PERSON = "person"  # Enter opens the search
    SCREEN = "screen"  # only the interview's own page takes it


class Mark(Enum):
    """What a cell tells apart from its words."""

    EMPTY = auto()
    GIVEN = auto()
    WRONG = auto()
    CLOSED = auto()  # the question is not asked
    LOCKED = auto()  # the agreement comes first
    TITLE = auto()


@dataclass(frozen=True, slots=True)
class Key:
    """An answer and the key that types it."""

    key: str
    code: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A line of the paper. `name` tells it from all others; `number` is 0 above the questions."""

    name: str
    label: str
    entry: Entry
    number: int = 0
    keys: tuple[Key, ...] = ()
    help: str = ""

    @property
    def title(self) -> str:
        """Return « 4. Comment faites-vous… » as the paper shows it."""
        return f"{self.number}. {self.label}" if self.number else self.label


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """What stands in one cell; `words` say what is wrong, or why nothing can be typed."""

    text: str = ""
    mark: Mark = Mark.EMPTY
    words: str = ""

    @property
    def open(self) -> bool:
        """Tell whether something can be typed here."""
        return self.mark in (Mark.EMPTY, Mark.GIVEN, Mark.WRONG)


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One paper. `about` is its state in a word or two, `ready` when nothing prevents the end."""

    id: str
    title: str
    about: str
    cells: tuple[Cell, ...]
    wrong: int = 0
    missing: int = 0
    refused: bool = False
    ready: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SaisieState:
    """Everything the page shows. `row` and `column` are where one types, -1 without a paper."""

    loaded: bool = False
    version: str = ""
    rows: tuple[Row, ...] = ()
    columns: tuple[Column, ...] = ()
    row: int = -1
    column: int = -1
    problem: str = ""
    said: str = ""
    working: bool = False

    @property
    def here(self) -> tuple[Row, Column, Cell] | None:
        """Return the row, the column and the cell where one types."""
        if not (0 <= self.row < len(self.rows) and 0 <= self.column < len(self.columns)):
            return None
        column = self.columns[self.column]
        return self.rows[self.row], column, column.cells[self.row]

    @property
    def wrong(self) -> int:
        """Return how many cells are to be corrected."""
        return sum(column.wrong for column in self.columns)
