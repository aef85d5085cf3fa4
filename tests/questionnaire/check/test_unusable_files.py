"""Files that are no honest workbook, given to the command."""

import zipfile
from pathlib import Path

import openpyxl
import pytest

from app.questionnaire.__main__ import main
from tests.questionnaire.check.forms import workbook


def told(path: Path, capsys: pytest.CaptureFixture[str]) -> str:
    assert main(["check", str(path)]) == 1
    return capsys.readouterr().out


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("essai.ods", "format LibreOffice (.ods) : l’enregistrer au format Excel (.xlsx)"),
        ("essai.xls", "ancien format Excel (.xls) : l’enregistrer au format .xlsx"),
        ("essai.csv", "une seule feuille (.csv) : donner le classeur .xlsx entier"),
        ("essai.xlsx", "ce n’est pas un classeur .xlsx"),
        ("absent.xlsx", "le fichier n’existe pas"),
    ],
)
def test_another_format_is_refused_with_what_to_do(
    name: str, words: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / name
    if not name.startswith("absent"):
        path.write_bytes(b"\xd0\xcf\x11\xe0")
    assert words in told(path, capsys)


def test_a_workbook_with_macros_is_read_without_them(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made = workbook(tmp_path / "essai.xlsx", {})
    assert main(["check", "--sans-guide", str(made.rename(tmp_path / "essai.xlsm"))]) == 0
    assert "aucune faute" in capsys.readouterr().out


def test_a_package_that_unpacks_to_something_enormous_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bomb = tmp_path / "bombe.xlsx"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr("xl/worksheets/sheet1.xml", b"0" * 61_000_000)
    assert bomb.stat().st_size < 100_000
    assert "classeur démesuré" in told(bomb, capsys)


def test_a_sheet_with_too_many_rows_is_refused_at_the_first_one_too_many(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("survey")
    for number in range(5_003):
        sheet.append(["type" if number == 0 else "note"])
    book.save(tmp_path / "long.xlsx")
    assert "survey!A5002 : plus de 5000 lignes" in told(tmp_path / "long.xlsx", capsys)


def test_a_format_laid_down_to_the_last_row_of_the_spreadsheet_is_no_content(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = workbook(tmp_path / "essai.xlsx", {})
    book = openpyxl.load_workbook(path)
    book["survey"].row_dimensions[1_048_576].height = 12
    book["survey"].cell(1_048_576, 1).number_format = "@"
    book.save(path)
    assert main(["check", "--sans-guide", str(path)]) == 0
    assert "aucune faute" in capsys.readouterr().out
