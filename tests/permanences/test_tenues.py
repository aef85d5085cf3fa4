"""Permanences held: opened, closed, taken back; the figures say the same as the list."""

from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest

from app.domain.horaires import Plage
from app.storage import indicateurs
from app.storage import lieux as stored
from app.usecases.laptop import housekeeping
from app.usecases.permanences import lieux, tenues
from app.usecases.permanences.tenues import (
    AlreadyHeldError,
    PermanenceHoursError,
    PermanenceReportedError,
)
from app.usecases.workplace import Workplace
from tests.ui.workplace import CONFLENT, MakeWorkplace, WallClock, new_workplace

__all__ = ["new_workplace"]  # a fixture

VINCA = "convention/Médiathèque de Vinça"
NAME = "Médiathèque de Vinça"


def at(hour: int, minute: int, minutes: int) -> tuple[Plage, ...]:
    """Return hours that begin then and last so long."""
    debut = hour * 60 + minute
    return (Plage(jour=0, debut=debut, fin=debut + minutes),)


def figures(place: Workplace) -> dict[str, dict[tuple[str, str], int]]:
    with place.database.reading() as session:
        found = indicateurs.exact_by_month(session)
    return {
        month: {tuple(fait): count for fait, count in totals.items()}  # type: ignore[misc]
        for month, totals in found.items()
    }


def test_a_permanence_is_opened_closed_and_counted_in_its_month_without_a_name(
    new_workplace: MakeWorkplace,
) -> None:
    clock = WallClock()
    place = new_workplace(CONFLENT, clock)
    opened = tenues.ouvrir(place, VINCA)
    with pytest.raises(AlreadyHeldError):
        tenues.ouvrir(place, VINCA)
    assert figures(place) == {}  # nothing is counted before it is over
    clock.go_on(hours=3)
    tenues.fermer(place, opened, at(10, 12, 180))
    with pytest.raises(AlreadyHeldError):
        tenues.fermer(place, opened, at(10, 12, 180))
    tenues.noter(place, VINCA, date(2026, 10, 20), at(9, 0, 150))
    assert figures(place) == {
        "2026-11": {("permanence", NAME): 1, ("permanence_minutes", NAME): 180},
        "2026-10": {("permanence", NAME): 1, ("permanence_minutes", NAME): 150},
    }
    assert [(one.lieu, one.minutes) for one in tenues.listed(place)] == [(NAME, 180), (NAME, 150)]
    tenues.ouvrir(place, VINCA)  # the afternoon of the same day
    assert tenues.listed(place)[0].minutes is None


def test_what_was_taken_back_is_counted_no_more_unless_its_month_was_told(
    new_workplace: MakeWorkplace,
) -> None:
    place = new_workplace(CONFLENT)
    tenues.noter(place, VINCA, date(2026, 11, 3), at(9, 0, 180))
    tenues.noter(place, VINCA, date(2026, 11, 10), at(9, 0, 120))
    first, second = tenues.listed(place)
    tenues.retirer(place, first.id)
    tenues.retirer(place, first.id)  # twice is once
    assert figures(place) == {
        "2026-11": {("permanence", NAME): 1, ("permanence_minutes", NAME): 180}
    }
    with place.database.writing() as session:
        indicateurs.geler(session, "2026-11")
    with pytest.raises(PermanenceReportedError):
        tenues.retirer(place, second.id)
    late = tenues.ouvrir(place, VINCA)
    tenues.fermer(place, late, at(10, 12, 60))  # its month was told: it counts in the next
    assert figures(place)["2026-12"] == {("permanence", NAME): 1, ("permanence_minutes", NAME): 60}


def test_the_figures_of_a_place_follow_its_name_and_are_taken_back_where_they_were_counted(
    new_workplace: MakeWorkplace,
) -> None:
    place = new_workplace(CONFLENT)
    tenues.noter(place, VINCA, date(2026, 10, 6), at(9, 0, 240))
    with place.database.writing() as session:
        indicateurs.geler(session, "2026-10")  # reported under the former name
    tenues.noter(place, VINCA, date(2026, 11, 3), at(9, 0, 180))
    tenues.noter(place, VINCA, date(2026, 11, 10), at(9, 0, 120))
    vinca = next(one.lieu for one in lieux.load(place).lieux if one.lieu.id == VINCA)
    lieux.keep(place, replace(vinca, nom="Médiathèque"))
    told = {("permanence", NAME): 1, ("permanence_minutes", NAME): 240}
    new = {("permanence", "Médiathèque"): 2, ("permanence_minutes", "Médiathèque"): 300}
    assert figures(place) == {"2026-10": told, "2026-11": new}
    latest, first, *_ = tenues.listed(place)
    later = replace(place, convention=replace(place.convention, permanences=()))
    for one in (latest, first):
        tenues.retirer(later, one.id)  # the table of another version says nothing of the place
    assert {month: found for month, found in figures(place).items() if found} == {"2026-10": told}


