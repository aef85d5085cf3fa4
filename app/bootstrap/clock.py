"""The machine's clock."""

from datetime import UTC, date, datetime, timedelta, tzinfo

from app.ui.typed import override


class SystemZone(tzinfo):
    """The time zone of the laptop, with the offset that it has on each day.

    The offset of today alone would move by an hour what is dated beyond a change of clock: the end
    of a mandate, the hours of a permanence.
    """

    @override
    def utcoffset(self, dt: datetime | None, /) -> timedelta | None:
        at = datetime.now() if dt is None else dt  # noqa: DTZ005 - the wall's
        return at.replace(tzinfo=None).astimezone().utcoffset()

    @override
    def dst(self, dt: datetime | None, /) -> None:
        """Return nothing: only the whole offset is known."""

    @override
    def tzname(self, dt: datetime | None, /) -> str | None:
        at = datetime.now() if dt is None else dt  # noqa: DTZ005 - the wall's
        return at.replace(tzinfo=None).astimezone().tzname()

    @override
    def fromutc(self, dt: datetime, /) -> datetime:
        found = dt.replace(tzinfo=UTC).astimezone()
        wall = found.replace(tzinfo=None)
        again = wall.astimezone().utcoffset() != found.utcoffset()  # the hour that comes twice
        return wall.replace(tzinfo=self, fold=int(again))


_ZONE = SystemZone()


class SystemClock:
    """The clock of the laptop; a `Clock` for the whole program."""

    def now(self) -> datetime:
        """Return the current instant in UTC."""
        return datetime.now(tz=UTC)

    def today(self) -> date:
        """Return the day on the user's wall."""
        return datetime.now(tz=self.zone()).date()

    def zone(self) -> tzinfo:
        """Return the laptop's time zone."""
        return _ZONE
