"""Broken workbooks: each is refused at the right cell, in French, with what to write."""

from dataclasses import replace
from functools import cache

import pytest

from app.questionnaire.check.form import check_form
from app.questionnaire.check.rules import check_rules
from app.questionnaire.check.workbook import check_workbook
from app.questionnaire.guide.loading import examine
from app.questionnaire.workbook.cells import Workbook
from app.questionnaire.workbook.reading import read_workbook

from .conftest import WORKBOOK, Edited

# cell changed → place reported, words of the message, correction proposed (None: not looked at)
FORM: list[tuple[str, str, str, str, str | None]] = [
    # what pyxform lets pass (questionnaire.md part 2 §1)
    ("survey!E4", "(${F4} != 'rien'", "survey!E4", "jamais fermé", "(${F4} != 'rien')"),
    ("survey!E4", "foo(${F4})", "survey!E4", "fonction inconnue", None),
    ("survey!E4", "if(${F4}='rien', 1)", "survey!E4", "attend 3", None),
    ("survey!E3", "${D1} = 'caf'", "survey!E3", "tournent en rond", None),
    ("survey!E4", "${F4} != ’rien’", "survey!E4", "apostrophe", "${F4} != 'rien'"),
    ("survey!E4", "${F4} != «\u00a0rien\u00a0»", "survey!E4", "guillemet", "${F4} != 'rien'"),
    (
        "survey!E4",
        "if(${F4}='rien';1;0) = 1",
        "survey!E4",
        "point-virgule",
        "if(${F4}='rien',1,0) = 1",
    ),
    (
        "survey!F4",
        "count-selected(.) <= 1,5",
        "survey!F4",
        "inattendu",
        "count-selected(.) <= 1.5",
    ),
    ("survey!E4", "${F4} != 'rein'", "survey!E4", "n’est pas une réponse", "${F4} != 'rien'"),
]


@pytest.mark.parametrize(
    ("cell", "value", "place", "words", "correction"),
    FORM,
    ids=[f"{cell} {value[:22]}" for cell, value, *_ in FORM],
)
def test_a_formula_that_pyxform_lets_pass_is_reported(
    cell: str, value: str, place: str, words: str, correction: str | None
) -> None:
    faults = check_form(_changed(_read(), cell, value))
    assert [fault.place for fault in faults] == [place]
    assert words in faults[0].message
    if correction is not None:
        assert faults[0].correction == correction


REFUSED: list[tuple[str, str, str, str]] = [
    ("survey!E4", "${ZZ} = 'a'", "survey!E4", "question inconnue"),
    ("survey!B4", "F4", "survey!B4", "déjà utilisé"),
    ("survey!A4", "select_one inconnue", "survey!A4", "n’existe pas"),
    ("survey!A4", "curseur", "survey!A4", "type de question inconnu"),
    ("choices!B3", "apprendre", "choices!B3", "déjà utilisé"),
]


@pytest.mark.parametrize(("cell", "value", "place", "words"), REFUSED)
def test_what_pyxform_refuses_is_said_in_french(
    cell: str, value: str, place: str, words: str, edited: Edited
) -> None:
    faults = [fault for fault in check_workbook(edited({cell: value})) if not fault.warning]
    assert words in next(fault for fault in faults if fault.place == place).message


GUIDE: list[tuple[str, str, str, str, str | None]] = [
    # the guide
    (
        "services!C6",
        "${niveau} = 'avancé'",
        "services!C6",
        "n’est pas une valeur",
        "${niveau} = 'avance'",
    ),
    ("services!C6", "${nivau} = 'avance'", "services!C6", "nom inconnu", "${niveau} = 'avance'"),
    ("services!C6", "${C1} <= 1", "services!C6", "comparé à un nombre", "points(${C1}) <= 1"),
    ("services!C6", "selected(${E3})", "services!C6", "attend 2", None),
    ("services!C6", "${E3} = 'vue'", "services!C6", "selected", None),
    ("services!C6", "${score_total}", "services!C6", "ni vrai ni faux", None),
    ("services!C14", "${motivation} = 'forte'", "services!C14", "tous les autres cas", "true()"),
    ("services!C3", "", "services!C3", "condition est attendue", "true()"),
    ("services!D8", "formatoin", "services!D8", "inconnu", "formation"),
    ("niveaux!C3", "12", "niveaux!C3", "trou : le score 11", "11"),
    ("niveaux!D3", "21", "niveaux!C4", "recouvrement : un score de 20 à 21", "22"),
    ("niveaux!D5", "35", "niveaux!D5", "trou : le score 36", "36"),
    ("motivation!D3", "4", "motivation!C4", "trou : le score 5", "5"),
    ("plafonds!C2", "debutante", "plafonds!C2", "inconnu", "debutant"),
    ("messages!A3", "E_NIV", "messages!A3", "déjà utilisé", None),
    ("messages!C2", "Bonjour {prenom}", "messages!C2", "prenom", None),
    ("choices!D2", "1,5", "choices!D2", "nombre entier", None),
    ("variables!D3", "P1 P3", "variables!D3", "P3", None),
    ("reglages!B2", "F44", "reglages!B2", "inconnu", "F4"),
    ("exercice_niveaux!A2", "debutante", "exercice_niveaux!A2", "inconnu", "debutant"),
    ("choices!D2", "101", "choices!D2", "de 0 à 100", None),
    (
        "services!C6",
        "+".join(["${score_total}"] * 150) + " > 3",
        "services!C6",
        "trop longue",
        None,
    ),
    ("requis!E2", "F4 D9", "requis!E2", "D9", None),
    # what would never happen, and cases that fail
    (
        "services!C9",
        "${niveau} = 'avance' and ${niveau} = 'debutant'",
        "services!C9",
        "jamais atteinte",
        None,
    ),
    ("messages!B3", "${score_total} > 36", "messages!B3", "ne s’applique jamais", None),
    ("cas_tests!AK3", "avance", "cas_tests!AK3", "attendu « avance », obtenu « inter", None),
    ("cas_tests!AP3", "0", "cas_tests!AP3", "carnets attendu « 0 », obtenu « 1 »", None),
]


