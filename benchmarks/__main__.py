"""`python -m benchmarks [NAME]`: all of them, or one."""

import json
import os
import sys

from benchmarks import engine, interview, questionnaire, startup

BENCHMARKS = {
    "startup": startup.measure,
    "interview": interview.measure,
    "questionnaire": questionnaire.measure,
    "engine": engine.measure,
}


def main(arguments: list[str]) -> int:
    """Run the benchmarks that are named; 1 when one is over its limit, 2 for an unknown name."""
    unknown = [name for name in arguments if name not in BENCHMARKS]
    if unknown:
        print(f"inconnu : {', '.join(unknown)} ; possibles : {', '.join(BENCHMARKS)}")
        return 2
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    within = True
    for name in arguments or list(BENCHMARKS):
        found = BENCHMARKS[name]()
        within &= bool(found["within_limit"])
        print(json.dumps({"benchmark": name, **found}, ensure_ascii=False), flush=True)
    return 0 if within else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
