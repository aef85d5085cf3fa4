"""The clock of an open vault: its day never stands before a floor while a date is in doubt."""

from datetime import date, datetime, tzinfo

from app.domain.clock import Clock


class CautiousClock:
    """A `Clock` over the machine's own.

    Opening sets the floor where the machine's date is before what the database has lived through;
    it is lifted once the date is believed again. `now` is always the machine's: nothing is written
    while somebody is being asked.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._floor: date | None = None

    def not_before(self, day: date) -> None:
        """Show `day` as long as the machine shows an earlier one."""
        self._floor = day if day > self._clock.today() else None

    def believe(self) -> None:
        """Follow the machine again: its date was confirmed."""
        self._floor = None

    @property
    def is_in_doubt(self) -> bool:
        """Tell whether the machine's day is before the floor."""
        return self._floor is not None

    def now(self) -> datetime:
        """Return the machine's instant, in UTC."""
        return self._clock.now()

    def today(self) -> date:
        """Return the day on the wall, or the floor."""
        today = self._clock.today()
        return today if self._floor is None else max(today, self._floor)

    def zone(self) -> tzinfo:
        """Return the local time zone."""
        return self._clock.zone()
