"""The 24 hours are real hours, whatever the wall and the laptop's clock do.

Figures from 000 l. 126 and 128, and retention-and-deadlines.md (d).
"""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.delais import Alerte, Compte, Delais, compte_demande, instants_of

PARIS = ZoneInfo("Europe/Paris")
DELAIS = Delais()
TWO_YEARS_S = 2 * 365 * 24 * 3600
MOMENTS = st.integers(0, TWO_YEARS_S).map(
    lambda seconds: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)
)


def clock(since: datetime) -> Compte:
    return compte_demande(DELAIS, since)


def test_the_figures_are_those_of_the_convention() -> None:
    assert (DELAIS.droits_h, DELAIS.violation_h) == (24, 24)
    assert (DELAIS.orange_h, DELAIS.rouge_h) == (12, 20)


@pytest.mark.parametrize("wrong", [{"orange_h": 20}, {"rouge_h": 24}, {"orange_h": 0}])
def test_a_warning_after_the_term_is_refused(wrong: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="orange"):
        Delais(**wrong)


@pytest.mark.parametrize(
    ("hours", "minutes", "expected"),
    [
        (0, 0, Alerte.VERT),
        (11, 59, Alerte.VERT),
        (12, 0, Alerte.ORANGE),
        (19, 59, Alerte.ORANGE),
        (20, 0, Alerte.ROUGE),
        (23, 59, Alerte.ROUGE),
        (24, 0, Alerte.DEPASSE),
        (400, 0, Alerte.DEPASSE),
    ],
)
def test_each_colour_begins_on_its_hour(hours: int, minutes: int, expected: Alerte) -> None:
    since = datetime(2026, 11, 22, 8, 5, tzinfo=UTC)
    assert clock(since).alerte(since + timedelta(hours=hours, minutes=minutes)) is expected


def test_what_comes_on_friday_evening_is_due_on_saturday_evening() -> None:
    friday = datetime(2026, 11, 20, 18, 30, tzinfo=PARIS)
    assert clock(friday).ends_at == datetime(2026, 11, 21, 18, 30, tzinfo=PARIS)


def test_the_night_of_twenty_five_hours_ends_an_hour_earlier_on_the_wall() -> None:
    saturday = datetime(2026, 10, 24, 15, 0, tzinfo=PARIS)  # the clocks go back at 3 on the 25th
    assert f"{clock(saturday).ends_at.astimezone(PARIS):%d/%m %H:%M}" == "25/10 14:00"


def test_the_night_of_twenty_three_hours_ends_an_hour_later_on_the_wall() -> None:
    saturday = datetime(2027, 3, 27, 15, 0, tzinfo=PARIS)  # the clocks leap at 2 on the 28th
    assert f"{clock(saturday).ends_at.astimezone(PARIS):%d/%m %H:%M}" == "28/03 16:00"


@given(since=MOMENTS, seconds=st.integers(0, 60 * 3600))
def test_what_is_left_and_what_went_by_are_always_a_day_of_real_time(
    since: datetime, seconds: int
) -> None:
    now = since + timedelta(seconds=seconds)
    local = clock(since.astimezone(PARIS))  # typed on the wall, whatever the season
    assert local.remaining(now) + timedelta(seconds=seconds) == timedelta(hours=24)
    assert (local.alerte(now) is Alerte.DEPASSE) == (seconds >= 24 * 3600)
    assert local.is_late(now) == (seconds > 24 * 3600)


@given(since=MOMENTS, back=st.integers(1, 10_000_000))
def test_a_clock_set_back_never_gives_more_than_a_day(since: datetime, back: int) -> None:
    now = since - timedelta(seconds=back)
    assert clock(since).remaining(now) == timedelta(hours=24)
    assert clock(since).alerte(now) is Alerte.VERT


@given(since=MOMENTS, first=st.integers(0, 200_000), more=st.integers(0, 200_000))
def test_the_alarm_never_becomes_milder(since: datetime, first: int, more: int) -> None:
    order = [Alerte.VERT, Alerte.ORANGE, Alerte.ROUGE, Alerte.DEPASSE]
    early = clock(since).alerte(since + timedelta(seconds=first))
    late = clock(since).alerte(since + timedelta(seconds=first + more))
    assert order.index(late) >= order.index(early)


def test_an_hour_shown_twice_in_autumn_has_two_instants_and_the_first_is_the_earlier() -> None:
    assert instants_of(date(2026, 10, 25), time(2, 30), PARIS) == (
        datetime(2026, 10, 25, 0, 30, tzinfo=UTC),
        datetime(2026, 10, 25, 1, 30, tzinfo=UTC),
    )


def test_an_hour_that_spring_skips_has_none() -> None:
    assert instants_of(date(2027, 3, 28), time(2, 30), PARIS) == ()
    assert instants_of(date(2027, 3, 28), time(3, 0), PARIS) == (
        datetime(2027, 3, 28, 1, 0, tzinfo=UTC),
    )


def test_midnight_belongs_to_the_day_that_begins() -> None:
    assert instants_of(date(2026, 11, 22), time(0, 0), PARIS) == (
        datetime(2026, 11, 21, 23, 0, tzinfo=UTC),
    )


@given(at=MOMENTS)
def test_every_instant_is_found_again_by_what_the_wall_showed(at: datetime) -> None:
    local = at.astimezone(PARIS)
    wall = local.replace(tzinfo=None, fold=0)
    assert at in instants_of(wall.date(), wall.time(), PARIS)
