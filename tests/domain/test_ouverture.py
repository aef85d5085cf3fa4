"""Timetables as lists write them: open or not, in French, or left as they are."""

from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.ouverture import Etat, changes_at, is_readable, state_at, words

WEEK = "Tu-Fr 09:00-12:00,14:00-17:30; Sa 09:00-12:00; PH off"
WEEK_WORDS = (
    "du mardi au vendredi de 9 h à 12 h et de 14 h à 17 h 30 ; samedi de 9 h à 12 h ; "
    "fermé les jours fériés"
)
TOKENS = [
    "Mo",
    "Tu-Fr",
    "09:00-12:00",
    "26:00",
    "[1]",
    "PH",
    "off",
    ";",
    ",",
    "-",
    "24/7",
    "9h",
    '"',
]


@pytest.mark.parametrize(
    ("text", "at", "state"),
    [
        (WEEK, "2026-11-24 10:12", Etat.OUVERT),  # a Tuesday
        (WEEK, "2026-11-24 12:30", Etat.FERME),
        (WEEK, "2026-11-11 10:12", Etat.FERME),  # a Wednesday, Armistice
        ("Mo-Su 08:00-20:00; PH off", "2026-04-06 10:12", Etat.FERME),  # Easter Monday
        ("Fr[1] 14:00-17:00", "2026-12-04 15:00", Etat.OUVERT),
        ("Fr[1] 14:00-17:00", "2026-12-11 15:00", Etat.FERME),
        # nobody knows when school holidays are: only what does not depend on them is told
        ("SH Mo-Fr 10:00-12:00", "2026-11-24 10:12", Etat.INCONNU),
        ("Mo-Fr 09:00-17:00; SH off", "2026-11-24 10:12", Etat.INCONNU),
        ("Mo-Fr 09:00-17:00; SH off", "2026-11-24 18:00", Etat.FERME),
        ("Mo-Fr 09:00-17:00; SH Mo-Fr 10:00-12:00", "2026-11-24 10:12", Etat.OUVERT),
        ("Mo-Fr 09:00-17:00; PH,SH off", "2026-11-24 10:12", Etat.INCONNU),
        ("9h-12h", "2026-11-24 10:12", Etat.INCONNU),
        ("", "2026-11-24 10:12", Etat.INCONNU),
    ],
)
def test_a_place_is_open_or_not_and_never_guessed(text: str, at: str, state: Etat) -> None:
    assert state_at(text, datetime.fromisoformat(at)) is state


@pytest.mark.parametrize(
    ("text", "at", "departement", "state"),
    [
        # Code du travail, art. L3134-13: 26 December, a Saturday in 2026, a Friday in 2025
        ("Mo-Sa 09:00-17:00; PH off", "2025-12-26 10:00", "67", Etat.FERME),
        ("Mo-Sa 09:00-17:00; PH off", "2025-12-26 10:00", "68", Etat.FERME),
        ("Mo-Sa 09:00-17:00; PH off", "2025-12-26 10:00", "57", Etat.FERME),
        ("Mo-Sa 09:00-17:00; PH off", "2025-12-26 10:00", "88", Etat.OUVERT),
        ("Mo-Sa 09:00-17:00", "2025-12-26 10:00", "67", Etat.OUVERT),
        ("Mo-Sa 09:00-17:00; Su,PH 10:00-12:00", "2025-12-26 15:00", "67", Etat.FERME),
        ('Mo-Sa 09:00-17:00 "sauf PH"', "2025-12-26 10:00", "67", Etat.OUVERT),
        # Good Friday, 3 April 2026: where there is a temple, and nobody knows where
        ("Mo-Sa 09:00-17:00; PH off", "2026-04-03 10:00", "67", Etat.INCONNU),
        ("Mo-Sa 09:00-17:00; PH off", "2026-04-03 18:00", "67", Etat.FERME),
        ("Mo-Sa 09:00-17:00; PH off", "2026-04-03 10:00", "47", Etat.OUVERT),
    ],
)
def test_alsace_and_moselle_have_two_holidays_more(
    text: str, at: str, departement: str, state: Etat
) -> None:
    assert state_at(text, datetime.fromisoformat(at), departement) is state


def test_no_hour_is_promised_over_a_holiday_of_alsace() -> None:
    eve, text = datetime.fromisoformat("2025-12-25 20:00"), "Mo-Sa 09:00-17:00; PH off"
    assert changes_at(text, eve) == datetime.fromisoformat("2025-12-26 09:00")
    assert changes_at(text, eve, "67") is None


def test_odd_weeks_hold_over_a_week_53_and_a_night_over_midnight() -> None:
    odd = "week 1-53/2 Tu 09:00-12:00"
    held = {day: state_at(odd, datetime.fromisoformat(f"{day} 10:00")) for day in (
        "2026-12-22", "2026-12-29", "2027-01-05", "2027-01-12")}  # fmt: skip
    assert list(held.values()) == [Etat.FERME, Etat.OUVERT, Etat.OUVERT, Etat.FERME]
    assert state_at("Fr 22:00-02:00", datetime.fromisoformat("2026-11-28 01:30")) is Etat.OUVERT


def test_the_next_change_is_told() -> None:
    at = datetime.fromisoformat("2026-11-24 10:12")
    assert changes_at(WEEK, at) == datetime.fromisoformat("2026-11-24 12:00")
    assert changes_at("9h-12h", at) is None
    assert changes_at("SH Mo-Fr 10:00-12:00", at) is None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (WEEK, WEEK_WORDS),
        (
            "We 09:30-12:00; Fr[-1] 14:00-17:00",
            "mercredi de 9 h 30 à 12 h ; le dernier vendredi du mois de 14 h à 17 h",
        ),
        ("24/7", "jour et nuit"),
        ("Jan-Mar Mo 10:00-12:00", "Jan-Mar Mo 10:00-12:00"),  # readable, and more than words know
        ("sur rendez-vous, 8h30-12h", "sur rendez-vous, 8h30-12h"),
    ],
)
def test_a_timetable_is_said_in_french_or_left_as_it_stands(text: str, said: str) -> None:
    assert words(text).replace("\u00a0", " ") == said


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(TOKENS), max_size=8).map(" ".join) | st.text(max_size=30))
def test_no_timetable_is_a_bug(text: str) -> None:
    at = datetime.fromisoformat("2026-11-24 10:12")
    assert is_readable(text) or state_at(text, at) is Etat.INCONNU
    assert words(text) or not text
