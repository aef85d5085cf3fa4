"""What pyxform says in English is told in French, at the cell, with what to write."""

from pathlib import Path

import openpyxl
import pytest

from app.questionnaire.check.workbook import check_workbook
from app.questionnaire.workbook.cells import Fault

LABEL, ENGLISH = "label::Français (fr)", "label::English (en)"
HEADINGS = ["type", "name", LABEL, "parameters", "disabled"]
CHOICES = [["list_name", "name", LABEL], ["on", "oui", "Oui"], ["on", "non", "Non"]]


def told(
    path: Path,
    row: list[str],
    *,
    headings: list[str] = HEADINGS,
    choices: list[list[str]] = CHOICES,
    sheet: str = "survey",
) -> list[Fault]:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    survey = book.create_sheet(sheet)
    for line in (headings, ["text", "nom", "Votre nom ?"], row):
        survey.append([cell or None for cell in line])
    listed = book.create_sheet("choices")
    for line in choices:
        listed.append([cell or None for cell in line])
    book.save(path / "essai.xlsx")
    found = check_workbook(path / "essai.xlsx", form_only=True)
    return [one for one in found if "aucune feuille de guide" not in one.message]


@pytest.mark.parametrize(
    ("row", "place", "words", "correction"),
    [
        (["audit", "x"], "survey!B3", "une ligne audit ne porte pas de nom", ""),
        (
            ["select_one_external on", "b", "B ?"],
            "survey!A3",
            "« select_one_external » n’est pas pris en charge",
            "select_one on",
        ),
        (["simserial", "s"], "survey!A3", "« simserial » n’est plus donné", ""),
        (["text", "u"], "survey!C3", "la question « u » n’a pas de texte", ""),
        (["range", "r", "R ?", "start=a"], "survey!D3", "« start » doit être un nombre", ""),
        (["range", "r", "R ?", "start 1"], "survey!D3", "un paramètre s’écrit nom=valeur", ""),
        (["range", "r", "R ?", "debut=1"], "survey!D3", "paramètre inconnu : debut", ""),
        (["text", "d", "D ?", "", "yes"], "survey!E3", "la colonne disabled est ancienne", ""),
        (["begin_repeat", "data", "R"], "survey!B3", "ce nom est réservé", "data_2"),
        (["text", "x", "Quoi ${nom ?"], "survey!C3", "par son nom entre accolades : ${nom}", ""),
        (
            ["select_one on", "m", "M ?", "randomize=oui"],
            "survey!D3",
            "randomize vaut true ou false, pas « oui »",
            "",
        ),
    ],
)
def test_a_sentence_of_the_conversion_is_told_at_its_cell(
    row: list[str], place: str, words: str, correction: str, tmp_path: Path
) -> None:
    found = told(tmp_path, row)
    assert any(
        (one.place, one.correction) == (place, correction) and words in one.message for one in found
    ), [str(one) for one in found]
    assert not [one for one in found if "XLSForm" in one.message]


def test_an_image_is_told_where_max_pixels_goes(tmp_path: Path) -> None:
    warnings = [one for one in told(tmp_path, ["image", "i", "I ?"]) if one.warning]
    assert [(one.place, one.correction) for one in warnings] == [("survey!D3", "max-pixels=1024")]


def test_or_other_with_translations_names_its_row(tmp_path: Path) -> None:
    (found,) = told(tmp_path, ["select_one on or_other", "o", "O ?"])
    assert (found.place, found.warning) == ("survey!A3", True)
    assert "or_other laisse « autre » sans traduction" in found.message


def test_a_choice_without_text_is_told_at_its_text(tmp_path: Path) -> None:
    found = told(tmp_path, ["select_one on", "o", "O ?"], choices=[*CHOICES, ["on", "nsp", ""]])
    assert [one.place for one in found] == ["choices!C4"]
    assert "cette réponse n’a pas de texte" in found[0].message


def test_a_column_that_a_language_lacks_is_named(tmp_path: Path) -> None:
    headings = ["type", "name", LABEL, ENGLISH, "hint::Français (fr)"]
    choices = [[*CHOICES[0], ENGLISH], ["on", "oui", "Oui", "Yes"]]
    found = told(
        tmp_path, ["text", "rue", "Rue ?", "Street?", "Sans n°"], headings=headings, choices=choices
    )
    lacking = [one for one in found if one.place == "survey!E1"]
    assert [one.warning for one in lacking] == [True]
    assert "Ajouter la colonne « hint::English (en) »" in lacking[0].message


def test_a_heading_without_language_beside_others_gets_one(tmp_path: Path) -> None:
    found = told(tmp_path, ["text", "rue", "Rue ?", "Sans n°"], headings=[*HEADINGS[:3], "hint"])
    assert ("survey!D1", "hint::Français (fr)") in [(one.place, one.correction) for one in found]


def test_a_survey_that_lost_its_name_is_told_by_the_one_it_bears(tmp_path: Path) -> None:
    found = told(tmp_path, ["text", "x", "X ?"], sheet="Survy")
    assert [(one.place, one.correction) for one in found] == [("Survy", "survey")]


def test_two_headings_for_one_column_name_the_second(tmp_path: Path) -> None:
    found = told(tmp_path, ["text", "x", "X ?"], headings=["type", "name", "label", "caption"])
    assert [one.place for one in found] == ["survey!D1"]


def test_a_warning_nobody_translated_is_quoted_as_a_warning(tmp_path: Path) -> None:
    found = told(tmp_path, ["text", "NOM", "Nom ?"])
    assert [(one.place, one.warning) for one in found] == [("survey!B3", True)]
