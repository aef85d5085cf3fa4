"""Interviews written by hand from the ODK XForms specification.

Each JSON file names its form, the part of the specification, the steps, and what must then be
true of the nodes it names. Nothing in them was computed by the engine.
"""

import json
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from app.questionnaire.form.definition import load_form
from app.questionnaire.trace import traced

OWN = Path(__file__).parent / "own"
PARIS = ZoneInfo("Europe/Paris")
NOW = datetime(2026, 8, 14, 9, 0, tzinfo=PARIS)


@pytest.mark.parametrize("path", sorted(OWN.glob("*.json")), ids=lambda path: path.stem)
def test_an_interview_goes_as_the_specification_says(path: Path) -> None:
    script = json.loads(path.read_text(encoding="utf-8"))
    definition = load_form((OWN / script["form"]).read_bytes())
    played = traced(definition, [step["step"] for step in script["steps"]], now=NOW, zone=PARIS)
    states = dict(played["initial"])
    assert_states(states, script["initial"], "initial")
    for number, (step, told) in enumerate(zip(script["steps"], played["steps"], strict=True), 1):
        where = f"step {number} {step['step']}"
        assert told["status"] == "ok", where
        states.update(told["changed"])
        for gone in told.get("removed", []):
            del states[gone]
        assert_states(states, step["expect"], where)
        assert not states.keys() & set(step.get("absent", [])), where
        for node, fields in step.get("without", {}).items():
            assert not states[node].keys() & set(fields), where


def assert_states(states: dict[str, Any], expected: dict[str, Any], where: str) -> None:
    for node, fields in expected.items():
        found = {name: states[node].get(name) for name in fields}
        assert found == fields, f"{where}: {node}"
