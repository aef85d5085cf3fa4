"""`python -m tests.questionnaire.campaign`: our diagnosis against the reference interpreter.

5,000 complete and 5,000 partial interviews drawn with a fixed seed, every result compared, in a
few minutes; `--complete` and `--partial` ask for fewer or more. The suite runs some hundreds of
such draws. Exit code 1 for a difference, 2 where the reference interpreter is absent.
"""

import argparse
import random
import sys
import time
from typing import Final

from app.questionnaire.guide.loading import load_guide
from app.questionnaire.workbook.reading import read_workbook
from tests.questionnaire.guide.conftest import WORKBOOK
from tests.questionnaire.guide.drawing import (
    COMPLETE,
    PARTIAL,
    differences,
    interview,
    reference_interpreter,
)

SEED: Final = 20260814
_TELL_EVERY: Final = 250
_SHOWN: Final = 10


def main(arguments: list[str]) -> int:
    """Run the campaign and print its account."""
    parser = argparse.ArgumentParser(prog="python -m tests.questionnaire.campaign")
    parser.add_argument("--complete", type=int, default=5_000)
    parser.add_argument("--partial", type=int, default=5_000)
    parser.add_argument("--seed", type=int, default=SEED)
    asked = parser.parse_args(arguments)
    reference = reference_interpreter()
    if reference is None:
        print("L’interprète de référence n’est pas à côté du dépôt.")
        return 2
    guide = load_guide(read_workbook(WORKBOOK))
    kinds = [COMPLETE] * asked.complete
    kinds += [PARTIAL[number % len(PARTIAL)] for number in range(asked.partial)]
    unequal = 0
    started = time.monotonic()
    for number, kind in enumerate(kinds):
        draw = random.Random(asked.seed * 100_000 + number)  # noqa: S311  one that fails is repeated
        found = differences(draw, guide, reference, interview(draw, guide, kind))
        if found:
            unequal += 1
            if unequal <= _SHOWN:
                print(f"entretien {number} : {found}", flush=True)
        if (number + 1) % _TELL_EVERY == 0:
            minutes = (time.monotonic() - started) / 60
            print(f"{number + 1} entretiens, {unequal} écarts, {minutes:.1f} min", flush=True)
    print(
        f"{asked.complete} complets et {asked.partial} partiels : {unequal} écart(s) "
        f"en {(time.monotonic() - started) / 60:.1f} min"
    )
    return 1 if unequal else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
