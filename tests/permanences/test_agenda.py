"""The permanences in another program's calendar: every day as the place itself says it."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event

from app.domain.horaires import Nature, Periode, read_day, semaine
from app.domain.lieu import Lieu
from app.storage import lieux as stored
from app.usecases.permanences import agenda, lieux
from app.usecases.workplace import Workplace
from tests.ui.workplace import CONFLENT, STRASBOURG, MakeWorkplace, WallClock, new_workplace

__all__ = ["new_workplace"]  # a fixture

PARIS = ZoneInfo("Europe/Paris")
CLOCK = WallClock(at=datetime(2026, 11, 22, 9, tzinfo=UTC))


def start_of(event: Event) -> datetime:
    assert isinstance(event.start, datetime)
    return event.start


def held(event: Event) -> list[datetime]:
    """Return when an event is held, its rule worked out by hand: each week, but for exceptions."""
    at = start_of(event)
    rule: Any = event.get("RRULE")
    until: datetime = at if rule is None else rule["UNTIL"][0]
    assert rule is None or (set(rule) == {"FREQ", "UNTIL"} and rule["FREQ"] == ["WEEKLY"])
    said: Any = event.get("EXDATE")
    but: set[datetime] = {one.dt for one in said.dts} if said else set()
    found: list[datetime] = []
    while at <= until:
        found += [] if at in but else [at]
        at += timedelta(days=7)  # of the wall: the zone follows
    return found


def kept(place: Workplace, name: str, days: dict[int, str]) -> Lieu:
    week = semaine(one for jour, text in days.items() for one in read_day(jour, text))
    known = next((one.lieu for one in lieux.load(place).lieux if one.lieu.nom == name), None)
    return lieux.keep(place, replace(known or Lieu(id="", nom=name), semaine=week))


def test_every_opening_of_a_year_is_read_back_and_no_other(new_workplace: MakeWorkplace) -> None:
    """Strasbourg, with a closure, an opening within it, holidays of Alsace and a week 53."""
    place = new_workplace(STRASBOURG, CLOCK)
    lieu = kept(
        place,
        "Mairie",
        {
            1: "9h-12h, 14h-17h semaines paires",
            4: "8h30-12h semaines impaires, 9h-12h paires",
            5: "20h-24h",
        },
    )
    for nature, du, au in (
        (Nature.FERMETURE, date(2027, 8, 2), date(2027, 8, 29)),
        (Nature.OUVERTURE, date(2027, 8, 10), date(2027, 8, 10)),
    ):
        lieux.add_periode(place, Periode(id="", lieu_id=lieu.id, nature=nature, du=du, au=au))
    with place.database.reading() as session:
        periodes = stored.periodes(session, since=date(2026, 11, 22))
    wanted = {
        (day, one.debut)
        for ahead in range(366)
        for day in (date(2026, 11, 22) + timedelta(days=ahead),)
        for one in lieu.on(day, periodes, "67").plages
    }
    content = agenda.export(place)
    events = Calendar.from_ical(content).events
    found = [at for event in events for at in held(event)]
    assert {(at.date(), at.hour * 60 + at.minute) for at in found} == wanted
    assert len(found) == len(wanted)
    days = {at.date() for at in found}
    # by hand: Good Friday, Saint-Étienne, the closure; the exceptional opening; weeks 52, 53, 1, 2
    assert not days & {date(2027, 3, 26), date(2026, 12, 26), date(2027, 8, 17)}
    assert date(2027, 8, 10) in days
    afternoons = [at.date() for at in found if at.hour == 14]
    assert afternoons[:4] == [
        date(2026, 11, 24), date(2026, 12, 8), date(2026, 12, 22), date(2027, 1, 12),
    ]  # fmt: skip
    assert {at.utcoffset() for at in found if at.hour == 9} == {
        timedelta(hours=1), timedelta(hours=2),
    }  # fmt: skip
    (zone,) = Calendar.from_ical(content).timezones
    theirs = zone.to_tz(lookup_tzid=False)  # as a program reads it that knows no « Europe/Paris »
    for hour in (0, 1, 2):  # 28 March 2027, 1 h UTC: 2 h becomes 3 h
        at = datetime(2027, 3, 28, hour, tzinfo=UTC)
        assert at.astimezone(theirs).hour == at.astimezone(PARIS).hour == (1, 3, 4)[hour]
    (night,) = (one for one in events if start_of(one).hour == 20)
    assert night.end == datetime(2026, 11, 29, tzinfo=PARIS)


def test_a_second_export_moves_an_opening_and_names_nobody(new_workplace: MakeWorkplace) -> None:
    place = new_workplace(CONFLENT, CLOCK)
    kept(place, "Médiathèque de Vinça", {1: "9h-12h", 3: "14h-17h"})
    kept(place, "Commune de Baillestavy", {1: "9h-12h"})  # announced nowhere: to be confirmed
    first = {str(one["UID"]): one for one in Calendar.from_ical(agenda.export(place)).events}
    kept(place, "Médiathèque de Vinça", {1: "10h-12h30", 3: "14h-17h"})
    again = agenda.export(place)
    moved = {str(one["UID"]): one for one in Calendar.from_ical(again).events}
    assert set(first) == set(moved)
    assert sorted(start_of(one).hour for one in first.values()) == [9, 14]
    assert sorted(start_of(one).hour for one in moved.values()) == [10, 14]
    assert {str(one["SUMMARY"]) for one in moved.values()} == {
        "Permanence\u00a0: Médiathèque de Vinça"
    }
    text = again.decode()
    assert not any(
        word in text for word in ("Camille", place.structure.code, place.structure.telephone)
    )
    assert all(len(line) <= 75 for line in again.split(b"\r\n"))
