"""The clock as a port: rules receive days and instants, they never read the machine's clock.

Decision: docs/decisions/0001-clock.md.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from typing import Protocol

CLOCK_TOLERANCE = timedelta(minutes=10)  # laptops drift; below this nobody is bothered


class Clock(Protocol):
    """Where a use case takes its time from."""

    def now(self) -> datetime:
        """Return the current instant, aware, in UTC."""
        ...

    def today(self) -> date:
        """Return the day on the user's wall (local time zone)."""
        ...

    def zone(self) -> tzinfo:
        """Return the local time zone."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class TrustedInstant:
    """The latest instant that this database is known to have lived through (UTC)."""

    at: datetime

    def accepts(self, now: datetime) -> bool:
        """Tell whether `now` can be believed: a clock set back before `at` cannot."""
        return now + CLOCK_TOLERANCE >= self.at

    def after(self, now: datetime) -> "TrustedInstant":
        """Return the trusted instant once `now` was seen: it never goes back."""
        return TrustedInstant(at=max(self.at, now))
