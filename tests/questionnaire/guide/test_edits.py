"""The rules stand in the workbook: a changed cell changes the diagnosis. Values by hand."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeAlias

import pytest

from app.questionnaire.__main__ import main

from .conftest import WORKBOOK, Edited

Diagnosed: TypeAlias = Callable[[Path, dict[str, object]], dict[str, Any]]

GESTURES = ("P1", "P2", "C1", "C2", "C3", "C4", "C5", "C6", "C7", "C8", "C9", "C10")


def _answers(gesture: str, **others: object) -> dict[str, object]:
    return {
        "F4": "apprendre",
        "D1": ["caf"],
        "D3": "non",
        "D2": "avec_quelquun",
        "E4": ["groupe"],
        "E6": "possible",
        "A1": ["smartphone", "connexion"],
        "B1": "jour",
        "F1": "un_peu",
        "F3": ["rien"],
        **dict.fromkeys(GESTURES, gesture),
        **others,
    }


@pytest.fixture
def diagnosed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Diagnosed:
    def run(workbook: Path, answers: dict[str, object]) -> dict[str, Any]:
        path = tmp_path / "reponses.json"
        request = {"profil": "strasbourg", "tranche_age": "40-59", "reponses": answers}
        path.write_text(json.dumps(request), encoding="utf-8")
        assert main(["diagnose", str(workbook), str(path)]) == 0
        found: dict[str, Any] = json.loads(capsys.readouterr().out)
        return found

    return run


def test_a_changed_score_changes_the_level(edited: Edited, diagnosed: Diagnosed) -> None:
    # With help everywhere: 12 × 1 = 12, and PL1 (gestures of base 2 ≤ 2) brings down to débutant.
    before = diagnosed(WORKBOOK, _answers("avec_aide"))
    assert (before["score_total"], before["niveau"]) == (12, "debutant")
    # « avec_aide » worth 2: 24 is avancé by the score, PL5 (nothing without hesitation) caps it.
    book = edited({"choices!D89": 2})
    after = diagnosed(book, _answers("avec_aide"))
    assert (after["score_total"], after["niveau"], after["plafond"]) == (24, "intermediaire", "PL5")


def test_a_changed_threshold_changes_motivation_and_service(
    edited: Edited, diagnosed: Diagnosed
) -> None:
    # F1 beaucoup 3 + F4 ponctuelle 2 + one lever 1 = 6: forte, so a beginner learns (S12).
    answers = _answers("jamais_fait", F4="ponctuelle", F1="beaucoup", F3=["emploi"])
    before = diagnosed(WORKBOOK, answers)
    assert (before["motivation"], before["code_service"]) == ("forte", "S12")
    # « forte » from 7: the same 6 points are moyenne, S13, and learning is proposed again later.
    after = diagnosed(edited({"motivation!D3": 6, "motivation!C4": 7}), answers)
    assert (after["motivation"], after["code_service"]) == ("moyenne", "S13")
    assert (after["service"], after["suite"]) == ("assistance", "reproposer_formation")


def test_a_changed_rule_changes_the_service(edited: Edited, diagnosed: Diagnosed) -> None:
    # Wants to learn: S08. F1 un_peu 2 + F4 apprendre 3 + no lever 0 = 5: moyenne.
    before = diagnosed(WORKBOOK, _answers("jamais_fait"))
    assert (before["code_service"], before["service"]) == ("S08", "formation")
    # S08 no longer for beginners; S09–S11 are not about them, S12 wants « forte »: S13 remains.
    rule = "${souhait} = 'apprendre' and ${niveau} != 'debutant'"
    after = diagnosed(edited({"services!C9": rule}), _answers("jamais_fait"))
    assert (after["code_service"], after["service"]) == ("S13", "assistance")
    assert after["guide"]["sha256"] != before["guide"]["sha256"]
