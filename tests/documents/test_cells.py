"""No table that the program writes is computed by a spreadsheet: every writer, one function."""

import re
from pathlib import Path

import pytest

from app.documents.cells import csv_bytes, inert

APP = Path(__file__).parents[2] / "app"
WRITES = re.compile(r"csv\.(?:Dict)?[wW]riter\(|openpyxl.*Workbook\(|\bWorkbook\(\)|<sheetData>")
NO_SPREADSHEET = {
    "app/department/records/code_list.py": "a field of a form that comes back as it left",
    "app/questionnaire/workbook/building.py": "the workbook that the Département edits and reads",
}
THROUGH_ANOTHER = {  # files that write cells which another module made inert
    "app/department/records/exporting/csv_file.py": "app/department/records/exporting/rows.py",
    "app/department/records/exporting/xlsx_file.py": "app/department/records/exporting/rows.py",
}


def test_every_writer_of_tables_makes_its_texts_inert() -> None:
    found = {
        str(file.relative_to(APP.parent)): file.read_text(encoding="utf-8")
        for file in APP.rglob("*.py")
    }
    writers = {name for name, text in found.items() if WRITES.search(text)} - set(NO_SPREADSHEET)
    assert len(writers) >= 6
    for name in writers:
        maker = THROUGH_ANOTHER.get(name, name)
        assert "inert(" in found[maker], f"{name}: a text may reach a spreadsheet as a formula"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("=HYPERLINK(1)", "'=HYPERLINK(1)"),
        ("  @SUM(A1)", "'@SUM(A1)"),
        ("-3", "'-3"),
        ("+33 3 00", "'+33 3 00"),
        ("\tx", "'x"),
        ("＝1+1", "'＝1+1"),
        ("4 rue des Vignes", "4 rue des Vignes"),
    ],
)
def test_a_cell_is_never_a_formula(text: str, shown: str) -> None:
    assert inert(text) == shown


def test_a_table_keeps_its_numbers_and_tames_its_texts() -> None:
    written = csv_bytes([("Lieu", "n"), ("=1+1", 12), ("Vinça", None)]).decode("utf-8-sig")
    assert written == "Lieu;n\r\n'=1+1;12\r\nVinça;\r\n"
