"""The clock of the laptop keeps the hour of the wall over the changes of March and October."""

import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from app.bootstrap.clock import SystemClock
from app.domain.mandat import ends_at
from app.domain.mandat_listes import DureeMandat

PARIS = ZoneInfo("Europe/Paris")


@pytest.fixture(autouse=True)
def paris(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Set the laptop to the hour of Paris."""
    if not hasattr(time, "tzset"):
        pytest.skip("the time zone of a process cannot be set here")
    with monkeypatch.context() as patch:
        patch.setenv("TZ", "Europe/Paris")
        time.tzset()
        yield
    time.tzset()


def test_a_mandate_ends_at_the_hour_that_was_signed_whenever_that_is_read() -> None:
    """31 days after 10 March 2026, 10 h (UTC+1): 10 April, 10 h (UTC+2); and over October."""
    zone = SystemClock().zone()
    for start, end in (
        (datetime(2026, 3, 10, 9, tzinfo=UTC), datetime(2026, 4, 10, 8, tzinfo=UTC)),
        (datetime(2026, 10, 1, 8, tzinfo=UTC), datetime(2026, 11, 1, 9, tzinfo=UTC)),
    ):
        assert ends_at(start, DureeMandat.MOIS, zone).astimezone(UTC) == end
        assert end.astimezone(zone).hour == 10


def test_every_hour_of_a_year_is_that_of_paris_and_comes_back() -> None:
    zone, at = SystemClock().zone(), datetime(2026, 1, 1, 0, 30, tzinfo=UTC)
    while at.year == 2026:
        here, there = at.astimezone(zone), at.astimezone(PARIS)
        assert (here.replace(tzinfo=None), here.fold) == (there.replace(tzinfo=None), there.fold)
        assert here.astimezone(UTC) == at
        at += timedelta(hours=7 if at.month not in {3, 10} else 1)


def test_a_year_that_was_typed_wrong_is_a_moment_all_the_same() -> None:
    """It is refused as too early or too late, with words: Windows knows 1970 to 3000 only."""
    zone = SystemClock().zone()
    for typed in (datetime(1, 1, 1, 12), datetime(226, 11, 23, 12), datetime(9999, 12, 31, 12)):  # noqa: DTZ001 - the wall's
        at = typed.replace(tzinfo=zone)
        assert at.utcoffset() == timedelta(hours=1)
        assert at.astimezone(UTC).astimezone(zone) == at
