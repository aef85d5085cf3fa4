"""Calendar months at the ends of months and in leap years; every item stands once."""

import calendar
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.calendrier import Faits, Note, items
from app.domain.echeance import (
    Avant,
    EtatEcheance,
    Genre,
    JourAnnuel,
    RegleEcheance,
    Reunion,
    months_from,
)

_DAYS = st.dates(min_value=date(2000, 1, 1), max_value=date(2099, 12, 31))


@pytest.mark.parametrize(
    ("day", "months", "wanted"),
    [
        (date(2023, 12, 31), -1, date(2023, 11, 30)),
        (date(2024, 3, 31), -1, date(2024, 2, 29)),
        (date(2023, 3, 31), -1, date(2023, 2, 28)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2024, 12, 15), -2, date(2024, 10, 15)),
        (date(2024, 1, 30), 1, date(2024, 2, 29)),
    ],
)
def test_a_calendar_month_is_the_same_day_or_the_last_one(
    day: date, months: int, wanted: date
) -> None:
    assert months_from(day, months) == wanted


@settings(max_examples=150, deadline=None)
@given(day=_DAYS, months=st.integers(-48, 48))
def test_months_go_as_far_as_they_say_and_never_past_the_day(day: date, months: int) -> None:
    found = months_from(day, months)
    assert (found.year - day.year) * 12 + found.month - day.month == months
    last = calendar.monthrange(found.year, found.month)[1]
    assert found.day == min(day.day, last)


COMITE = RegleEcheance(
    code="comite",
    titre="Comité",
    genre=Genre.COMITE,
    forme=Reunion(par_an=3, du=JourAnnuel(mois=1, jour=1), au=JourAnnuel(mois=12, jour=31)),
    source="essai",
)
AVANT = RegleEcheance(
    code="livrables",
    titre="Livrables",
    genre=Genre.RAPPORT,
    forme=Avant(code="comite", mois=1),
    source="essai",
)


@settings(max_examples=60, deadline=None)
@given(today=_DAYS, depuis=_DAYS, debut=st.none() | _DAYS, fin=st.none() | _DAYS)
def test_every_meeting_stands_once_in_its_part_of_the_year_within_the_convention(
    today: date, depuis: date, debut: date | None, fin: date | None
) -> None:
    depuis = max(min(depuis, today), date(today.year - 2, 1, 1))
    faits = Faits(today=today, depuis=depuis, debut=debut, fin=fin)
    found = items((COMITE, AVANT), faits)
    assert len({one.cle for one in found}) == len(found)
    assert list(found) == sorted(found, key=lambda one: (one.jour, one.cle))
    meetings = [one for one in found if one.genre is Genre.COMITE]
    for one in meetings:
        year, number = one.cle.removeprefix("comite:").split("-")
        assert one.jour == {
            "1": date(int(year), 4, 30), "2": date(int(year), 8, 31), "3": date(int(year), 12, 31),
        }[number]  # fmt: skip
        assert depuis <= one.jour
        assert debut is None or debut <= one.jour
        assert fin is None or one.jour <= fin
    reports = {one.cle.partition(":")[2]: one.jour for one in found if one.genre is Genre.RAPPORT}
    for one in meetings:
        key = one.cle.partition(":")[2]
        assert key not in reports or reports[key] == months_from(one.jour, -1)


def test_a_date_that_was_set_moves_what_comes_before_it_and_doing_it_late_is_told() -> None:
    today = date(2026, 5, 20)
    notes = {
        "comite:2026-2": Note(jour=date(2026, 7, 31), jour_le=today, jour_par="Camille"),
        "livrables:2026-2": Note(faite_le=date(2026, 7, 2), faite_par="Camille"),
    }
    found = {
        one.cle: one
        for one in items((COMITE, AVANT), Faits(today=today, depuis=today, notes=notes))
    }
    meeting, report = found["comite:2026-2"], found["livrables:2026-2"]
    assert (meeting.jour, meeting.provisoire) == (date(2026, 7, 31), False)
    assert report.jour == date(2026, 6, 30)  # no 31 June
    assert report.etat(today) is EtatEcheance.FAITE
    assert report.faite_en_retard
    assert found["comite:2026-3"].provisoire


def test_the_date_of_a_meeting_that_was_held_is_not_awaited_any_more() -> None:
    """Noted as held before anybody had set its date, it was asked for, late, for ever."""
    fixing = replace(AVANT, code="fixer", forme=Avant(code="comite", mois=2, fixer=True))
    today = date(2026, 5, 20)
    notes = {"comite:2026-1": Note(faite_le=date(2026, 2, 3), faite_par="Camille")}
    faits = Faits(today=today, depuis=date(2026, 1, 1), notes=notes)
    found = {one.cle: one for one in items((COMITE, fixing), faits)}
    assert found["fixer:2026-1"].etat(today) is EtatEcheance.FAITE
    assert found["fixer:2026-2"].etat(today) is EtatEcheance.A_VENIR  # 30 June


def test_an_item_is_near_then_due_then_late() -> None:
    found = items((COMITE,), Faits(today=date(2026, 3, 1), depuis=date(2026, 3, 1)))[0]
    assert found.jour == date(2026, 4, 30)
    assert found.etat(date(2026, 3, 30)) is EtatEcheance.A_VENIR
    assert found.etat(date(2026, 3, 31)) is EtatEcheance.PROCHE  # 30 days before
    assert found.etat(date(2026, 4, 30)) is EtatEcheance.PROCHE  # its own day is in time
    assert found.etat(date(2026, 5, 1)) is EtatEcheance.EN_RETARD
