"""Whether the laptop's clock may be believed before something is erased (docs/decisions/0001).

An erasure cannot be undone, and a record past its term may not be shown: a clock set back would
keep too long, a clock set ahead would erase too early. Both are asked about.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta, tzinfo
from enum import StrEnum
from typing import Final

from app.domain.clock import CLOCK_TOLERANCE, TrustedInstant
from app.domain.retention import day_of

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Vecu:
    """What a database knows of the time: what it lived through, and what the service last said.

    `trusted` may be wrong too: a clock that was ahead for a while leaves it ahead. `heard` comes
    under a signature, so that no clock can be before it.
    """

    trusted: TrustedInstant | None = None
    heard: datetime | None = None

    def judge(self, now: datetime) -> Verdict:
        """Compare the clock with what was lived through."""
        return judge(now, trusted=self.trusted)

    def seen(self, now: datetime) -> "Vecu":
        """Return what is known once the program was opened at `now`: only a sure date counts."""
        if self.judge(now) is not Verdict.SURE:
            return self
        later = TrustedInstant(at=now) if self.trusted is None else self.trusted.after(now)
        return replace(self, trusted=later)

    def can_be(self, now: datetime) -> bool:
        """Tell whether somebody may confirm `now`: never before what the service has signed."""
        return self.heard is None or now >= self.heard - SERVER_TOLERANCE

    def confirmed(self, now: datetime) -> "Vecu":
        """Return what is known once somebody confirmed `now`, even before what was believed.

        Raises:
            ValueError: the service has signed a later date.
        """
        if not self.can_be(now):
            raise ValueError("the service has signed a later date")
        return replace(self, trusted=TrustedInstant(at=now))

    def told(self, server: datetime) -> "Vecu":
        """Return what is known once the service said its date: it decides, forwards and back."""
        return Vecu(trusted=TrustedInstant(at=server), heard=server)

    def day(self, now: datetime, zone: tzinfo) -> date:
        """Return the day by which what is due is hidden: never before the one lived through.

        So a clock set back, even by the minutes that nobody is asked about, shows nothing that was
        hidden the day before.
        """
        today = day_of(now, zone)
        return today if self.trusted is None else max(today, day_of(self.trusted.at, zone))

    def may_erase(self, now: datetime) -> bool:
        """Tell whether what is due by `now` may be erased without asking anybody."""
        return self.judge(now) is Verdict.SURE
