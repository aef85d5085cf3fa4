"""Seconds of processor that processes use meanwhile, where the system tells them (Linux)."""

import os
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

_PROCESSES: Final = Path("/proc")
_PARENT, _TIMES = 1, slice(11, 15)  # fields behind the name: own and ended children's ticks


class Watch:
    """Counts from now on what some processes, by name, and all that they started use.

    `own` is this process's name, without whatever it started.
    """

    def __init__(self, pids: Mapping[str, int], *, own: str) -> None:
        self._pids, self._own = pids, own
        self._before = self._now()

    def used_s(self) -> dict[str, float]:
        """Return the seconds used since it began, by name."""
        return {name: used - self._before[name] for name, used in self._now().items()}

    def _now(self) -> dict[str, float]:
        found = {self._own: time.process_time()}
        if _PROCESSES.is_dir():
            known = dict(_processes())
            found |= {name: _of_all(pid, known) for name, pid in self._pids.items()}
        return found


def _processes() -> Iterator[tuple[int, list[str]]]:
    for folder in _PROCESSES.iterdir():
        if folder.name.isdigit():
            try:
                text = (folder / "stat").read_text()
            except OSError:  # it ended meanwhile
                continue
            yield int(folder.name), text.rpartition(")")[2].split()


def _of_all(first: int, known: Mapping[int, list[str]]) -> float:
    """Return what a process used, those that it started, and those of them that ended."""
    started = [pid for pid, fields in known.items() if int(fields[_PARENT]) == first]
    ticks = sum(map(int, known[first][_TIMES])) if first in known else 0
    return ticks / os.sysconf("SC_CLK_TCK") + sum(_of_all(one, known) for one in started)
