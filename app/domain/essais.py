"""How long somebody waits after wrong passphrases: longer each time, never for ever.

Decision: docs/decisions/0021-waits-after-wrong-passphrases.md.
"""

from datetime import datetime, timedelta
from typing import Final

FREE: Final = 2  # a capital letter forgotten, a keyboard in another language
_WAITS_S: Final = (15, 30, 120, 300, 600, 1200, 2400, 3600, 5400)


def wait_after(missed: int) -> timedelta:
    """Return the wait before the next try, after `missed` wrong passphrases in a row.

    Source: CNIL, délibération 2022-100, a wait that grows with the failures; the figures are those
    of délibération 2017-012 which it replaced: over one minute after five failures, and 25 tries at
    most in 24 hours.
    """
    if missed <= FREE:
        return timedelta(0)
    return timedelta(seconds=_WAITS_S[min(missed - FREE, len(_WAITS_S)) - 1])


def remaining(missed: int, last_at: datetime, now: datetime) -> timedelta:
    """Return what is left of the wait at `now`; never more than the whole wait.

    A clock set back cannot make it longer than it was.
    """
    whole = wait_after(missed)
    return max(timedelta(0), min(whole, last_at + whole - now))
