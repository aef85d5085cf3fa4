"""How fast drafts may be asked for: the platform refuses the sixteenth of 15 seconds.

Several prescribers of one town hall share its address, so a laptop takes less (§ 7: « ≤ 1 POST/s
and ≤ 12 per 15 s »). One pace serves all the runs of a program.
"""

import time
from collections import deque
from collections.abc import Callable
from typing import Final

from app.sync.gateway import GatewayError
from app.sync.outcomes import Outcome

MOST, PERIOD_S, GAP_S = 12, 15.0, 1.0
LONGEST_S: Final = 60.0  # a longer wait is the next run's
_SLICE_S: Final = 0.2  # between two looks at « cancel »


class Pace:
    """Waits before each draft. `now` counts seconds and never goes back; `sleep` lets them pass."""

    def __init__(
        self,
        now: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._now = now
        self._sleep = sleep
        self._made: deque[float] = deque(maxlen=MOST)
        self._not_before = 0.0

    def wait(self, cancelled: Callable[[], bool]) -> None:
        """Return when the next draft may be asked for, and count it.

        Raises:
            GatewayError: cancelled meanwhile, or the platform asked for a long wait.
        """
        left = self._free_at() - self._now()
        if left > LONGEST_S:
            raise GatewayError(Outcome.TROP_DE_DEMANDES, retry_after_s=round(left))
        while not cancelled():
            left = self._free_at() - self._now()
            if left <= 0:
                break
            self._sleep(min(left, _SLICE_S))
        else:
            raise GatewayError(Outcome.INTERROMPUE)
        self._made.append(self._now())

    def hold(self, seconds: float) -> None:
        """Ask for nothing for so long: the platform said so (`Retry-After`)."""
        self._not_before = max(self._not_before, self._now() + seconds)

    def _free_at(self) -> float:
        found = self._not_before
        if self._made:
            found = max(found, self._made[-1] + GAP_S)
        if len(self._made) == MOST:
            found = max(found, self._made[0] + PERIOD_S)
        return found
