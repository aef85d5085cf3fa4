"""Patterns that cannot be read, and texts that are missing: each at its cell."""

from pathlib import Path

import pytest

from app.questionnaire.check.workbook import check_workbook
from app.questionnaire.workbook.cells import Fault

from .forms import workbook


def _checked(path: Path, cells: dict[str, str]) -> list[Fault]:
    found = check_workbook(workbook(path / "essai.xlsx", cells), form_only=True)
    return [fault for fault in found if fault.cell]


@pytest.mark.parametrize(
    ("pattern", "closed"),
    [("^(a+", "^(a+)"), ("^(a+$", "^(a+)$"), ("^[a-z", "^[a-z]"), ("a**", ""), ("[z-a]", "")],
)
def test_a_pattern_that_cannot_be_read_is_a_fault_and_closed_where_that_is_all(
    pattern: str, closed: str, tmp_path: Path
) -> None:
    (fault,) = _checked(tmp_path, {"survey!E4": f"regex(., '{pattern}')"})
    assert (fault.place, fault.warning) == ("survey!E4", False)
    assert "mal écrite" in fault.message
    assert fault.correction == (f"regex(., '{closed}')" if closed else "")
    if closed:
        assert not _checked(tmp_path, {"survey!E4": fault.correction})


@pytest.mark.parametrize("pattern", ["^(a+)$", "^(?<x>a)$", "^[0-9]{5}$", r"^\w+@[\w.]+$"])
def test_a_pattern_that_reads_well_is_none(pattern: str, tmp_path: Path) -> None:
    assert not _checked(tmp_path, {"survey!E4": f"regex(., '{pattern}')"})


def test_a_question_with_advice_and_no_text_is_a_warning_at_its_text(tmp_path: Path) -> None:
    cells = {"survey!G1": "hint::Français (fr)", "survey!G4": "Laisser parler.", "survey!C4": ""}
    (fault,) = _checked(tmp_path, cells)
    assert (fault.place, fault.warning) == ("survey!C4", True)
    assert fault.message.startswith("question sans texte : raison")


def test_a_question_with_advice_and_a_text_is_none(tmp_path: Path) -> None:
    cells = {"survey!G1": "hint::Français (fr)", "survey!G4": "Laisser parler."}
    assert not _checked(tmp_path, cells)


def test_a_choice_without_text_is_a_warning_in_french_at_its_text(tmp_path: Path) -> None:
    (fault,) = _checked(tmp_path, {"choices!C3": ""})
    assert (fault.place, fault.warning) == ("choices!C3", True)
    assert fault.message.startswith("cette réponse n’a pas de texte")


@pytest.mark.parametrize(
    "constraint", [". > 5 and . < 3", "false()", ". = 4 and . != 4 and . > 4", "5 < . and 3 > ."]
)
def test_a_constraint_that_no_answer_meets_is_a_warning(constraint: str, tmp_path: Path) -> None:
    (fault,) = _checked(tmp_path, {"survey!E2": constraint})
    assert (fault.place, fault.warning) == ("survey!E2", True)
    assert "toutes seraient refusées" in fault.message


@pytest.mark.parametrize(
    "constraint", [". > 3 and . < 5", ". > 5 or . < 3", ". >= 0 and . <= 0", "${points} = 4"]
)
def test_a_constraint_that_some_answer_meets_is_none(constraint: str, tmp_path: Path) -> None:
    assert not _checked(tmp_path, {"survey!E2": constraint})


@pytest.mark.parametrize(
    ("kind", "condition", "places"),
    [
        ("select_one ouinon", "count-selected(${internet}) > 1", ["survey!D4"]),
        ("select_one ouinon", "count-selected(${internet}) = 1", []),
        ("select_multiple ouinon", "count-selected(${internet}) > 2", ["survey!D4"]),
        ("select_multiple ouinon", "3 <= count-selected(${internet})", ["survey!D4"]),
        ("select_multiple ouinon", "count-selected(${internet}) >= 2", []),
    ],
)
def test_more_answers_than_a_question_offers_are_never_given(
    kind: str, condition: str, places: list[str], tmp_path: Path
) -> None:
    found = _checked(tmp_path, {"survey!A3": kind, "survey!D4": condition})
    assert [(fault.place, fault.warning) for fault in found] == [(place, True) for place in places]
