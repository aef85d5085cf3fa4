"""The campaigns of faults, whole: `python -m benchmarks faults [CAMPAIGN …] [--number N]`.

Fixed seeds; one JSON line for each campaign, then the verdict. The tests run a few of each
(tests/faults/test_campaigns.py). The campaigns make quick vaults, which the program cannot
(tests/vault proves it), so they stand among the tests.
"""

import argparse
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
NUMBERS: Mapping[str, int] = {
    "kills": 100,
    "backup-acts": 0,
    "logs": 200,
    "header": 400,
    "database": 200,
    "full": 150,
    "read-only": 0,
}
"""How many faults the whole of each campaign makes; 0 where it tries everything there is."""


def measure() -> dict[str, object]:
    """Run every campaign whole; for `python -m benchmarks` without a name it is not run."""
    return {"within_limit": main([]) == 0}


def main(arguments: Sequence[str]) -> int:
    """Run the campaigns that are named, or all; 1 when one found a fault of the program."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks faults", description=__doc__)
    parser.add_argument("campaign", nargs="*", help=", ".join(NUMBERS))
    parser.add_argument("--number", type=int, help="how many faults, instead of all")
    options = parser.parse_args(arguments)
    named: list[str] = options.campaign
    if unknown := [name for name in named if name not in NUMBERS]:
        parser.error(f"inconnu : {', '.join(unknown)} ; possibles : {', '.join(NUMBERS)}")
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    wanted = named or list(NUMBERS)
    passed = {name: _run(name, options.number) for name in wanted}
    failed = [name for name, well in passed.items() if not well]
    verdict = {"benchmark": "faults", "campaigns": len(passed), "failed": failed}
    print(json.dumps({**verdict, "within_limit": not failed}, ensure_ascii=False), flush=True)
    return 1 if failed else 0


def _run(name: str, number: int | None) -> bool:
    started = time.perf_counter()
    figures = _campaigns()[name](NUMBERS[name] if number is None else number)
    seconds = round(time.perf_counter() - started, 1)
    line = {"benchmark": "faults", **figures, "seconds": seconds}
    print(json.dumps(line, ensure_ascii=False), flush=True)
    return bool(figures["passed"])


def _campaigns() -> dict[str, Callable[[int], dict[str, object]]]:
    """Return the campaigns; their modules are imported only when one is run."""
    import app.ui  # noqa: F401, PLC0415  # pyright: ignore[reportUnusedImport] - before Qt
    from tests.faults.campaigns import disk, flips, kills, logs  # noqa: PLC0415

    return {
        "kills": lambda number: kills.campaign(number).figures(),
        "backup-acts": lambda _number: _backup_acts(),
        "logs": lambda number: logs.campaign(number).figures(),
        "header": lambda number: flips.header_campaign(number).figures(),
        "database": lambda number: flips.database_campaign(number).figures(),
        "full": lambda number: disk.full_campaign(number).figures(),
        "read-only": lambda number: disk.read_only_campaign(number).figures(),
    }


def _backup_acts() -> dict[str, object]:
    """Kill backup, restore and the way back at each thing they do to a file, every one."""
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", _KILL_BACKUP],
        check=False,
        cwd=ROOT,
        env={**os.environ, "PASSERELLE_TEST_ALL_KILLS": "1"},
        capture_output=True,
        text=True,
    )
    last = done.stdout.strip().rpartition("\n")[2]
    failures = [] if not done.returncode else done.stdout.splitlines()[-40:]
    return {
        "campaign": "backup-acts",
        "ending": last,
        "failures": failures,
        "passed": not done.returncode,
    }


_KILL_BACKUP = "tests/faults/test_kill_backup.py"
