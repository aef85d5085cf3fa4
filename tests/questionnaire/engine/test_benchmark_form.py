"""The form that the benchmark measures is of the size it says, and is really answered."""

import json
from pathlib import Path

import pytest

from app.questionnaire.form.definition import load_form
from benchmarks.engine import figures_of
from benchmarks.engine_answers import steps_for
from benchmarks.engine_form import blocks_for, form_of
from benchmarks.engine_peer import official_folder


def test_the_form_has_the_number_of_questions_asked_for() -> None:
    # The sizes of the forms that the recorded figures were taken on: 62, 504, about 5,000.
    assert [blocks_for(size) for size in (62, 504, 5_000)] == [0, 26, 290]
    assert form_of(0)[1] == 62
    assert form_of(26)[1] == 504


@pytest.mark.long
def test_nearly_every_question_is_answered_and_the_conclusion_computed() -> None:
    xml, _ = form_of(0)
    steps = steps_for(load_form(xml))
    assert ("/data/personne/accord", "oui") in steps
    assert [path for path, _ in steps if path.startswith("/data/membre[2]/")]
    found = figures_of(xml)
    assert found["answers"] >= 3 * (len(steps) - 12)  # some do not apply to this person
    assert found["memory_mb"] > 0
    assert json.dumps(found)


def test_a_folder_without_the_official_engine_is_not_taken_for_one(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PASSERELLE_ODK_ENGINE", str(tmp_path))
    assert official_folder() is None
