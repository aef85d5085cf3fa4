"""Numbers of carnets: runs that follow each other, written as people write them.

Sources: carnets of 10 Pass (001 art. 4, 003 l. 19), of any operator; « stocker les carnets dans un
lieu sécurisé » and count them (003 l. 172, obligations S3-35).
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

HIGHEST_NUMBER: Final = 2**53 - 1
MOST_RUNS: Final = 200
_RUN: Final = re.compile(r"(\d{1,15})(?:\s*(?:-|–|à|a)\s*(\d{1,15}))?\Z", re.ASCII)
EXPIRY_ALERTS_DAYS: Final = (30, 15, 7)  # J-30, J-15, J-7: obligations, echeances of the Pass


class RunsError(ValueError):
    """What was typed is no list of numbers; `part` is the part that is not understood."""

    def __init__(self, part: str) -> None:
        super().__init__("not a list of numbers")
        self.part = part


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Carnets whose numbers follow each other, both ends included."""

    first: int
    last: int

    def __post_init__(self) -> None:
        if not 0 <= self.first <= self.last <= HIGHEST_NUMBER:
            raise ValueError("a run of carnets goes from its first number to its last")

    @property
    def carnets(self) -> int:
        """Return how many carnets these are."""
        return self.last - self.first + 1

    def common(self, other: "Run") -> "Run | None":
        """Return the carnets that are in both, None where there is none."""
        first, last = max(self.first, other.first), min(self.last, other.last)
        return Run(first=first, last=last) if first <= last else None


def parse_runs(text: str) -> tuple[Run, ...]:
    """Read « 101-150, 160 » as runs in order; what overlaps or touches is joined.

    Raises:
        RunsError: a part is no number and no pair of numbers in order, or there are too many.
    """
    parts = [part.strip() for part in re.split(r"[,;\n]", text) if part.strip()]
    if len(parts) > MOST_RUNS:
        raise RunsError(parts[MOST_RUNS])
    return joined(_run(part) for part in parts)


def joined(runs: Iterable[Run]) -> tuple[Run, ...]:
    """Return the same carnets in as few runs as possible, in order."""
    found: list[Run] = []
    for run in sorted(runs, key=lambda one: one.first):
        if found and run.first <= found[-1].last + 1:
            last = max(found[-1].last, run.last)
            found[-1] = Run(first=found[-1].first, last=last)
        else:
            found.append(run)
    return tuple(found)


def without(runs: Sequence[Run], taken: Sequence[Run]) -> tuple[Run, ...]:
    """Return the carnets of `runs` that are not in `taken`, in order."""
    left = list(joined(runs))
    for gone in joined(taken):
        left = [piece for run in left for piece in _cut(run, gone)]
    return tuple(left)


def count(runs: Iterable[Run]) -> int:
    """Return how many carnets these runs hold; they do not overlap."""
    return sum(run.carnets for run in runs)


def written(number: int, *, prefix: str, digits: int) -> str:
    """Return a carnet's number as it is printed on it."""
    return f"{prefix}{number:0{digits}}"


def as_read(text: str) -> str:
    """Return a printed number, or its prefix, so that capitals and spaces tell none apart."""
    return text.casefold().replace(" ", "")


def _cut(run: Run, gone: Run) -> list[Run]:
    common = run.common(gone)
    if common is None:
        return [run]
    before = [Run(first=run.first, last=common.first - 1)] if run.first < common.first else []
    after = [Run(first=common.last + 1, last=run.last)] if common.last < run.last else []
    return [*before, *after]


def _run(part: str) -> Run:
    found = _RUN.match(part)
    if found is None:
        raise RunsError(part)
    first = int(found[1])
    last = int(found[2]) if found[2] else first
    if last < first:
        raise RunsError(part)
    return Run(first=first, last=last)
