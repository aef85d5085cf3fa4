"""Other versions of the bundled workbook, made by writing some of its cells."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path

import openpyxl

from tests.paths import RESOURCES

BUNDLED = RESOURCES / "questionnaires" / "autonomie-numerique.xlsx"


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell to write: its row begins with the texts of `key`, or is that row number."""

    sheet: str
    key: tuple[str, ...] | int
    column: str
    value: str | int


VERSION_2: Sequence[Cell] = (
    Cell("settings", 2, "version", 2),
    Cell("survey", ("select_one souhait", "F4"), "label::Français (fr)", "Que souhaitez-vous ?"),
    Cell("services", ("trois_services", "S10"), "service", "coup_de_pouce"),
    Cell("cas_tests", ("X21",), "attendu_service", "coup_de_pouce"),
)
"""A version that is right, asks F4 otherwise, and advises « coup de pouce » where S10 applies."""


UNTESTED = VERSION_2[:-1]
"""The same, whose author forgot to say so in « cas_tests »: the case X21 fails."""


def written(path: Path, cells: Sequence[Cell] = VERSION_2) -> Path:
    """Write a copy of the bundled workbook with these cells changed, and return its path."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(_content(tuple(cells)))
    return path


@cache
def _content(cells: tuple[Cell, ...]) -> bytes:
    book = openpyxl.load_workbook(BUNDLED)
    for cell in cells:
        sheet = book[cell.sheet]
        titles = [one.value for one in sheet[1]]
        sheet.cell(_row(sheet, cell.key), titles.index(cell.column) + 1, cell.value)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _row(sheet: object, key: tuple[str, ...] | int) -> int:
    if isinstance(key, int):
        return key
    rows = getattr(sheet, "iter_rows")(values_only=True)  # noqa: B009 - openpyxl has no types
    return next(number for number, row in enumerate(rows, start=1) if tuple(row[: len(key)]) == key)
