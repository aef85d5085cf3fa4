"""What a run asks beside decisions and prescriptions: all of it; on a far line one thing in turn.

Over 600 ms each question costs as much as five prescriptions. A worker who sends on such a line
waits for one of them; a run that has nothing to send, like one on a near line, asks them all.
"""

import time
from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager
from typing import Final

from app.storage import parametres
from app.usecases.workplace import Workplace

FAR_S: Final = 0.4
"""From how long a small question lasts, at best, the line is a far one."""
_TURN: Final = "synchronisation.tour"


class Distance:
    """How far the other side is: what the quickest of a run's small questions took."""

    def __init__(self) -> None:
        self._quickest_s: float | None = None

    @contextmanager
    def measured(self) -> Generator[None]:
        """Measure one question; one that failed says nothing."""
        start = time.perf_counter()
        yield
        lasted = time.perf_counter() - start
        if self._quickest_s is None or lasted < self._quickest_s:
            self._quickest_s = lasted

    @property
    def is_far(self) -> bool:
        """Tell whether every question took long."""
        return self._quickest_s is not None and self._quickest_s >= FAR_S


def run_errands(
    workplace: Workplace, errands: Sequence[Callable[[], object]], *, one_only: bool
) -> None:
    """Run all of them, or the one whose turn it is; a run later it is the next one's."""
    if not one_only:
        for errand in errands:
            errand()
        return
    with workplace.database.reading() as session:
        turn = parametres.number(session, _TURN)
    errands[turn % len(errands)]()
    with workplace.database.writing() as session:
        parametres.keep(session, _TURN, (turn + 1) % len(errands))
