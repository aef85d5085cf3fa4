"""`python -m tests.questionnaire.official [--forms N] [--seed N] [--record]`.

Without `--record`: so many forms drawn at random, each interviewed in both engines. Exit code 1
when a node state differs, 2 where the official engine is not installed.
"""

import argparse
import json
import random
import subprocess
import sys

from pyxform.errors import PyXFormError

from benchmarks.engine_peer import VARIABLE, official_folder, official_trace
from tests.questionnaire.official.comparing import FORMS, NOW, differences, our_trace, tables
from tests.questionnaire.official.drawing import drawn_form, drawn_steps

_SHOWN = 5


def main(arguments: list[str]) -> int:
    """Compare, or record."""
    parser = argparse.ArgumentParser(prog="python -m tests.questionnaire.official")
    parser.add_argument("--forms", type=int, default=50)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--record", action="store_true")
    asked = parser.parse_args(arguments)
    if official_folder() is None:
        print(f"Le moteur officiel n’est pas installé ({VARIABLE} dit dans quel dossier).")
        return 2
    if asked.record:
        _record()
        return 0
    states = unequal = 0
    for number in range(asked.seed, asked.seed + asked.forms):
        looked_at, found = _compare(number)
        states += looked_at
        unequal += len(found)
        for line in found[:_SHOWN]:
            print(f"questionnaire {number} : {line}"[:400], flush=True)
    print(f"{asked.forms} questionnaires, {states} états de nœuds, {unequal} écart(s)")
    return 1 if unequal else 0


def _compare(number: int) -> tuple[int, list[str]]:
    draw = random.Random(number)  # noqa: S311 -- one that fails is repeated
    try:
        xml = drawn_form(draw)
        steps = drawn_steps(draw, xml, {})
        theirs = official_trace(xml, steps, now=NOW, files={})
    except (PyXFormError, subprocess.CalledProcessError) as refused:
        print(f"questionnaire {number} laissé : {type(refused).__name__}")
        return 0, []
    if theirs is None:
        return 0, []
    looked_at = len(theirs["final"]) * (len(steps) + 1)
    return looked_at, list(differences(theirs, our_trace(xml, steps, {})))


def _record() -> None:
    for path in sorted(FORMS.glob("*.xml")):
        xml, files = path.read_text(encoding="utf-8"), tables()
        trace = path.with_suffix(".json")
        if trace.exists():
            kept = json.loads(trace.read_text(encoding="utf-8"))
            steps = [step["step"] for step in kept["steps"]]
        else:
            steps = drawn_steps(random.Random(path.stem), xml, files)  # noqa: S311 -- repeatable
        found = official_trace(xml, steps, now=NOW, files=files)
        trace.write_text(json.dumps(found, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")
        print(path.stem, trace.stat().st_size)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
