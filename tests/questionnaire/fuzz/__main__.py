"""`python -m tests.questionnaire.fuzz --minutes 10`: look for a crash, with new examples each time.

Exit code 1 when one was found; it is told with the smallest example that shows it.
"""

import argparse
import sys
import time
import traceback

from tests.questionnaire.fuzz.hunting import HUNTS, hunt


def main(arguments: list[str]) -> int:
    """Hunt in turn in each place until the time is up."""
    parser = argparse.ArgumentParser(prog="python -m tests.questionnaire.fuzz")
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    asked = parser.parse_args(arguments)
    end = time.monotonic() + asked.minutes * 60
    tried = dict.fromkeys(HUNTS, 0)
    crashes = 0
    turn = asked.seed
    while time.monotonic() < end:
        turn += 1
        for name in HUNTS:
            try:
                tried[name] += hunt(name, seed=turn, examples=100)
            except Exception:  # noqa: BLE001  whatever it is, it is what we look for
                crashes += 1
                print(f"--- {name}, graine {turn}", flush=True)
                traceback.print_exc(limit=-6, file=sys.stdout)
    told = ", ".join(f"{name} {count}" for name, count in tried.items())
    print(f"{asked.minutes:g} min, graine {asked.seed} : {crashes} panne(s) ; essais : {told}")
    return 1 if crashes else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
