"""The service's clock: instants in UTC, days in the Département's own time zone."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True)
class SystemClock:
    """The machine's clock; a server often runs in UTC, so the zone of the day is named."""

    local: ZoneInfo

    def now(self) -> datetime:
        """Return the current instant, aware, in UTC."""
        return datetime.now(UTC)

    def today(self) -> date:
        """Return the day on the wall of the Département's offices."""
        return datetime.now(self.local).date()

    def zone(self) -> ZoneInfo:
        """Return the time zone of the Département's offices."""
        return self.local
