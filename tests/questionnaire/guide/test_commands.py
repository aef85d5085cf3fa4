import json
from pathlib import Path

import pytest

from app.questionnaire.__main__ import main

from .conftest import SHEETS, WORKBOOK, Edited


def _diagnose(tmp_path: Path, request: object, workbook: Path = WORKBOOK) -> int:
    answers = tmp_path / "reponses.json"
    answers.write_text(json.dumps(request), encoding="utf-8")
    return main(["diagnose", str(workbook), str(answers)])


@pytest.mark.parametrize(
    ("request_", "named"),
    [
        ({"profil": "strasbourg", "reponses": {"Z9": "oui"}}, "question inconnue : Z9"),
        ({"profil": "strasbourg", "reponses": {"B1": "hier"}}, "B1 : réponse inconnue hier"),
        ({"profil": "strasbourg", "simulation": "trois", "reponses": {}}, "simulation"),
        ({"profil": "strasbourg", "reponses": {"B1": 3}}, "B1"),
        ({"profil": "strasbourg", "reponses": []}, "reponses"),
        ({"profil": "strasbourg", "reponses": {}, "age": 3}, "clé inconnue « age »"),
        (["strasbourg"], "objet JSON"),
    ],
)
def test_a_request_that_makes_no_sense_is_refused_in_french(
    request_: object, named: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _diagnose(tmp_path, request_) == 2
    shown = capsys.readouterr()
    assert named in shown.err
    assert shown.out == ""


def test_answers_that_are_no_json_are_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    answers = tmp_path / "reponses.json"
    answers.write_bytes(b"\xff{")
    assert main(["diagnose", str(WORKBOOK), str(answers)]) == 2
    assert "reponses.json : ce n’est pas du JSON" in capsys.readouterr().err


def test_a_broken_workbook_is_named_with_its_cell(
    edited: Edited, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    broken = edited({"services!C6": "${niveau} = ’avance’"})
    assert _diagnose(tmp_path, {"profil": "strasbourg", "reponses": {}}, broken) == 2
    shown = capsys.readouterr().err
    assert "copie.xlsx, services!C6" in shown
    assert "apostrophe" in shown


def test_the_checker_accepts_the_workbook_of_the_repository(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["check", str(WORKBOOK)]) == 0
    assert "aucune faute, 0 avertissement(s)" in capsys.readouterr().out


def test_the_checker_says_the_place_and_fails(
    edited: Edited, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", str(edited({"niveaux!C3": 12}))]) == 1
    assert "niveaux!C3 : trou : le score 11" in capsys.readouterr().out


def test_build_writes_the_workbook(tmp_path: Path) -> None:
    built = tmp_path / "x.xlsx"
    assert main(["build", str(SHEETS), str(built)]) == 0
    assert built.read_bytes() == WORKBOOK.read_bytes()
