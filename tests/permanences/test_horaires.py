"""Hours as agents type them, as OpenStreetMap writes them, and how many they make."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from opening_hours import OpeningHours

from app.domain.feries import easter, feries
from app.domain.horaires import (
    WEEKS,
    Alternance,
    HorairesError,
    Plage,
    Semaine,
    alternance,
    day_words,
    read_day,
    read_osm,
    semaine,
    write_osm,
)


@pytest.mark.parametrize(
    ("typed", "spans"),
    [
        ("9h-12h", [(540, 720)]),
        ("9 h – 12 h 30, 14h – 17h", [(540, 750), (840, 1020)]),
        ("de 9h à 12h et de 13:30 à 18:00", [(540, 720), (810, 1080)]),
        ("9-12, 12-14", [(540, 840)]),  # they touch: one opening
        ("fermé", []),
        ("", []),
        ("20h - 24h", [(1200, 1440)]),
    ],
)
def test_hours_are_read_as_people_write_them(typed: str, spans: list[tuple[int, int]]) -> None:
    found = read_day(1, typed)
    assert [(one.debut, one.fin) for one in found] == spans
    assert read_day(1, day_words(semaine(found), 1)) == found  # what is shown can be typed again


@pytest.mark.parametrize("typed", ["12h-9h", "9h", "9h-25h", "9h60-12h", "le matin"])
def test_what_is_no_hours_is_refused(typed: str) -> None:
    with pytest.raises(HorairesError):
        read_day(0, typed)


@pytest.mark.parametrize(
    ("days", "half_days"),
    [
        ({0: "9h-12h"}, 1),  # 002, l. 117: « 1 demi-journée »
        ({0: "9h-12h, 14h-17h"}, 2),  # l. 120: « 1 journée »
        ({0: "9h-12h", 3: "14h-17h"}, 2),  # l. 123: « 2 demi-journées »
        ({1: "9h-17h", 3: "9h-12h, 13h30-17h"}, 4),  # l. 116: « 2 journées »
        ({0: "10h-14h"}, 1),  # an hour after 13 h is no second half-day
        ({0: "17h-18h"}, 1),
    ],
)
def test_half_days_are_counted_as_the_convention_speaks_of_them(
    days: dict[int, str], half_days: int
) -> None:
    week = semaine(one for jour, text in days.items() for one in read_day(jour, text))
    assert week.demi_journees == half_days


_SPANS = st.builds(
    lambda jour, debut, length: Plage(jour=jour, debut=debut, fin=min(debut + length, 1440)),
    st.integers(0, 6),
    st.integers(0, 1439),
    st.integers(1, 600),
)


@settings(max_examples=40, deadline=None)
@given(spans=st.lists(_SPANS, max_size=8), holidays=st.booleans())
def test_another_reader_of_openstreetmap_opens_and_closes_at_the_same_minutes(
    spans: list[Plage], *, holidays: bool
) -> None:
    week = semaine(spans)
    text = write_osm(week, feries=holidays, vacances=True)
    assert read_osm(text) == week
    if not week.plages:
        return
    monday = datetime(2026, 11, 9)  # noqa: DTZ001 - the wall's; 11 November, a holiday, is the Wednesday
    theirs = OpeningHours(text, country="FR")
    wanted = [one for one in week.plages if holidays or one.jour != 2]
    found = [
        (start, end)
        for start, end, state, _ in theirs.intervals(monday, monday + timedelta(days=7))
        if str(state) == "open"
    ]
    assert sum((end - start).total_seconds() / 60 for start, end in found) == sum(
        one.minutes for one in wanted
    )
    for one in wanted:
        at = monday + timedelta(days=one.jour, minutes=one.debut)
        assert any(start <= at < end for start, end in found)


def test_a_week_keeps_its_openings_apart() -> None:
    with pytest.raises(ValueError, match="apart"):
        Semaine(plages=(Plage(jour=0, debut=540, fin=720), Plage(jour=0, debut=700, fin=800)))


def test_the_holidays_are_those_of_the_code_du_travail() -> None:
    """Easter 2024, 2025, 2026: 31 March, 20 April, 5 April; 2038: 25 April, the latest there is."""
    assert [easter(year) for year in (2024, 2025, 2026, 2038)] == [
        date(2024, 3, 31), date(2025, 4, 20), date(2026, 4, 5), date(2038, 4, 25),
    ]  # fmt: skip
    assert len(feries(2026)) == 11
    assert feries(2026)[date(2026, 5, 14)] == "Ascension"
    more = set(feries(2026, "67")) - set(feries(2026))
    assert more == {date(2026, 4, 3), date(2026, 12, 26)}


def test_midnight_ends_a_day() -> None:
    assert read_day(0, "20h-24h")[0].fin == 24 * 60
    assert time(*divmod(read_day(0, "8h15-9h")[0].debut, 60)) == time(8, 15)


_ALTERNATING = st.builds(
    lambda plage, which: replace(plage, semaines=which), _SPANS, st.sampled_from(Alternance)
)


@settings(max_examples=25, deadline=None)
@given(spans=st.lists(_ALTERNATING, max_size=6))
def test_another_reader_opens_the_odd_and_the_even_weeks_at_the_same_minutes(
    spans: list[Plage],
) -> None:
    """Weeks 47 and 48 of 2026, ISO: Monday 16 November is odd, Monday 23 November even."""
    week = semaine(spans)
    text = write_osm(week, feries=True, vacances=True)
    assert read_osm(text) == week
    if not week.plages:
        return
    theirs = OpeningHours(text, country="FR")
    for monday, which in ((16, Alternance.IMPAIRES), (23, Alternance.PAIRES)):
        start = datetime(2026, 11, monday)  # noqa: DTZ001 - the wall's
        found = sum(
            (end - begin).total_seconds() / 60
            for begin, end, state, _ in theirs.intervals(start, start + timedelta(days=7))
            if str(state) == "open"
        )
        assert found == week.minutes_in(which)
        days = [week.on(start.date() + timedelta(days=ahead)) for ahead in range(7)]
        assert found == sum(one.minutes for day in days for one in day)


@pytest.mark.parametrize(
    ("typed", "odd", "even"),
    [
        ("9h-12h, 14h-17h semaines paires", 3, 6),
        ("14 h – 17 h (sem. impaires)", 3, 0),
        ("9h-12h les semaines impaires, 9h-17h paires", 3, 8),
        ("9h-12h impaires, 9h-12h paires", 3, 3),
    ],
)
def test_every_other_week_is_typed_and_shown_in_words(typed: str, odd: int, even: int) -> None:
    week = semaine(read_day(1, typed))
    assert [week.minutes_in(one) / 60 for one in WEEKS] == [odd, even]
    assert week.minutes == min(odd, even) * 60  # what a convention asks of a week holds in each
    assert semaine(read_day(1, day_words(week, 1))) == week


def test_every_other_week_of_two_kinds_is_refused() -> None:
    with pytest.raises(HorairesError):
        read_day(0, "9h-12h paires impaires")
    with pytest.raises(HorairesError):
        read_day(0, "semaines paires")


def test_week_53_and_week_1_are_both_odd() -> None:
    assert alternance(date(2026, 12, 31)) is alternance(date(2027, 1, 4)) is Alternance.IMPAIRES
    assert alternance(date(2026, 11, 23)) is Alternance.PAIRES
