"""Play one interview in both engines and tell where they differ."""

import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, Final
from zoneinfo import ZoneInfo

from app.questionnaire.form.definition import load_form
from app.questionnaire.trace import traced

FORMS: Final = Path(__file__).parent / "forms"
PARIS: Final = ZoneInfo("Europe/Paris")
NOW: Final = datetime(2026, 8, 14, 9, 0, tzinfo=PARIS)

Json = dict[str, Any]


def tables() -> dict[str, str]:
    """Return the CSV tables of the forms."""
    return {path.name: path.read_text(encoding="utf-8") for path in FORMS.glob("*.csv")}


def our_trace(xml: str, steps: list[Any], files: Mapping[str, str]) -> Json:
    """Return the trace of our engine."""
    definition = load_form(xml, strict=False, files=files)
    return traced(definition, steps, now=NOW, zone=PARIS)


def recorded(path: Path) -> Json:
    """Return a recorded trace."""
    found: Json = json.loads(path.read_text(encoding="utf-8"))
    return found


def differences(theirs: Json, ours: Json) -> Iterator[str]:
    """Yield each node state that is not the same after the same step, and each other outcome."""
    before: tuple[Json, Json] = (dict(theirs["initial"]), dict(ours["initial"]))
    yield from _unequal("initial", *before)
    for number, (one, other) in enumerate(zip(theirs["steps"], ours["steps"], strict=True), 1):
        where = f"{number} {one['step']}"
        if one["status"].partition(":")[0] != other["status"].partition(":")[0]:
            yield f"{where}: {one['status']} | {other['status']}"
        for states, step in zip(before, (one, other), strict=True):
            states.update(step["changed"])
            for gone in step.get("removed", []):
                states.pop(gone, None)
        yield from _unequal(where, *before)


def _unequal(where: str, theirs: Json, ours: Json) -> Iterator[str]:
    for node in sorted(theirs.keys() | ours.keys()):
        one, other = theirs.get(node, {}), ours.get(node, {})
        if one != other:
            fields = sorted(
                key for key in one.keys() | other.keys() if one.get(key) != other.get(key)
            )
            told = {key: (one.get(key), other.get(key)) for key in fields}
            yield f"{where}: {node} {told}"
