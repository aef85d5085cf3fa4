"""The whole exchange at random: `python -m benchmarks exchange [--number N] [--seed S] …`.

Schedules are run in shares of a hundred, by as many processes as wanted, from seeds that follow
from `--seed`. With `--journal FILE` each share that ended is written down and not run again: a long
campaign may be stopped at any moment. `--replay N` instead lets N laptops bring the same batches at
once to a service of two processes, over SQLite or `--postgresql`. The tests run a few of each
(tests/exchange).
"""

import argparse
import json
import logging
import os
import sys
import time
import traceback
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from multiprocessing import get_context
from pathlib import Path
from typing import Final

NUMBER: Final = 10_000
STEPS: Final = 14
SHARE: Final = 100
_LINES: Final = 60  # of a failure: the schedule that Hypothesis made of it stands at the end


def measure() -> dict[str, object]:
    """Run the campaign whole; for `python -m benchmarks` without a name it is not run."""
    return {"within_limit": main([]) == 0}


def main(arguments: Sequence[str]) -> int:
    """Run what is asked; 1 when something was lost, doubled or shown that is not."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks exchange", description=__doc__)
    parser.add_argument("--number", type=int, default=NUMBER, help="how many schedules")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--steps", type=int, default=STEPS, help="of one schedule, at most")
    parser.add_argument("--processes", type=int, default=min(2, os.cpu_count() or 1))
    parser.add_argument("--demarches", action="store_true", help="by Démarches simplifiées")
    parser.add_argument("--journal", type=Path, help="where ended shares are written down")
    parser.add_argument("--postgresql", action="store_true", help="replay over PostgreSQL")
    parser.add_argument("--replay", type=int, default=0, help="laptops at once, no schedules")
    options = parser.parse_args(arguments)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    figures = _replay(options) if options.replay else _campaign(options)
    print(json.dumps({"benchmark": "exchange", **figures}, ensure_ascii=False), flush=True)
    return 0 if figures["within_limit"] else 1


def _campaign(options: argparse.Namespace) -> dict[str, object]:
    started, failures, done = time.perf_counter(), list[str](), 0
    for share in _shares(options):
        done += int(share["schedules"])
        failures += [str(share["failure"])] if share["failure"] else []
        print(json.dumps(share, ensure_ascii=False), file=sys.stderr, flush=True)
    return {
        "schedules": done,
        "seed": options.seed,
        "steps": options.steps,
        "demarches": options.demarches,
        "seconds": round(time.perf_counter() - started, 1),
        "failures": failures,
        "within_limit": not failures and done >= options.number,
    }


def _shares(options: argparse.Namespace) -> Iterator[dict[str, str | int]]:
    """Give every share of the campaign: those written down, then the others as they end."""
    form: bool = options.demarches
    known = _read(options.journal, (options.seed, options.steps, form))
    yield from known.values()
    wanted = range(-(-options.number // SHARE))
    left = [number for number in wanted if number not in known]
    with ProcessPoolExecutor(options.processes, mp_context=get_context("spawn")) as pool:
        running = [
            pool.submit(_share, options.seed, number, options.steps, _size(options, number), form)
            for number in left
        ]
        for one in as_completed(running):
            share = one.result()
            if options.journal is not None:
                with options.journal.open("a", encoding="utf-8") as file:
                    file.write(json.dumps(share, ensure_ascii=False) + "\n")
            yield share


def _size(options: argparse.Namespace, number: int) -> int:
    whole: int = options.number
    return min(SHARE, whole - number * SHARE)


def _read(journal: Path | None, wanted: tuple[int, int, bool]) -> dict[int, dict[str, str | int]]:
    if journal is None or not journal.exists():
        return {}
    found = [json.loads(line) for line in journal.read_text(encoding="utf-8").splitlines()]
    same = [one for one in found if (one["seed"], one["steps"], one["demarches"]) == wanted]
    return {one["share"]: one for one in same}


def _share(
    seed: int,
    number: int,
    steps: int,
    schedules: int,
    demarches: bool,  # noqa: FBT001 - of a pool
) -> dict[str, str | int]:
    """Run one share in a process of the pool."""
    import app.ui  # noqa: F401, PLC0415  # pyright: ignore[reportUnusedImport] - before Qt
    from tests.exchange.campaign import run  # noqa: PLC0415
    from tests.exchange.dossiers_machine import Dossiers  # noqa: PLC0415
    from tests.exchange.machine import Exchange  # noqa: PLC0415

    logging.disable(logging.CRITICAL)  # the service notes every refusal, and here there are many
    machine = Dossiers if demarches else Exchange
    started, failure = time.process_time(), ""
    try:
        # as it was drawn: to make it short is for whoever looks into it
        seed_ = seed * 1_000_000 + number
        run(schedules, seed_=seed_, steps=steps, shrinks=False, machine=machine)
    except Exception:  # noqa: BLE001 - whatever it is, it is what the campaign looks for
        failure = "\n".join(traceback.format_exc().splitlines()[-_LINES:])
    return {
        "share": number,
        "seed": seed,
        "steps": steps,
        "demarches": demarches,
        "schedules": schedules,
        "cpu_seconds": round(time.process_time() - started),
        "failure": failure,
    }


def _replay(options: argparse.Namespace) -> dict[str, object]:
    from benchmarks.department_service import new_database, postgresql  # noqa: PLC0415
    from tests.exchange.crowd import replay_at_two_processes  # noqa: PLC0415

    logging.disable(logging.CRITICAL)
    if not options.postgresql:
        return replay_at_two_processes(options.replay)
    with postgresql() as server:
        return replay_at_two_processes(options.replay, new_database(server))
