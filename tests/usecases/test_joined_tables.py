"""A questionnaire whose list lies in a CSV beside it: checked, imported, kept whole."""

import json
from pathlib import Path

import openpyxl
import pytest

from app.questionnaire.__main__ import main
from app.questionnaire.check.workbook import check_content, check_workbook
from app.questionnaire.form.tables import MAX_TABLE_BYTES
from app.questionnaire.workbook.cells import Fault
from app.questionnaire.workbook.reading import read_workbook
from app.usecases.versions import questionnaire_import
from app.usecases.versions.questionnaire_import import Imported
from app.usecases.versions.questionnaires import kept_questionnaire
from app.usecases.workplace import Workplace
from tests.ui.workplace import new_workplace as new_workplace  # noqa: PLC0414 - a fixture
from tests.ui.workplace import workplace as workplace  # noqa: PLC0414 - a fixture
from tests.workbooks import written

TABLE = "name;label;departement\nagen;Agen;47\nstrasbourg;Strasbourg;67\n"


def with_a_table(path: Path, *, table: str | None = TABLE) -> Path:
    book = openpyxl.load_workbook(written(path / "villes-2.xlsx"))
    survey = book["survey"]
    headings = [cell.value for cell in survey[1]]
    row = survey.max_row + 1
    survey.cell(row, headings.index("type") + 1, "select_one_from_file villes.csv")
    survey.cell(row, headings.index("name") + 1, "ville")
    survey.cell(row, headings.index("label::Français (fr)") + 1, "Quelle ville ?")
    book.save(path / "villes-2.xlsx")
    if table is not None:
        (path / "villes.csv").write_text(table, encoding="utf-8")
    return path / "villes-2.xlsx"


def errors(path: Path) -> list[Fault]:
    return [one for one in check_workbook(path) if not one.warning]


def imported(place: Workplace, path: Path) -> Imported:
    return questionnaire_import.import_file(place, path, tell=lambda _step: None)


def test_the_version_is_kept_with_its_table_inside(workplace: Workplace, tmp_path: Path) -> None:
    path = with_a_table(tmp_path)
    found = imported(workplace, path)
    assert (found.kept, found.new, found.faults) == (True, True, ())
    (tmp_path / "villes.csv").unlink()
    kept = kept_questionnaire(workplace.database, found.sha256)
    assert kept is not None
    (root,) = kept.form.lists["villes"].child_nodes()
    assert [[column.text() for column in item.child_nodes()] for item in root.child_nodes()] == [
        ["agen", "Agen", "47"],
        ["strasbourg", "Strasbourg", "67"],
    ]


@pytest.mark.long
def test_another_table_under_the_same_workbook_is_said(
    workplace: Workplace, tmp_path: Path
) -> None:
    path = with_a_table(tmp_path)
    imported(workplace, path)
    assert imported(workplace, path).faults == ()
    (tmp_path / "villes.csv").write_text(TABLE + "nerac;Nérac;47\n", encoding="utf-8")
    again = imported(workplace, path)
    assert (again.kept, again.new) == (True, False)
    assert ["autres tables jointes" in one.message for one in again.warnings] == [True]


@pytest.mark.parametrize(
    ("table", "words"),
    [
        (None, "poser villes.csv à côté du classeur"),
        ("x" * (MAX_TABLE_BYTES + 1), "trop grosse, 1 Mo au plus"),
        ("name;label\n", "elle est vide"),
        ("name;nom de la ville\na;b\n", "le titre « nom de la ville » n’est pas un nom"),
    ],
)
def test_a_table_that_cannot_be_used_is_told_at_the_cell_that_names_it(
    table: str | None, words: str, tmp_path: Path
) -> None:
    path = with_a_table(tmp_path, table=table)
    row = openpyxl.load_workbook(path)["survey"].max_row
    (told,) = [one for one in errors(path) if "villes.csv" in one.message]
    assert told.place == f"survey!A{row}"
    assert words in told.message


def test_a_published_workbook_comes_without_tables(tmp_path: Path) -> None:
    path = with_a_table(tmp_path)
    told = check_content(read_workbook(path), path.read_bytes())
    assert ["mettre la liste" in one.message.lower() for one in told if not one.warning] == [True]


def test_a_table_saved_by_a_french_spreadsheet_keeps_its_accents(
    workplace: Workplace, tmp_path: Path
) -> None:
    path = with_a_table(tmp_path, table=None)
    (tmp_path / "villes.csv").write_bytes("name;label\nnerac;Nérac\n".encode("cp1252"))
    kept = kept_questionnaire(workplace.database, imported(workplace, path).sha256)
    assert kept is not None
    assert kept.form.lists["villes"].text() == "neracNérac"


def test_a_trace_reads_the_table_and_no_other_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = with_a_table(tmp_path)
    (tmp_path / "autre.csv").write_bytes(b"\xff\xfe\x00" * 10)
    steps = tmp_path / "etapes.json"
    steps.write_text("[]", encoding="utf-8")
    assert main(["trace", str(path), str(steps), "--now", "2026-01-05T09:00:00"]) == 0
    assert json.loads(capsys.readouterr().out)
