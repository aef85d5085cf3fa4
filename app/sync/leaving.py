"""Leave an exchange at once when the user cancels, whatever it waits for.

A name that is looked up, a script that chooses a proxy or a server that says nothing cannot be
interrupted from within. So the exchange has a thread of its own, which is left behind: it ends by
its own time limits and nobody listens. What it sent may have arrived: repeating it is harmless.
"""

import threading
from collections.abc import Callable
from typing import Final, Generic, TypeVar

from app.sync.gateway import GatewayError
from app.sync.outcomes import Outcome

AnswerT = TypeVar("AnswerT")
_LOOK_EVERY_S: Final = 0.05


class LeftError(GatewayError):
    """The exchange was cancelled and goes on alone, unheard."""

    def __init__(self) -> None:
        super().__init__(Outcome.INTERROMPUE)


class _Job(Generic[AnswerT]):
    """Work in a thread that may be left behind; `left` then runs after it, in that thread."""

    def __init__(self, work: Callable[[], AnswerT], left: Callable[[], None]) -> None:
        self._work = work
        self._left = left
        self._lock = threading.Lock()
        self._done = threading.Event()
        self._alone = False
        self._answers: list[AnswerT] = []
        self._faults: list[BaseException] = []

    def run(self) -> None:
        try:
            self._answers.append(self._work())
        except BaseException as fault:  # noqa: BLE001 - carried to whoever waits
            self._faults.append(fault)
        with self._lock:
            self._done.set()
            alone = self._alone
        if alone:
            self._left()

    def wait(self, cancelled: Callable[[], bool]) -> AnswerT:
        while not self._done.wait(_LOOK_EVERY_S):
            if cancelled() and self._leave():
                raise LeftError
        for fault in self._faults:
            raise fault
        return self._answers[0]

    def _leave(self) -> bool:
        with self._lock:
            self._alone = not self._done.is_set()
            return self._alone


def run_or_leave(
    work: Callable[[], AnswerT], cancelled: Callable[[], bool], *, left: Callable[[], None]
) -> AnswerT:
    """Return what `work` returns; once `cancelled`, raise at once and let it end alone.

    Raises:
        LeftError: cancelled; or what `work` raised.
    """
    job = _Job(work, left)
    threading.Thread(target=job.run, name="echange", daemon=True).start()
    return job.wait(cancelled)
