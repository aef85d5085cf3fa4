"""The machine's clock."""

from datetime import UTC, date, datetime, tzinfo


class SystemClock:
    """The clock of the laptop; a `Clock` for the whole program."""

    def now(self) -> datetime:
        """Return the current instant in UTC."""
        return datetime.now(tz=UTC)

    def today(self) -> date:
        """Return the day on the user's wall."""
        return datetime.now(tz=self.zone()).date()

    def zone(self) -> tzinfo:
        """Return the laptop's time zone as it is now (its offset changes in March and October)."""
        zone = datetime.now(tz=UTC).astimezone().tzinfo
        return zone or UTC
