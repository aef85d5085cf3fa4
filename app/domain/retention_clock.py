"""Whether the laptop's clock may be believed before something is erased (docs/decisions/0001).

An erasure cannot be undone, and a record past its term may not be shown: a clock set back would
keep too long, a clock set ahead would erase too early. Both are asked about.
"""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from app.domain.clock import CLOCK_TOLERANCE, TrustedInstant

LONGEST_ABSENCE: Final = timedelta(days=45)  # holidays and a month's leave; a set clock leaps more
SERVER_TOLERANCE: Final = timedelta(hours=12)  # a wrong zone is bothersome, and erases nothing


class Verdict(StrEnum):
    """What to do with an instant of the laptop's clock."""

    SURE = "sure"
    EN_ARRIERE = "en_arriere"  # before what the database has already lived through
    EN_AVANT = "en_avant"  # a leap nobody can tell from a wrong date


def judge(
    now: datetime, *, trusted: TrustedInstant | None, server: datetime | None = None
) -> Verdict:
    """Compare the clock with the last trusted instant, and with the server's date when known.

    A server heard after the trusted instant decides alone: it is nobody's laptop.
    """
    if server is not None and (trusted is None or server >= trusted.at - CLOCK_TOLERANCE):
        if abs(now - server) <= SERVER_TOLERANCE:
            return Verdict.SURE
        return Verdict.EN_AVANT if now > server else Verdict.EN_ARRIERE
    if trusted is None:
        return Verdict.SURE
    if not trusted.accepts(now):
        return Verdict.EN_ARRIERE
    return Verdict.EN_AVANT if now - trusted.at > LONGEST_ABSENCE else Verdict.SURE
