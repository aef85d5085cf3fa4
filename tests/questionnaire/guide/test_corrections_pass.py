"""What the checker proposes to write is accepted once written, or it proposes nothing."""

import openpyxl
import pytest

from app.questionnaire.__main__ import main
from app.questionnaire.check.workbook import check_workbook
from app.questionnaire.workbook.cells import Fault

from .conftest import Edited


def faults_of(edited: Edited, cells: dict[str, str], *, drop: str = "") -> list[Fault]:
    return [one for one in check_workbook(edited(cells, drop=drop)) if not one.warning]


@pytest.mark.parametrize(
    ("cell", "written", "correction"),
    [
        (
            "survey!E5",
            "${F4} = 'rien' AND ${F4} != 'apprendre'",
            "${F4} = 'rien' and ${F4} != 'apprendre'",
        ),
        ("survey!E5", "NOT(${F4} = 'rien')", "not(${F4} = 'rien')"),
        ("survey!E5", "${F4 != 'rien'", "${F4} != 'rien'"),
        (
            "survey!E5",
            "${F4} = ’rien’ or ${F4} = 'aprendre'",
            "${F4} = 'rien' or ${F4} = 'apprendre'",
        ),
        ("services!C9", "${souhait = 'apprendre'", "${souhait} = 'apprendre'"),
        ("services!C9", "${souhait} = ’aprendre’", "${souhait} = 'apprendre'"),
    ],
)
@pytest.mark.long
def test_the_correction_puts_every_mistake_of_the_cell_right(
    cell: str, written: str, correction: str, edited: Edited
) -> None:
    told = faults_of(edited, {cell: written})
    assert [(one.place, one.correction) for one in told] == [(cell, correction)]
    assert [one for one in faults_of(edited, {cell: correction}) if one.place == cell] == []


@pytest.mark.parametrize("written", ["${F4} > 2", "if(${F4} = 'rien', 1)", "points(${F4}) > 2"])
def test_a_correction_that_would_be_refused_is_not_proposed(written: str, edited: Edited) -> None:
    told = faults_of(edited, {"survey!E5": written})
    assert [(one.place, one.correction) for one in told] == [("survey!E5", "")]


@pytest.mark.parametrize("sheet", ["niveaux", "prestations", "settings"])
def test_a_missing_sheet_is_never_taken_for_one_that_is_needed(sheet: str, edited: Edited) -> None:
    told = faults_of(edited, {}, drop=sheet)
    assert [(one.place, one.correction) for one in told] == [(sheet, "")]


def test_a_renamed_sheet_is_told_by_the_name_it_bears(edited: Edited) -> None:
    path = edited({})
    book = openpyxl.load_workbook(path)
    book["niveaux"].title = "niveau"
    book.save(path)
    told = [one for one in check_workbook(path) if not one.warning]
    assert [(one.place, one.correction) for one in told] == [("niveau", "niveaux")]


def test_a_form_without_guide_is_one_fault_that_names_the_sheets(
    edited: Edited, capsys: pytest.CaptureFixture[str]
) -> None:
    path = edited({})
    book = openpyxl.load_workbook(path)
    for name in set(book.sheetnames) - {"survey", "choices", "settings"}:
        book.remove(book[name])
    book.save(path)
    (told,) = check_workbook(path)
    assert not told.warning
    assert "n’a pas de guide d’interprétation" in told.message
    assert all(name in told.message for name in ("variables", "niveaux", "requis", "cas_tests"))
    assert main(["check", "--sans-guide", str(path)]) == 0
    assert "seul le questionnaire est vérifié" in capsys.readouterr().out
