"""`python -m benchmarks [NAME …]`: all of them, or some; the long ones only when named.

`faults [CAMPAIGN …] [--number N]`, `exchange [--number N] [--seed S] …` and `frozen PROGRAM` have
arguments of their own.
"""

import json
import os
import sys
from importlib import import_module

BENCHMARKS = ("startup", "interview", "questionnaire", "engine", "documents", "communes")
"""Modules of this package, each with a `measure`; one is imported only when it is asked for."""
LONG = ("storage", "faults", "exchange", "link", "department", "frozen")
"""Those that take minutes: 100 000 persons, hundreds of faults, thousands of schedules."""

_OWN = ("faults", "exchange", "frozen")


def main(arguments: list[str]) -> int:
    """Run the benchmarks that are named; 1 when one is over its limit, 2 for an unknown name."""
    if arguments and arguments[0] in _OWN:
        code: int = import_module(f"benchmarks.{arguments[0]}").main(arguments[1:])
        return code
    unknown = [name for name in arguments if name not in (*BENCHMARKS, *LONG)]
    if unknown:
        print(f"inconnu : {', '.join(unknown)} ; possibles : {', '.join((*BENCHMARKS, *LONG))}")
        return 2
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    within = True
    for name in arguments or BENCHMARKS:
        found: dict[str, object] = import_module(f"benchmarks.{name}").measure()
        within &= bool(found["within_limit"])
        print(json.dumps({"benchmark": name, **found}, ensure_ascii=False), flush=True)
    return 0 if within else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
