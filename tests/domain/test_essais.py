from datetime import UTC, datetime, timedelta

import pytest

from app.domain.essais import remaining, wait_after

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("missed", "seconds"),
    [(0, 0), (1, 0), (2, 0), (3, 15), (4, 30), (5, 120), (6, 300), (11, 5400)],
)
def test_each_wrong_passphrase_makes_the_wait_longer(missed: int, seconds: int) -> None:
    assert wait_after(missed) == timedelta(seconds=seconds)


def test_nobody_is_ever_locked_out() -> None:
    assert wait_after(1_000_000) == timedelta(hours=1, minutes=30)


def test_five_failures_cost_over_a_minute_and_a_day_gives_25_tries() -> None:
    """The figures of CNIL's délibération 2017-012."""
    assert wait_after(5) > timedelta(minutes=1)
    passed, tries = timedelta(0), 0
    while passed < timedelta(hours=24):
        tries += 1
        passed += wait_after(tries)
    assert tries == 25


def test_the_wait_runs_from_the_last_failure() -> None:
    assert remaining(5, NOON, NOON + timedelta(seconds=20)) == timedelta(seconds=100)
    assert remaining(5, NOON, NOON + timedelta(seconds=120)) == timedelta(0)
    assert remaining(5, NOON, NOON + timedelta(days=1)) == timedelta(0)


def test_a_clock_set_back_makes_no_wait_longer_than_it_was() -> None:
    assert remaining(5, NOON, NOON - timedelta(days=400)) == timedelta(seconds=120)
