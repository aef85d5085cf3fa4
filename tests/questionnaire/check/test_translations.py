"""A workbook whose second language has holes: what is shown there, and what the checker says."""

from pathlib import Path

import openpyxl
import pytest

from app.questionnaire.__main__ import main
from app.questionnaire.form.definition import load_form
from app.questionnaire.form.model import Text
from app.questionnaire.form.workbook import xform_of

FR, EN = "Français (fr)", "English (en)"
SURVEY: list[list[str]] = [
    ["type", "name", f"label::{FR}", f"label::{EN}", f"hint::{FR}", f"hint::{EN}"],
    ["text", "nom", "Votre nom ?", "Your name?", "Comme sur la carte", "As on the card"],
    ["text", "rue", "Rue de ${nom} ?", "", "Sans le numéro", ""],
    ["integer", "age", "", "How old?", "", ""],
]
SURVEY[0].append(f"constraint_message::{FR}")
SURVEY[3] += ["Un âge en années"]


def written(path: Path) -> Path:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    sheet = book.create_sheet("survey")
    for row in SURVEY:
        sheet.append([cell or None for cell in row])
    sheet["H1"], sheet["H4"] = "constraint", ". < 130"
    settings = book.create_sheet("settings")
    settings.append(["form_title", "form_id", "default_language"])
    settings.append(["Essai", "essai", FR])
    book.save(path / "essai.xlsx")
    return path / "essai.xlsx"


def words(text: Text) -> str:
    return "".join(
        chunk if isinstance(chunk, str) else f"[{chunk.source}]" for chunk in text.chunks
    )


def test_the_default_language_stands_in_for_a_missing_translation(tmp_path: Path) -> None:
    texts = load_form(xform_of(written(tmp_path))).translations
    assert words(texts[EN]["/data/nom:label"]) == "Your name?"
    assert words(texts[EN]["/data/nom:hint"]) == "As on the card"
    assert words(texts[EN]["/data/rue:hint"]) == "Sans le numéro"
    assert words(texts[EN]["/data/age:jr:constraintMsg"]) == "Un âge en années"
    assert words(texts[EN]["/data/rue:label"]) == words(texts[FR]["/data/rue:label"])
    assert "Rue de " in words(texts[EN]["/data/rue:label"])


def test_a_text_missing_in_the_default_language_takes_the_one_given(tmp_path: Path) -> None:
    texts = load_form(xform_of(written(tmp_path))).translations
    assert words(texts[FR]["/data/age:label"]) == "How old?"


def test_the_checker_names_each_empty_cell(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", str(written(tmp_path))]) in {0, 1}
    lines = capsys.readouterr().out.splitlines()
    told = {line.split(" : ")[1] for line in lines if "texte sans traduction" in line}
    assert told == {"survey!D3", "survey!F3", "survey!C4"}
