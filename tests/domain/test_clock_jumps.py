"""Whatever a clock does and whoever answers, nothing is erased early and nothing shown again late.

The laptop below is the rules alone: it opens, asks, hears the service. Its user is honest about the
date; the référent's answer is the only one that goes back. Unasked, nothing goes that is not due
within 45 days of an instant that was lived through: a laptop alone cannot know more.
"""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from app.domain.clock import TrustedInstant
from app.domain.retention_clock import LONGEST_ABSENCE, Vecu, Verdict

PARIS = ZoneInfo("Europe/Paris")
START = datetime(2026, 11, 22, 9, 12, tzinfo=UTC)
TERMS = [date(2026, 12, 1), date(2027, 6, 15), date(2028, 2, 29), date(2030, 11, 22)]


@dataclass
class Laptop:
    """What the program does with the rules at each opening."""

    true: datetime = START
    ahead: timedelta = timedelta(0)
    lived: Vecu = field(default_factory=Vecu)

    def __post_init__(self) -> None:
        self.left = set(TERMS)

    @property
    def clock(self) -> datetime:
        return self.true + self.ahead

    def honest(self) -> bool:
        return abs(self.ahead) <= timedelta(hours=12)

    def open(self, *, referent: bool, service: bool) -> None:
        now, before = self.clock, self.lived.trusted
        day = self.lived.day(now, PARIS)
        shown = {term for term in self.left if term > day}
        verdict = self.lived.judge(now)
        if self.lived.trusted is not None and self.lived.trusted.at <= self.true:
            known = self.lived.trusted.at.astimezone(PARIS).date()
            assert all(term > known for term in shown), "shown late"
        self.lived = self.lived.seen(now)
        if verdict is not Verdict.SURE and service:
            self.lived = self.lived.told(self.true)
            if not self.honest():
                return  # told that its clock is wrong, the program locks
            self.lived = self.lived.confirmed(now)
        elif self.may_say_yes(verdict, referent=referent):
            self.lived = self.lived.confirmed(now)
        if self.lived.may_erase(now):
            gone = {term for term in self.left if term <= now.astimezone(PARIS).date()}
            latest = self.true + timedelta(hours=12)  # somebody said yes, and is honest
            if verdict is Verdict.SURE and before is not None:
                latest = max(latest, before.at + LONGEST_ABSENCE)
            assert all(term <= latest.astimezone(PARIS).date() for term in gone), "erased early"
            self.left -= gone

    def may_say_yes(self, verdict: Verdict, *, referent: bool) -> bool:
        if verdict is Verdict.SURE or not self.honest() or not self.lived.can_be(self.clock):
            return False
        return referent or verdict is Verdict.EN_AVANT


steps = some.lists(
    some.tuples(
        some.timedeltas(timedelta(0), timedelta(days=500)),  # how long the laptop stays closed
        some.sampled_from([0, 0, 0, 3, 30, 44, 46, 400, 3000, -3, -30, -400, -3000]),  # days ahead
        some.booleans(),
        some.booleans(),
    ),
    max_size=12,
)


@settings(max_examples=300, deadline=None, derandomize=True)
@given(steps=steps)
def test_nothing_is_erased_early_nor_shown_late(
    steps: list[tuple[timedelta, int, bool, bool]],
) -> None:
    laptop = Laptop()
    laptop.open(referent=True, service=False)
    for absence, days, referent, service in steps:
        laptop.true += absence
        laptop.ahead = timedelta(days=days)
        laptop.open(referent=referent, service=service)


@settings(max_examples=200, deadline=None, derandomize=True)
@given(steps=steps, by_service=some.booleans())
def test_a_right_clock_always_finds_its_way_back(
    steps: list[tuple[timedelta, int, bool, bool]], *, by_service: bool
) -> None:
    """However far ahead the trusted date was left, the service or the référent repairs it."""
    laptop = Laptop()
    for absence, days, _, _ in steps:
        laptop.true += absence
        laptop.ahead = timedelta(days=days)
        laptop.lived = laptop.lived.seen(laptop.clock)  # nobody is asked, the worst case
    laptop.ahead = timedelta(0)
    laptop.open(referent=True, service=by_service)
    assert laptop.lived.judge(laptop.clock) is Verdict.SURE
    today = laptop.clock.astimezone(PARIS).date()
    assert laptop.lived.day(laptop.clock, PARIS) == today


@settings(max_examples=200, deadline=None, derandomize=True)
@given(jump=some.timedeltas(timedelta(days=-9000), timedelta(days=9000)))
def test_a_leap_alone_erases_nothing_and_shows_nothing_again(jump: timedelta) -> None:
    lived = Vecu(trusted=TrustedInstant(at=START))
    now = START + jump
    if lived.may_erase(now):
        assert timedelta(minutes=-10) <= jump <= LONGEST_ABSENCE
    assert lived.day(now, PARIS) >= date(2026, 11, 22)


@pytest.mark.parametrize(
    ("hours", "possible"), [(-13, False), (-11, True), (0, True), (9000, True)]
)
def test_no_word_goes_back_behind_what_the_service_signed(hours: int, *, possible: bool) -> None:
    lived = Vecu(trusted=TrustedInstant(at=START + timedelta(days=900)), heard=START)
    now = START + timedelta(hours=hours)
    assert lived.can_be(now) is possible
    if possible:
        assert lived.confirmed(now).trusted == TrustedInstant(at=now)
    else:
        with pytest.raises(ValueError, match="signed a later date"):
            lived.confirmed(now)


def test_minutes_back_over_midnight_show_nothing_again() -> None:
    """Five minutes back is no doubt; what went at midnight stays hidden all the same."""
    lived = Vecu(trusted=TrustedInstant(at=datetime(2026, 11, 30, 23, 3, tzinfo=UTC)))
    now = datetime(2026, 11, 30, 22, 58, tzinfo=UTC)
    assert lived.judge(now) is Verdict.SURE
    assert lived.day(now, PARIS) == date(2026, 12, 1)


def test_midnight_is_that_of_the_wall() -> None:
    """23 h 30 in Paris is 22 h 30 UTC in winter: the day has not turned."""
    lived = Vecu(trusted=TrustedInstant(at=datetime(2026, 11, 22, 22, 59, tzinfo=UTC)))
    assert lived.day(datetime(2026, 11, 22, 22, 59, tzinfo=UTC), PARIS) == date(2026, 11, 22)
    assert lived.day(datetime(2026, 11, 22, 23, 0, tzinfo=UTC), PARIS) == date(2026, 11, 23)
