"""Workbooks: bytes damaged, parts of the package replaced, cells and sheets turned hostile."""

import csv
import io
import tempfile
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy
from openpyxl.utils import get_column_letter

from app.questionnaire.check.form import check_form
from app.questionnaire.check.rules import check_rules
from app.questionnaire.check.workbook import check_content
from app.questionnaire.guide.loading import examine
from app.questionnaire.workbook.building import build, sheets_in
from app.questionnaire.workbook.cells import Row, Sheet, Workbook, WorkbookError
from app.questionnaire.workbook.reading import read_bytes
from tests.questionnaire.check.forms import workbook
from tests.questionnaire.fuzz.expressions import formulas
from tests.questionnaire.guide.conftest import SHEETS

_CELLS: Final = (
    "",
    "=1+1",
    "oui",
    "nr",
    "true()",
    "${F4} = 'rien'",
    "${absent}",
    "begin_repeat",
    "select_one absente",
    "-1",
    "1e400",
    "9" * 400,
    "x" * 9_999,
    "{service}{",
    "F4 F4 zut",
    "²",
    "\u202e",
    "_x0000_",
    "last-saved",
)
_PIECES: Final = (
    b"",
    b"<",
    b"&a;",
    b'<!DOCTYPE x [<!ENTITY a "b">]>',
    b"\x00",
    b"\xff\xfe",
    b'r="ZZZZ9"',
    b't="e"',
    b't="s"><v>99999</v>',
    b"<v>1e999</v>",
    b"<f>1</f>",
)
_SHORT: Final = 20
_TEXTS: Final = (b"\xff", b'"', b"\x00", b"", b"a,b\n1,2,3\n", b"=1\n", b"\x01\n", b"\n\n\n")


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """A change of the sheets: what a cell becomes, or rows taken away or repeated."""

    sheet: str
    row: int
    column: int
    text: str
    act: str


def packages() -> SearchStrategy[bytes]:
    """Return an .xlsx with damage in its bytes or in one of its parts."""
    return st.one_of(_flipped(), _parts())


@cache
def _small() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        return workbook(Path(folder) / "essai.xlsx", {}).read_bytes()


@st.composite
def _flipped(draw: DrawFn) -> bytes:
    content = bytearray(_small())
    for _ in range(draw(st.integers(1, 4))):
        content[draw(st.integers(0, len(content) - 1))] = draw(st.integers(0, 255))
    return bytes(content[: draw(st.integers(len(content) // 2, len(content)))])


@st.composite
def _parts(draw: DrawFn) -> bytes:
    with zipfile.ZipFile(io.BytesIO(_small())) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    name = draw(st.sampled_from(sorted(parts)))
    part = parts[name]
    place, length = draw(st.integers(0, len(part))), draw(st.integers(0, 30))
    parts[name] = part[:place] + draw(st.sampled_from(_PIECES)) + part[place + length :]
    if draw(st.integers(0, 9)) == 0:
        del parts[draw(st.sampled_from(sorted(parts)))]
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as package:
        for one, content in parts.items():
            package.writestr(one, content)
    return written.getvalue()


def try_package(content: bytes) -> None:
    """Read a package and, if it can be read, check what is in it."""
    try:
        found = read_bytes(content, name="essai.xlsx")
    except WorkbookError:
        return
    check_content(found, content)


@cache
def _sheets() -> Mapping[str, list[list[str]]]:
    return sheets_in(SHEETS)


@st.composite
def edits(draw: DrawFn) -> tuple[Edit, ...]:
    """Return changes of the workbook of the project."""
    found: list[Edit] = []
    for _ in range(draw(st.integers(1, 4))):
        name = draw(st.sampled_from(sorted(_sheets())))
        rows = _sheets()[name]
        row = draw(st.integers(0, len(rows) - 1))
        column = draw(st.integers(0, len(rows[0]) - 1))
        others = [text for line in rows for text in line[column : column + 1]]
        text = draw(st.one_of(st.sampled_from(_CELLS), st.sampled_from(others), formulas()))
        act = draw(st.sampled_from(["write", "write", "write", "drop", "repeat", "empty"]))
        found.append(Edit(sheet=name, row=row, column=column, text=text, act=act))
    return tuple(found)


def edited_sheets(changes: tuple[Edit, ...]) -> dict[str, list[list[str]]]:
    """Return the sheets of the project with some changes."""
    sheets = {name: [[*row] for row in rows] for name, rows in _sheets().items()}
    for change in changes:
        rows = sheets[change.sheet]
        if change.row >= len(rows):
            continue
        row = rows[change.row]
        match change.act:
            case "write":
                row.extend([""] * (change.column + 1 - len(row)))
                row[change.column] = change.text
            case "drop":
                del rows[change.row]
            case "repeat":
                rows.insert(change.row, [*row])
            case _:
                del rows[1:]
    return sheets


def _read(sheets: Mapping[str, list[list[str]]]) -> Workbook:
    """Return sheets as the reader would, without the long way through a package."""
    read: dict[str, Sheet] = {}
    for name, rows in sheets.items():
        heading = rows[0] if rows else []
        columns = {text: get_column_letter(n) for n, text in enumerate(heading, start=1) if text}
        kept = tuple(
            Row(
                sheet=name,
                number=number,
                values={key: t.strip() for key, t in zip(heading, row, strict=False) if t.strip()},
                columns=columns,
            )
            for number, row in enumerate(rows[1:], start=2)
            if any(row)
        )
        read[name] = Sheet(name=name, columns=columns, rows=kept)
    return Workbook(name="essai.xlsx", sha256="0" * 64, sheets=read)


def try_edits(changes: tuple[Edit, ...]) -> None:
    """Check the form and the guide of an edited workbook; what is accepted must diagnose."""
    found = _read(edited_sheets(changes))
    check_form(found)
    guide, faults = examine(found)
    assert guide is not None or faults
    if guide is not None:
        check_rules(guide)


@dataclass(frozen=True, slots=True, kw_only=True)
class Damage:
    """One sheet of the folder, and what its file becomes."""

    sheet: str
    content: bytes


@st.composite
def texts(draw: DrawFn) -> Damage:
    """Return the damage of one of the shorter sheets kept as CSV."""
    short = sorted(name for name, rows in _sheets().items() if len(rows) < _SHORT)
    name = draw(st.sampled_from(short))
    if draw(st.integers(0, 3)) == 0:
        whole = st.one_of(st.sampled_from(_TEXTS), st.binary(max_size=60))
        return Damage(sheet=name, content=draw(whole))
    text = _csv(_sheets()[name])
    place = draw(st.integers(0, len(text)))
    piece = draw(st.sampled_from(_TEXTS))
    return Damage(sheet=name, content=text[:place] + piece + text[place + 3 :])


def _csv(rows: list[list[str]]) -> bytes:
    written = io.StringIO()
    csv.writer(written).writerows(rows)
    return written.getvalue().encode()


def try_texts(damage: Damage) -> None:
    """Build a workbook of a small folder with that sheet, and read what was built."""
    with tempfile.TemporaryDirectory() as folder:
        for name in ("settings", "niveaux"):
            (Path(folder) / f"{name}.csv").write_bytes(_csv(_sheets()[name]))
        (Path(folder) / f"{damage.sheet}.csv").write_bytes(damage.content)
        try:
            built = build(Path(folder))
            read_bytes(built, name="essai.xlsx")
        except WorkbookError:
            return