def test_the_same_hours_are_not_counted_twice(new_workplace: MakeWorkplace) -> None:
    place = new_workplace(CONFLENT)
    tenues.noter(place, VINCA, date(2026, 11, 3), at(9, 0, 180))
    for start in (at(9, 0, 60), at(11, 30, 60)):  # Entrée twice; what the day had already
        with pytest.raises(AlreadyHeldError):
            tenues.noter(place, VINCA, date(2026, 11, 3), start)
    tenues.noter(place, VINCA, date(2026, 11, 3), at(12, 0, 60))  # the next hour
    tenues.ouvrir(place, VINCA)  # at 10 h 12, and not closed yet
    with pytest.raises(AlreadyHeldError):
        tenues.noter(place, VINCA, date(2026, 11, 22), at(10, 0, 60))
    tenues.noter(place, VINCA, date(2026, 11, 22), at(8, 0, 120))
    november = figures(place)["2026-11"]
    assert november == {("permanence", NAME): 3, ("permanence_minutes", NAME): 360}


def test_what_is_open_takes_the_hours_that_were_typed_and_what_is_counted_is_not_opened(
    new_workplace: MakeWorkplace,
) -> None:
    """Opened at 10 h 12 for what began at 9 h: the list said 10 h 12, and 12 h was taken."""
    place = new_workplace(CONFLENT)
    opened = tenues.ouvrir(place, VINCA)
    tenues.fermer(place, opened, at(9, 0, 180))
    (held,) = tenues.listed(place)
    assert held.opened_at.astimezone(place.clock.zone()).time() == time(9, 0)
    with pytest.raises(AlreadyHeldError):
        tenues.ouvrir(place, VINCA)  # 10 h 12 is counted already
    tenues.noter(place, VINCA, date(2026, 11, 22), at(12, 0, 60))


def test_what_is_closed_does_not_take_hours_that_are_counted(new_workplace: MakeWorkplace) -> None:
    """The morning noted by a colleague, the day closed from 9 h: the morning counted twice."""
    place = new_workplace(CONFLENT)
    opened = tenues.ouvrir(place, VINCA)
    tenues.noter(place, VINCA, date(2026, 11, 22), at(8, 0, 120))
    with pytest.raises(AlreadyHeldError):
        tenues.fermer(place, opened, at(9, 0, 180))
    tenues.fermer(place, opened, at(10, 0, 120))
    assert sum(one.minutes or 0 for one in tenues.listed(place)) == 240


def test_whatever_can_be_noted_is_seen_and_can_be_taken_back(new_workplace: MakeWorkplace) -> None:
    """A month typed for another was counted, shown nowhere, and stayed in the figures for ever."""
    place = new_workplace(CONFLENT)
    oldest = date(2025, 11, 21)
    tenues.noter(place, VINCA, oldest, at(9, 0, 180))
    (held,) = tenues.listed(place)
    tenues.retirer(place, held.id)
    assert not any(figures(place).values())
    with pytest.raises(PermanenceHoursError):
        tenues.noter(place, VINCA, date(2025, 11, 20), at(9, 0, 180))


def test_a_place_that_the_convention_left_out_keeps_its_name(new_workplace: MakeWorkplace) -> None:
    place = new_workplace(CONFLENT)
    tenues.noter(place, VINCA, date(2026, 11, 3), at(9, 0, 180))
    later = replace(place, convention=replace(place.convention, permanences=()))
    (held,) = tenues.listed(later)
    assert held.lieu == f"{NAME} (lieu retiré)"
    tenues.retirer(later, held.id)
    assert not any(figures(place).values())


