import csv
import datetime as dt
import zipfile
from pathlib import Path

import openpyxl
import pytest
from pyxform.xls2xform import convert

from app.questionnaire.workbook.building import build, sheets_in
from app.questionnaire.workbook.cells import WorkbookError
from app.questionnaire.workbook.reading import read_bytes, read_workbook

from .conftest import SHEETS, WORKBOOK, Edited


def test_the_committed_workbook_equals_a_fresh_build_byte_for_byte() -> None:
    assert WORKBOOK.read_bytes() == build(SHEETS)


def test_the_workbook_says_what_its_sheets_as_text_say() -> None:
    read = read_workbook(WORKBOOK)
    assert list(read.sheets) == list(sheets_in(SHEETS))
    for name, sheet in read.sheets.items():
        with (SHEETS / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
            rows = [{k: v for k, v in row.items() if v} for row in csv.DictReader(lines)]
        assert [dict(row.values) for row in sheet.rows] == [row for row in rows if row], name


def test_the_workbook_is_pleasant_to_edit() -> None:
    book = openpyxl.load_workbook(WORKBOOK)
    assert book.sheetnames[0] == "lisez_moi"
    for sheet in book.worksheets:
        assert sheet.freeze_panes == "A2"
        assert sheet.column_dimensions["A"].width >= 9


def test_plain_pyxform_converts_the_workbook_without_a_warning() -> None:
    warnings: list[str] = []
    form = convert(str(WORKBOOK), validate=False, warnings=warnings)
    assert warnings == []
    assert form.xform.count("<bind ") >= 30


def test_every_question_and_answer_of_the_sources_is_there() -> None:
    read = read_workbook(WORKBOOK)
    asked = [row for row in read.sheets["survey"].rows if row["type"].startswith("select_")]
    assert len(asked) == 30
    assert sum(row["pose_a"] == "agent" for row in asked) == 2
    assert len(read.sheets["choices"].rows) == 131
    assert len(read.sheets["services"].rows) == 17
    assert len(read.sheets["messages"].rows) == 23
    assert len(read.sheets["modules"].rows) == 16
    assert len(read.sheets["exercice"].rows) == 5
    assert len(read.sheets["cas_tests"].rows) == 18


def test_a_cell_remembers_its_address() -> None:
    row = read_workbook(WORKBOOK).sheets["niveaux"].rows[1]
    assert row["niveau"] == "intermediaire"
    assert row.place("score_min") == "niveaux!C3"
    assert row["score_min"] == "11"


def _saved(tmp_path: Path, value: str | float | dt.date) -> Path:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "feuille"
    sheet["A1"] = "titre"
    sheet["A2"] = value
    path = tmp_path / "x.xlsx"
    book.save(path)
    return path


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("=1+1", "formule de tableur"),
        (dt.date(2026, 3, 4), "en date"),
        ("x" * 10_001, "trop long"),
    ],
)
def test_a_cell_that_cannot_be_kept_is_refused_at_its_place(
    value: str | dt.date, words: str, tmp_path: Path
) -> None:
    with pytest.raises(WorkbookError, match=words) as refused:
        read_workbook(_saved(tmp_path, value))
    assert (refused.value.sheet, refused.value.cell) == ("feuille", "A2")


@pytest.mark.parametrize(
    ("value", "text"), [(3.0, "3"), (2.5, "2.5"), (True, "oui"), ("  a ", "a")]
)
def test_what_a_spreadsheet_makes_of_a_value_is_undone(
    value: str | float, text: str, tmp_path: Path
) -> None:
    assert read_workbook(_saved(tmp_path, value)).sheets["feuille"].rows[0]["titre"] == text


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("x.xlsx", b"", "pas un classeur"),
        ("x.xlsx", b"PK\x03\x04 not a zip", "pas un classeur"),
        ("x.ods", b"PK", "LibreOffice"),
        ("x.xls", b"\xd0\xcf", "ancien format"),
        ("x.xlsx", b"0" * 5_000_001, "trop gros"),
    ],
)
def test_what_is_no_workbook_is_refused_in_french(
    name: str, content: bytes, words: str, tmp_path: Path
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(WorkbookError, match=words):
        read_workbook(path)


def test_a_missing_workbook_is_said_to_be_missing(tmp_path: Path) -> None:
    with pytest.raises(WorkbookError, match="n’existe pas"):
        read_workbook(tmp_path / "absent.xlsx")


def test_a_package_that_unpacks_to_something_enormous_is_refused(tmp_path: Path) -> None:
    bomb = tmp_path / "bombe.xlsx"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr("xl/workbook.xml", b"0" * 61_000_000)
    with pytest.raises(WorkbookError, match="démesuré"):
        read_workbook(bomb)


def test_entities_are_not_expanded(edited: Edited, tmp_path: Path) -> None:
    source, target = edited({}), tmp_path / "entites.xlsx"
    declared = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
    with zipfile.ZipFile(source) as whole, zipfile.ZipFile(target, "w") as spoiled:
        for name in whole.namelist():
            part = whole.read(name)
            if name == "xl/workbook.xml":
                part = declared + part.partition(b"?>")[2] if b"?>" in part else declared + part
            spoiled.writestr(name, part)
    with pytest.raises(WorkbookError, match="classeur abîmé"):
        read_bytes(target.read_bytes(), name="entites.xlsx")


def test_a_workbook_whose_list_of_parts_is_damaged_is_refused_and_no_fault_of_ours() -> None:
    content = WORKBOOK.read_bytes()
    listed = content.index(b"PK\x01\x02")
    for at, wrong in ((6, b"\x5a"), (46, b"\xff")):  # its version; its name, said to be UTF-8
        damaged = bytearray(content)
        damaged[listed + 9] |= 0x08
        damaged[listed + at : listed + at + 1] = wrong
        with pytest.raises(WorkbookError, match="classeur abîmé"):
            read_bytes(bytes(damaged), name="guide.xlsx")
