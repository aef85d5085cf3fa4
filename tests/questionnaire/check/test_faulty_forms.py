"""Forms with one fault: the command names the cell, in French, and its correction passes."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import pytest

from app.questionnaire.__main__ import main
from tests.questionnaire.check.forms import SHEETS, workbook

LINE = re.compile(r"(\w+![A-Z]+\d+) : (.*?)(?: Écrire : (.*))?")


class Told(NamedTuple):
    status: int
    faults: list[tuple[str, str, str]]
    warnings: list[str]


def checked(
    path: Path, capsys: pytest.CaptureFixture[str], cells: Mapping[str, str], *, without: str = ""
) -> Told:
    status = main(
        ["check", "--sans-guide", str(workbook(path / "essai.xlsx", cells, without=without))]
    )
    lines = capsys.readouterr().out.splitlines()[:-1]
    found = [LINE.fullmatch(line) for line in lines]
    warnings = [line for line in lines if line.startswith("avertissement")]
    faults = [(match[1], match[2], match[3] or "") for match in found if match]
    assert len(faults) + len(warnings) == len(lines), lines
    return Told(status, faults, warnings)


# The twelve of questionnaire.md part 2 §1, then others that people write.
TWELVE: list[tuple[str, str, str, str | None]] = [
    ("survey!F5", "if(${age} > 60, 1, 0", "jamais fermé", "if(${age} > 60, 1, 0)"),
    ("survey!F5", "foo(${age})", "fonction inconnue : foo(…)", None),
    ("survey!F5", "if(${age} > 60, 1)", "attend 3 argument(s), pas 2", "if(${age} > 60, 1, '')"),
    ("survey!F5", "${total} + 1", "tournent en rond : points → total → points", "1"),
    ("survey!D4", "${internet} = ’non’", "apostrophe typographique", "${internet} = 'non'"),
    ("survey!F5", "if(${age}>60;1;0)", "point-virgule", "if(${age}>60,1,0)"),
    ("survey!F6", "${points} * 1,5", "« , » inattendu", "${points} * 1.5"),
    ("survey!D4", "${internet} = 'ouii'", "n’est pas une réponse", "${internet} = 'oui'"),
    ("survey!D4", "${interet} = 'non'", "question inconnue", "${internet} = 'non'"),
    ("survey!B4", "internet", "déjà utilisé", "internet_2"),
    ("survey!A3", "select_one ouinom", "n’existe pas", "select_one ouinon"),
    ("survey!A4", "texte", "type de question inconnu", "text"),
]
OTHERS: list[tuple[str, str, str, str | None]] = [
    ("survey!F5", "SI(${age} > 60, 1, 0)", "fonction inconnue : SI(…)", "if(${age} > 60, 1, 0)"),
    ("survey!F5", "calculer_le_score(${age} + 1)", "fonction inconnue", "${age} + 1"),
    ("survey!F5", "if(${age} > 1,5, 1, 0)", "pas 4", "if(${age} > 1.5, 1, 0)"),
    ("survey!F5", "round(${age}, 0, 1)", "pas 3", "round(${age}, 0)"),
    ("survey!F5", "${points} + 1", "tournent en rond : points → points", "1"),
    ("survey!F5", "if(${total} > 1, 2, 3)", "tournent en rond", "if('' > 1, 2, 3)"),
    ("survey!D3", "${raison} != ''", "internet → raison → internet", "true()"),
    ("survey!D4", "${internet} = “non”", "guillemet", '${internet} = "non"'),
    ("survey!D4", "selected(${internet}, 'Oui')", "n’est pas une réponse", None),
    ("survey!D4", "${zzz} = 'non'", "question inconnue", "${internet} = 'non'"),
    ("survey!C7", "Total : ${totl}", "question inconnue : ${totl}", "Total : ${total}"),
    ("survey!A3", "select_one marques", "n’existe pas", "select_one ouinon"),
    ("survey!A3", "choix_unique ouinon", "type de question inconnu", "select_one ouinon"),
    ("survey!A4", "entier", "type de question inconnu", "integer"),
    ("survey!A4", "schmurz", "type de question inconnu", "text"),
    ("survey!B4", "2é raison", "un nom commence par une lettre", "q_2e_raison"),
]


@pytest.mark.parametrize(
    "fault", TWELVE + OTHERS, ids=[f"{fault[0]} {fault[1][:24]}" for fault in TWELVE + OTHERS]
)
def test_a_fault_is_told_at_its_cell_and_its_correction_passes(
    fault: tuple[str, str, str, str | None], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    cell, written, words, correction = fault
    told = checked(tmp_path, capsys, {cell: written})
    assert told.status == 1
    assert [place for place, _, _ in told.faults] == [cell]
    _, message, proposed = told.faults[0]
    assert words in message
    assert proposed
    if correction is not None:
        assert proposed == correction
    after = checked(tmp_path, capsys, {cell: proposed})
    assert (after.status, after.faults) == (0, [])


def test_the_form_without_a_fault_passes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told = checked(tmp_path, capsys, {})
    assert (told.status, told.faults) == (0, [])
    assert told.warnings == [
        "avertissement : aucune feuille de guide : seul le questionnaire est vérifié"
    ]


def test_a_missing_sheet_of_choices_is_told_where_a_list_is_asked_for(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told = checked(tmp_path, capsys, {}, without="choices")
    assert told.faults[0] == (
        "survey!A3",
        "la feuille choices manque : aucune liste de réponses n’existe.",
        "text",
    )
    assert checked(tmp_path, capsys, {"survey!A3": "text"}, without="choices").status == 0


def test_several_faults_are_told_at_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    cells = {"survey!F5": "foo(${age})", "survey!D4": "${internet} = ’non’", "survey!A3": "choix"}
    told = checked(tmp_path, capsys, cells)
    assert sorted(place for place, _, _ in told.faults) == ["survey!A3", "survey!D4", "survey!F5"]


@pytest.mark.parametrize(
    ("cell", "written", "words"),
    [
        ("survey!A4", "geopoint", "une position géographique, non pris en charge"),
        ("survey!A4", "image", "un fichier (image, son, vidéo), non pris en charge"),
        ("survey!A4", "barcode", "un code-barres, non pris en charge"),
        ("survey!F5", "${last-saved#age}", "les réponses d’un autre entretien ne se lisent pas"),
        ("survey!F5", "area(${age})", "les cartes ne sont pas prises en charge"),
    ],
)
def test_what_the_engine_cannot_do_is_refused_by_name(
    cell: str, written: str, words: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told = checked(tmp_path, capsys, {cell: written})
    assert told.status == 1
    assert [(place, words in message) for place, message, _ in told.faults] == [(cell, True)]


@pytest.mark.parametrize(
    "condition",
    [
        "false()",
        "${internet} = 'oui' and ${internet} = 'non'",
        "${internet} = 'oui' and not(${internet} = 'oui')",
        "${age} > 60 and ${age} < 18",
        "1 > 2",
        "(${age} < 3 or ${age} = 4) and ${age} > 70",
    ],
)
def test_a_question_that_is_never_asked_is_a_warning(
    condition: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told = checked(tmp_path, capsys, {"survey!D4": condition})
    assert (told.status, told.faults) == (0, [])
    assert told.warnings[0] == (
        "avertissement : survey!D4 : cette question ne sera jamais posée : "
        "aucune réponse ne remplit sa condition"
    )


@pytest.mark.parametrize(
    "condition",
    [
        "${internet} = 'oui' or ${internet} = 'non'",
        "${age} >= 18 and ${age} <= 18",
        "not(${age} < 18) and not(${age} > 18) and not(${age} = 18)",  # no answer
        "${raison} = 'a' or ${age} < 3",
    ],
)
def test_a_question_that_some_answers_lead_to_is_none(
    condition: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told = checked(tmp_path, capsys, {"survey!D7": condition})
    assert len(told.warnings) == 1


def test_a_question_whose_group_excludes_it_is_a_warning(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    cells = {"survey!A5": "begin_group", "survey!C5": "Groupe", "survey!D5": "${age} < 18"}
    cells |= {"survey!F5": "", "survey!A6": "text", "survey!C6": "Retraite ?", "survey!F6": ""}
    cells |= {"survey!D6": "${age} > 62", "survey!A8": "end_group"}
    told = checked(tmp_path, capsys, cells)
    assert told.faults == []
    assert "survey!D6 : cette question ne sera jamais posée" in told.warnings[0]


def test_a_text_without_translation_is_a_warning(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    cells = {f"survey!G{row}": "x" for row in range(2, len(SHEETS["survey"]) + 1)}
    cells |= {"survey!G1": "label::English (en)", "choices!D1": "label::English (en)"}
    cells |= {"survey!G5": "", "survey!G6": "", "choices!D2": "Yes", "survey!G4": ""}
    told = checked(tmp_path, capsys, cells)
    assert told.faults == []
    words = "texte sans traduction (English (en)) : un autre sera montré à sa place"
    assert sorted(told.warnings)[1:] == [
        f"avertissement : choices!D3 : {words}",
        f"avertissement : survey!G4 : {words}",
    ]