@pytest.mark.parametrize(
    ("cell", "value", "place", "words", "correction"),
    GUIDE,
    ids=[f"{cell} {value[:22]}" for cell, value, *_ in GUIDE],
)
def test_a_broken_cell_of_the_guide_is_reported_at_its_place(
    cell: str, value: str, place: str, words: str, correction: str | None
) -> None:
    guide, faults = examine(_changed(_read(), cell, value))
    if guide:
        faults = check_rules(guide)
    assert faults[0].place == place
    assert words in faults[0].message
    if correction is not None:
        assert faults[0].correction == correction


@cache
def _read() -> Workbook:
    return read_workbook(WORKBOOK)


def _changed(workbook: Workbook, cell: str, value: str) -> Workbook:
    name, _, address = cell.partition("!")
    sheet = workbook.sheets[name]
    letter, number = address.rstrip("0123456789"), int(address.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
    heading = next(heading for heading, column in sheet.columns.items() if column == letter)
    rows = tuple(
        replace(row, values={**row.values, heading: value}) if row.number == number else row
        for row in sheet.rows
    )
    return replace(workbook, sheets={**workbook.sheets, name: replace(sheet, rows=rows)})


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("survey!E4", "(${F4} != 'rien'"),
        ("survey!E4", "${F4} != ’rien’"),
        ("services!C6", "${blocage} et ${niveau} = ’intermediaire’"),
        ("services!C6", "not(${difficulte}"),
        ("modules!D2", "${score_base} ≤ 3 and ${G4} <> 'ordinateur'"),
    ],
)
def test_the_correction_proposed_passes_when_it_is_applied(cell: str, value: str) -> None:
    before = _changed(_read(), cell, value)
    fault = [*check_form(before), *examine(before)[1]][0]
    assert fault.place == cell
    assert fault.correction
    after = _changed(_read(), cell, fault.correction)
    assert [*check_form(after), *examine(after)[1]] == []


def test_the_workbook_of_the_repository_is_without_fault() -> None:
    assert check_workbook(WORKBOOK) == []


def test_a_fault_in_a_question_of_a_group_with_a_condition_is_reported_alone() -> None:
    grouped = _changed(_read(), "survey!E8", "${F4} != 'rien'")
    guide, faults = examine(_changed(grouped, "survey!E9", "long compte"))
    assert guide is None
    assert faults[0].place == "survey!E9"


def test_the_condition_of_a_group_holds_for_its_questions() -> None:
    guide, faults = examine(_changed(_read(), "survey!E8", "${D3} = 'oui'"))
    assert faults == []
    assert guide
    shown_if = guide.questions["E1"].shown_if
    assert shown_if
    assert shown_if.names == ("D3", "F4")


def test_a_missing_sheet_is_named(edited: Edited) -> None:
    faults = check_workbook(edited({}, drop="plafonds"))
    assert faults[0].place == "plafonds"
    assert "manque" in faults[0].message


def test_a_missing_column_is_named_with_the_heading_that_looks_like_it(edited: Edited) -> None:
    fault = check_workbook(edited({"niveaux!C1": "score_mini"}))[0]
    assert (fault.place, fault.correction) == ("niveaux!C1", "score_min")


def test_a_table_without_a_row_for_a_service_is_refused(edited: Edited) -> None:
    faults = check_workbook(edited({"carnets!B4": "orientation"}))
    assert "il manque la ligne du profil strasbourg, service coup_de_pouce" in faults[0].message
