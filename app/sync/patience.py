"""Ask again what a passing fault kept from being answered: a few times, and never in step.

Every request is safe to repeat (docs/protocole.md § 3): what arrived and was not answered is told
as received. The waits grow and are drawn at random, so that two hundred laptops which lost the
service together do not come back together.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from random import SystemRandom
from typing import Final, TypeVar

from app.sync.gateway import GatewayError
from app.sync.outcomes import Outcome

AnswerT = TypeVar("AnswerT")

_PASSING: Final = frozenset(
    {
        Outcome.COUPURE,
        Outcome.DELAI,
        Outcome.SERVICE_INDISPONIBLE,
        Outcome.TROP_DE_DEMANDES,
    }
)
_SLICE_S: Final = 0.1  # between two looks at « cancel »


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """How often to ask, and how long to wait in between.

    The n-th wait is drawn between 0 and `first_s` · 2ⁿ⁻¹. Where the service says how long
    (`Retry-After`), that is the least; longer than `longest_s` is the next run's.
    """

    attempts: int = 3
    first_s: float = 2.0
    longest_s: float = 30.0
    sleep: Callable[[float], None] = time.sleep
    draw: Callable[[float, float], float] = SystemRandom().uniform

    def keep_asking(self, once: Callable[[], AnswerT], cancelled: Callable[[], bool]) -> AnswerT:
        """Return what `once` returns, or raise what its last attempt raised.

        Raises:
            GatewayError: the fault does not pass, or the user cancelled.
        """
        for attempt in range(1, self.attempts):
            try:
                return once()
            except GatewayError as failure:
                wait = self._wait_after(failure, attempt)
                if wait is None:
                    raise
            self._pause(wait, cancelled)
        return once()

    def _wait_after(self, failure: GatewayError, attempt: int) -> float | None:
        if failure.outcome not in _PASSING:
            return None
        asked = failure.retry_after_s or 0
        if asked > self.longest_s:
            return None
        return asked + self.draw(0.0, min(self.longest_s, self.first_s * 2 ** (attempt - 1)))

    def _pause(self, wait: float, cancelled: Callable[[], bool]) -> None:
        while wait > 0:
            if cancelled():
                raise GatewayError(Outcome.INTERROMPUE)
            self.sleep(min(wait, _SLICE_S))
            wait -= _SLICE_S


ONCE: Final = Patience(attempts=1)
