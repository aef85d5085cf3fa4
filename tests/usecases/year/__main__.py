"""`python -m tests.usecases.year [PROFILE …] [--acts N] [--seed S]`: the year at full size."""

import argparse
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

import app.ui  # noqa: F401  # pyright: ignore[reportUnusedImport] - before any other use of Qt
from tests.usecases.year.playing import PROFILES, play

ACTS = 3000


def main(arguments: list[str]) -> int:
    """Play the year of each profile; stops with the first figure that is not right."""
    parser = argparse.ArgumentParser(prog="python -m tests.usecases.year")
    parser.add_argument("profiles", nargs="*", choices=[*PROFILES, []], metavar="PROFILE")
    parser.add_argument("--acts", type=int, default=ACTS)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args(arguments)
    for profile in asked.profiles or PROFILES:
        started = time.perf_counter()
        with TemporaryDirectory() as folder:
            played = play(profile, acts=asked.acts, seed=asked.seed, folder=Path(folder))
        took = time.perf_counter() - started
        print(
            f"{profile}: {played.acts} acts, {played.figures} figures shown, {played.days} days "
            f"of the ledger, {played.erased} persons erased, {took:.0f} s",
            flush=True,
        )
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
