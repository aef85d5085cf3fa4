"""Sheets, rows and cells, as plain values that remember where they stand."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.domain.failures import UnusableFileError


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """Something wrong, or doubtful, in a workbook.

    `cell` is empty when the whole sheet is meant, `sheet` when the whole file is. `correction`
    is what to write instead, or empty. A `warning` does not prevent the use of the workbook.
    """

    sheet: str
    cell: str
    message: str
    correction: str = ""
    warning: bool = False

    @property
    def place(self) -> str:
        """Return `sheet!cell`, the way spreadsheets name a place."""
        return f"{self.sheet}!{self.cell}" if self.cell else self.sheet

    def __str__(self) -> str:
        place = f"{self.place} : " if self.place else ""
        proposal = f" Écrire : {self.correction}" if self.correction else ""
        return f"{place}{self.message}{proposal}"


class WorkbookError(UnusableFileError):
    """A workbook cannot be used; names the sheet and the cell of the first fault.

    `faults` holds all that were found in the same pass.
    """

    def __init__(
        self, sheet: str, cell: str, message: str, *, file: str = "", faults: tuple[Fault, ...] = ()
    ) -> None:
        first = Fault(sheet=sheet, cell=cell, message=message)
        super().__init__(file or "classeur", message, place=first.place)
        self.sheet = sheet
        self.cell = cell
        self.faults = faults or (first,)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row: `values` by heading, absent where the cell is blank; `number` counts from 1."""

    sheet: str
    number: int
    values: Mapping[str, str]
    columns: Mapping[str, str]

    def __getitem__(self, heading: str) -> str:
        return self.values.get(heading, "")

    def cell(self, heading: str) -> str:
        """Return the address of the cell under `heading`, such as `D12`."""
        return f"{self.columns.get(heading, 'A')}{self.number}"

    def place(self, heading: str) -> str:
        """Return `sheet!cell`."""
        return f"{self.sheet}!{self.cell(heading)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One sheet: the headings of its first row with their column letters, and its rows."""

    name: str
    columns: Mapping[str, str]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Workbook:
    """All sheets of one file; `sha256` (hexadecimal) names the version."""

    name: str
    sha256: str
    sheets: Mapping[str, Sheet]
