"""The fictitious persons, through the command that checks and people call."""

import csv
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from app.questionnaire.__main__ import main

from .conftest import DEMONSTRATION, ROOT, WORKBOOK

SEVERAL = {"D1", "E3", "E4", "A1", "B2", "F3", "D4"}
COMPARED = ("etat", "niveau", "motivation", "categorie", "service", "suite", "carnets")


def _rows(name: str) -> list[dict[str, str]]:
    with (DEMONSTRATION / name).open(encoding="utf-8") as lines:
        return list(csv.DictReader(lines))


def _request(person: dict[str, str]) -> dict[str, Any]:
    answers: dict[str, Any] = {}
    for row in _rows("exemples_reponses.csv"):
        if row["personne"] == person["personne"]:
            codes = row["reponse"].split("|")
            answers[row["question"]] = codes if row["question"] in SEVERAL else row["reponse"]
    return {
        "profil": person["profil"],
        "tranche_age": person["tranche_age"],
        "simulation": int(person["simulation"]) if person["simulation"] else None,
        "reponses": answers,
    }


PERSONS = _rows("exemples_attendus.csv")


def test_there_are_eighteen_persons() -> None:
    assert len(PERSONS) == 18


@pytest.mark.parametrize("person", PERSONS, ids=[person["personne"] for person in PERSONS])
def test_each_person_gets_what_is_expected(
    person: dict[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    answers = tmp_path / "reponses.json"
    answers.write_text(json.dumps(_request(person)), encoding="utf-8")
    assert main(["diagnose", str(WORKBOOK), str(answers)]) == 0
    found = json.loads(capsys.readouterr().out)
    assert {key: str(found[key]) for key in COMPARED} == {key: person[key] for key in COMPARED}
    expected = [name for name in person["manquants_dont"].split("|") if name]
    assert set(expected) <= set(found["manquants"])
    assert bool(found["manquants"]) == (person["etat"] == "incomplet")


def test_the_command_prints_one_json_object_with_the_promised_keys(tmp_path: Path) -> None:
    answers = tmp_path / "reponses.json"
    answers.write_text(json.dumps(_request(PERSONS[0])), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "app.questionnaire", "diagnose", str(WORKBOOK), str(answers)],
        cwd=ROOT,
        capture_output=True,
        check=True,
        text=True,
        encoding="utf-8",
    )
    found = json.loads(done.stdout)
    promised = {
        "etat",
        "manquants",
        "score_total",
        "niveau",
        "motivation",
        "categorie",
        "service",
        "code_service",
        "suite",
        "carnets",
        "modules",
        "messages",
        "a_verifier",
        "etats",
        "raisons",
    }
    assert promised <= set(found)
    # X01 never used internet: nothing was asked about what she can do.
    assert found["score_total"] == 0
    assert found["code_service"] == "S06"
    assert found["etats"]["service"] == "etabli"
