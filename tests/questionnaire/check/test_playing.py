"""A form that reads well and cannot be played: told at its cell, before anyone meets a person."""

from pathlib import Path

import openpyxl
import pytest

from app.questionnaire.check.workbook import check_workbook
from app.questionnaire.workbook.cells import Fault

from .forms import workbook


def _errors(path: Path) -> list[Fault]:
    return [fault for fault in check_workbook(path, form_only=True) if not fault.warning]


def _with_rows(path: Path, *rows: list[str], sheet: str = "survey") -> Path:
    book = openpyxl.load_workbook(path)
    if sheet not in book.sheetnames:
        book.create_sheet(sheet)
    for row in rows:
        book[sheet].append(row)
    book.save(path)
    return path


def test_a_repeat_of_a_thousand_million_is_a_fault_and_its_correction_passes(
    tmp_path: Path,
) -> None:
    path = workbook(tmp_path / "essai.xlsx", {"survey!G1": "repeat_count"})
    _with_rows(
        path,
        ["begin repeat", "enfant", "Enfant", "", "", "", "1000000000"],
        ["text", "prenom", "Prénom"],
        ["end repeat"],
    )
    (fault,) = _errors(path)
    assert (fault.place, fault.correction) == ("survey!G8", "2000")
    assert "aucun entretien ne pourrait commencer" in fault.message
    book = openpyxl.load_workbook(path)
    book["survey"]["G8"] = fault.correction
    book.save(path)
    assert not _errors(path)


def test_a_count_divided_by_nothing_is_none_or_a_fault_but_no_crash(tmp_path: Path) -> None:
    path = workbook(tmp_path / "essai.xlsx", {"survey!G1": "repeat_count"})
    _with_rows(
        path,
        ["begin repeat", "enfant", "Enfant", "", "", "", "1 div 0"],
        ["text", "prenom", "Prénom"],
        ["end repeat"],
        ["begin repeat", "petit", "Petit", "", "", "", "-1 div 0"],
        ["text", "nom", "Nom"],
        ["end repeat"],
    )
    assert [fault.place for fault in _errors(path)] == ["survey!G8"]


def test_a_formula_that_counts_everything_for_everything_is_a_fault(tmp_path: Path) -> None:
    path = workbook(tmp_path / "essai.xlsx", {"survey!F6": "count(//*[count(//*[. = '']) > 0])"})
    _with_rows(path, *(["text", f"q{place}", f"Q {place}"] for place in range(700)))
    (fault,) = _errors(path)
    assert fault.place == "survey!F6"
    assert "trop de calcul" in fault.message


@pytest.mark.parametrize(("answer", "places"), [("60", []), ("61", ["survey!F5"])])
def test_a_test_case_that_stops_the_interview_is_named(
    answer: str, places: list[str], tmp_path: Path
) -> None:
    # The pattern backs up without end on the text that is made when somebody is over 60.
    text = "'" + "a" * 60 + "!'"
    formula = f"if(${{age}} > 60, if(regex({text}, '^(a|aa)+$'), 1, 2), 0)"
    path = workbook(tmp_path / "essai.xlsx", {"survey!F5": formula})
    _with_rows(path, ["cas", "age"], ["X1", answer], sheet="cas_tests")
    faults = [fault for fault in _errors(path) if "cas d’essai X1" in fault.message]
    assert [fault.place for fault in faults] == places
