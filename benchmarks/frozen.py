"""`python -m benchmarks frozen PROGRAM`: the frozen program's start beside that of `python -m app`.

From the start of the process to the painted unlock window of one vault. They take turns, so that a
busy machine disturbs both; each pair gives a ratio, and the median of those is held to the limit.
The first pair (which writes the bytecode and warms the page cache) does not count.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import Final

from benchmarks.startup import ROOT, environment, make_vault
from benchmarks.statistics import summary

RUNS: Final = 15
LIMIT: Final = 1.2  # issue 8: « start ≤ 1.2 × `python -m app` »


def main(arguments: list[str]) -> int:
    """Measure the program that is named; 1 when it is over the limit."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks frozen")
    parser.add_argument("program", type=Path, help="the frozen program, installed or not")
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    found = measure(parser.parse_args(arguments).program.resolve())
    print(json.dumps({"benchmark": "frozen", **found}), flush=True)
    return 0 if found["within_limit"] else 1


def measure(program: Path) -> dict[str, object]:
    """Measure both in turn and return the median of the ratios."""
    frozen: list[float] = []
    source: list[float] = []
    with tempfile.TemporaryDirectory() as folder:
        vault = Path(folder) / "coffre"
        make_vault(vault)
        variables = environment(Path(folder) / "bytecode")
        asked = ["--data-dir", str(vault), "--time-to-window"]
        for _ in range(RUNS + 1):
            source.append(_until_shown([sys.executable, "-m", "app", *asked], variables))
            frozen.append(_until_shown([str(program), *asked], variables))
    source, frozen = source[1:], frozen[1:]
    ratio = median(one / other for one, other in zip(frozen, source, strict=True))
    return {
        "ratio": round(ratio, 2),
        "limit": LIMIT,
        "within_limit": ratio <= LIMIT,
        "frozen": summary(frozen),
        "source": summary(source),
    }


def _until_shown(command: list[str], variables: dict[str, str]) -> float:
    started = time.perf_counter()  # one clock for all processes of the machine
    done = subprocess.run(
        command,
        check=True,
        env=variables,
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    return float(done.stdout) - started
