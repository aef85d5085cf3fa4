"""The machine's clock."""

from datetime import UTC, date, datetime, timedelta, tzinfo

from app.ui.typed import override

_FIRST, _LAST = 1972, 2996  # years between which every system tells its offset; both leap


class SystemZone(tzinfo):
    """The time zone of the laptop, with the offset that it has on each day.

    The offset of today alone would move by an hour what is dated beyond a change of clock: the end
    of a mandate, the hours of a permanence.
    """

    @override
    def utcoffset(self, dt: datetime | None, /) -> timedelta | None:
        return _told(dt).utcoffset()

    @override
    def dst(self, dt: datetime | None, /) -> None:
        """Return nothing: only the whole offset is known."""

    @override
    def tzname(self, dt: datetime | None, /) -> str | None:
        return _told(dt).tzname()

    @override
    def fromutc(self, dt: datetime, /) -> datetime:
        offset = _within(dt).replace(tzinfo=UTC).astimezone().utcoffset() or timedelta()
        wall = dt + offset
        again = self.utcoffset(wall) != offset  # the hour that comes twice
        return wall.replace(fold=int(again))


def _told(wall: datetime | None) -> datetime:
    """Return an hour of the wall with its offset."""
    at = datetime.now() if wall is None else wall  # noqa: DTZ005 - the wall's
    return _within(at).replace(tzinfo=None).astimezone()


def _within(at: datetime) -> datetime:
    """Bring a year typed wrong (« 0226 », « 9999 ») where the system knows an offset."""
    return at.replace(year=min(max(at.year, _FIRST), _LAST))


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
