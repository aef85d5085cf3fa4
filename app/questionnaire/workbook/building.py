"""Build the .xlsx from its sheets kept as text, the same bytes each time.

The repository keeps one CSV a sheet, so that a change can be reviewed line by line.
"""

import csv
import datetime as dt
import re
import zipfile
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from typing import Any, Final

import openpyxl
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from app.questionnaire.workbook.cells import WorkbookError
from app.questionnaire.workbook.tabs import ORDER

_EPOCH: Final = (1980, 1, 1, 0, 0, 0)  # the first date a zip can hold
_WRITTEN_ON: Final = dt.datetime(2026, 1, 1)  # noqa: DTZ001  openpyxl wants naive UTC
_MODIFIED: Final = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*(</dcterms:modified>)")
_INTEGER: Final = re.compile(r"0|[1-9][0-9]{0,8}")
_WIDEST: Final = 70
_NARROWEST: Final = 9
_HEADER_FILL: Final = PatternFill("solid", fgColor="FF1F4E5F")
_HEADER_FONT: Final = Font(name="Calibri", size=11, bold=True, color="FFFFFFFF")
_BODY_FONT: Final = Font(name="Calibri", size=11)
_WRAPPED: Final = Alignment(vertical="top", wrap_text=True)


def sheets_in(folder: Path) -> dict[str, list[list[str]]]:
    """Read the sheets kept as text in `folder`, in the order of the tabs.

    Raises:
        WorkbookError: the folder holds no sheet, one is no CSV in UTF-8, or a row has more cells
            than the first.
    """
    paths = {path.stem: path for path in folder.glob("*.csv")}
    if not paths:
        raise WorkbookError("", "", "aucune feuille .csv dans ce dossier", file=folder.name)
    names = [name for name in ORDER if name in paths] + sorted(set(paths) - set(ORDER))
    return {name: _rows(paths[name]) for name in names}


def _rows(path: Path) -> list[list[str]]:
    try:
        with path.open(encoding="utf-8", newline="") as lines:
            rows = list(csv.reader(lines, strict=True))
    except UnicodeDecodeError:
        raise WorkbookError(path.stem, "", "ce n’est pas du texte en UTF-8") from None
    except csv.Error:
        raise WorkbookError(
            path.stem, "", "ce n’est pas du CSV : un guillemet est mal placé"
        ) from None
    if not rows or not rows[0]:
        raise WorkbookError(path.stem, "", "la feuille est vide : il lui faut ses titres")
    for number, row in enumerate(rows, start=1):
        if len(row) > len(rows[0]):
            raise WorkbookError(path.stem, f"A{number}", "plus de cellules que de titres")
    return rows


def build(folder: Path) -> bytes:
    """Return the .xlsx made of the sheets in `folder`: the same bytes on every system.

    Raises:
        WorkbookError: see `sheets_in`.
    """
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets_in(folder).items():
        _fill(book.create_sheet(name), rows)
    book.properties.creator = "Passerelle"
    book.properties.created = _WRITTEN_ON
    written = BytesIO()
    book.save(written)
    return _same_each_time(written.getvalue())


def _fill(sheet: Any, rows: Sequence[Sequence[str]]) -> None:  # noqa: ANN401  openpyxl is untyped
    for number, row in enumerate(rows, start=1):
        for column, text in enumerate(row, start=1):
            if not text:
                continue
            cell = sheet.cell(number, column)
            if ILLEGAL_CHARACTERS_RE.search(text):
                raise WorkbookError(
                    sheet.title,
                    cell.coordinate,
                    "un caractère invisible, interdit dans un classeur",
                )
            if _INTEGER.fullmatch(text):
                cell.value = int(text)
            else:
                cell.value = text
                cell.data_type = "s"  # a text that starts with « = » stays a text
            cell.font = _HEADER_FONT if number == 1 else _BODY_FONT
            cell.alignment = _WRAPPED
            if number == 1:
                cell.fill = _HEADER_FILL
    for column in range(1, len(rows[0]) + 1):
        sheet.column_dimensions[get_column_letter(column)].width = _width(rows, column - 1)
    sheet.freeze_panes = "A2"
    if len(rows) > 1:
        sheet.auto_filter.ref = f"A1:{get_column_letter(len(rows[0]))}{len(rows)}"


def _width(rows: Sequence[Sequence[str]], column: int) -> int:
    longest = max((len(row[column]) for row in rows if column < len(row)), default=0)
    return max(_NARROWEST, min(_WIDEST, longest + 3))


def _same_each_time(content: bytes) -> bytes:
    """Take the clock out of the package.

    Parts are stored, not deflated: the deflated bytes depend on the zlib of the system.
    """
    packed = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(content)) as source,
        zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as target,
    ):
        for name in sorted(source.namelist()):
            part = source.read(name)
            if name == "docProps/core.xml":
                part = _MODIFIED.sub(rb"\g<1>2026-01-01T00:00:00Z\g<2>", part)
            entry = zipfile.ZipInfo(name, date_time=_EPOCH)
            entry.create_system = 3  # else the writing system would show
            entry.external_attr = 0o644 << 16
            target.writestr(entry, part)
    return packed.getvalue()