def test_one_that_nobody_closed_stays_in_sight(new_workplace: MakeWorkplace) -> None:
    clock = WallClock()
    place = new_workplace(CONFLENT, clock)
    tenues.ouvrir(place, VINCA)
    clock.at = datetime(2027, 2, 22, 9, 0, tzinfo=UTC)
    assert [one.minutes for one in tenues.listed(place)] == [None]


@pytest.mark.parametrize("hours", [(), at(8, 0, 14 * 60 + 1), (*at(0, 0, 420), *at(8, 0, 421))])
def test_hours_that_cannot_be_are_refused(
    new_workplace: MakeWorkplace, hours: tuple[Plage, ...]
) -> None:
    place = new_workplace(CONFLENT)
    with pytest.raises(PermanenceHoursError):
        tenues.noter(place, VINCA, date(2026, 11, 3), hours)
    with pytest.raises(PermanenceHoursError):
        tenues.noter(place, VINCA, date(2026, 11, 23), at(9, 0, 60))  # tomorrow
    assert figures(place) == {}


def test_a_break_is_no_part_of_what_was_held(new_workplace: MakeWorkplace) -> None:
    """9 h – 12 h and 13 h – 16 h were kept as 9 h – 15 h: 12 h was taken, 15 h 30 was free."""
    place, day = new_workplace(CONFLENT), date(2026, 11, 3)
    tenues.noter(place, VINCA, day, (*at(9, 0, 180), *at(13, 0, 180)))
    for taken in (at(15, 30, 30), at(8, 0, 61), (*at(7, 0, 60), *at(13, 59, 1))):
        with pytest.raises(AlreadyHeldError):
            tenues.noter(place, VINCA, day, taken)
    (held,) = tenues.listed(place)
    zone = place.clock.zone()
    assert [(one.opened_at.astimezone(zone).time(), one.minutes) for one in held.parties] == [
        (time(9, 0), 180), (time(13, 0), 180),
    ]  # fmt: skip
    assert held.minutes == 360
    one = {("permanence", NAME): 1, ("permanence_minutes", NAME): 360}
    assert figures(place) == {"2026-11": one}
    tenues.noter(place, VINCA, day, at(12, 0, 60))  # a colleague, while the first one ate
    assert [each.minutes for each in tenues.listed(place)] == [60, 360]
    tenues.retirer(place, held.id)
    assert [each.minutes for each in tenues.listed(place)] == [60]
    assert figures(place) == {
        "2026-11": {("permanence", NAME): 1, ("permanence_minutes", NAME): 60}
    }
    tenues.noter(place, VINCA, day, at(13, 0, 180))  # nothing of the first is left


def test_what_is_open_is_closed_with_its_break_and_renamed_once(
    new_workplace: MakeWorkplace,
) -> None:
    place = new_workplace(CONFLENT)
    opened = tenues.ouvrir(place, VINCA)
    tenues.fermer(place, opened, (*at(9, 0, 180), *at(14, 0, 120)))
    with pytest.raises(AlreadyHeldError):
        tenues.fermer(place, opened, at(9, 0, 180))
    vinca = next(one.lieu for one in lieux.load(place).lieux if one.lieu.id == VINCA)
    lieux.keep(place, replace(vinca, nom="Médiathèque"))
    told = {("permanence", "Médiathèque"): 1, ("permanence_minutes", "Médiathèque"): 300}
    assert {month: found for month, found in figures(place).items() if found} == {"2026-11": told}


def test_who_held_a_permanence_is_forgotten_when_the_list_shows_it_no_more(
    new_workplace: MakeWorkplace,
) -> None:
    clock = WallClock()
    place = new_workplace(CONFLENT, clock)
    tenues.noter(place, VINCA, date(2026, 11, 3), at(9, 0, 180))
    left_open = tenues.ouvrir(place, VINCA)
    before = figures(place)
    clock.go_on(days=12)  # 4 December: 3 November is the oldest day that the list shows
    housekeeping.tidy(place, keep_going=lambda: True)
    assert [one.agent for one in tenues.listed(place)] == ["Camille Martin"] * 2
    clock.go_on(days=1)
    housekeeping.tidy(place, keep_going=lambda: True)
    with place.database.reading() as session:
        kept = {one.id: one.agent_id for one in stored.tenues(session, since=date(2026, 1, 1))}
    assert sorted(map(bool, kept.values())) == [False, True]
    assert kept[left_open]  # nobody closed it: whoever can is still asked
    assert figures(place) == before
