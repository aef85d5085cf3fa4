"""Kill -9 at a hundred moments of real work: interviews, prescriptions, purge, backup, restore,
change of keys, migration. Afterwards nothing that was said to be kept is lost, nothing is half
done, and the laptop works on."""

import tempfile
from collections.abc import Sequence
from pathlib import Path
from random import Random

from tests.faults.campaigns.laptop import quick
from tests.faults.campaigns.moments import draw, run
from tests.faults.campaigns.verdict import SEED, Verdict
from tests.faults.campaigns.works import WORKS, Work

_MOST_DRAWS = 20  # a delay may carry a moment past the end of the work: another is drawn


def campaign(number: int = 100) -> Verdict:
    """Kill `number` times, shared between the works; the whole campaign is a hundred."""
    verdict = Verdict(campaign="kills", seed=SEED)
    for work in WORKS:
        kills = max(1, round(work.kills * number / 100)) if number else 0
        kill_in(work, kills, verdict)
    return verdict


def kill_in(work: Work, kills: int, verdict: Verdict) -> None:
    """Kill one work at so many moments of its own seed."""
    chance = Random(f"{SEED}-{work.name}")  # noqa: S311 - a fixed draw
    with quick(), tempfile.TemporaryDirectory() as folder:
        laptop = work.scene(Path(folder))
        acts = run(lambda say: work.work(laptop, say)).acts
        for number in range(kills):

            def look() -> str:
                for _ in range(_MOST_DRAWS):
                    laptop.again()
                    ended = run(lambda say: work.work(laptop, say), draw(chance, acts))
                    if ended.killed:
                        return f"{work.name}: {work.look(laptop, ended.said)}"
                raise RuntimeError("no kill fell into the work")

            verdict.judge(f"{work.name}, kill {number + 1}", look)


def names() -> Sequence[str]:
    """Return the works that are killed in."""
    return [work.name for work in WORKS]
