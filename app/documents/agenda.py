"""The calendar and the permanences as iCalendar files (RFC 5545); nobody in them.

Every item keeps its UID from one export to the next, so an agenda that imports it again moves what
has moved. What is gone it keeps: whoever imports deletes it there.
"""

import uuid
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

from app.domain.echeance import Echeance, Genre
from app.domain.lieu import Lieu
from app.domain.seances import Serie

if TYPE_CHECKING:
    from icalendar import Calendar, Component

_SPACE: Final = uuid.UUID("6f1b3b0e-52cf-5d0e-9a0e-7b0c1d7a4f11")
CATEGORIES: Final = {
    Genre.COMITE: "Comité",
    Genre.RAPPORT: "Rapport",
    Genre.CONVENTION: "Convention",
    Genre.MANDAT: "Mandats",
    Genre.CARNET: "Carnets",
    Genre.DROITS: "Demandes et incidents",
    Genre.CONFORMITE: "Protection des données",
    Genre.LIEU: "Lieux",
}
_PRODUCT: Final = "-//Passerelle//Échéances//FR"
_DAY: Final = timedelta(days=1)
_ZONE: Final = "Europe/Paris"  # of the five conventions


def agenda_ics(items: Sequence[Echeance], *, structure: str, made_at: datetime) -> bytes:
    """Return the file. `structure`, its code, keeps two structures apart; `made_at` is aware."""
    from icalendar import Alarm, Event  # noqa: PLC0415 - slow, and seldom needed

    calendar = _calendar("Échéances Passerelle")
    for one in items:
        event = Event()
        _fill(event, _values(one, structure, made_at))
        if one.faite_le is None:
            alarm = Alarm()
            before = timedelta(days=-one.rappel_jours)
            _fill(alarm, {"action": "DISPLAY", "description": one.titre, "trigger": before})
            event.add_component(alarm)
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def permanences_ics(
    held: Sequence[tuple[Lieu, Sequence[Serie]]], *, structure: str, made_at: datetime
) -> bytes:
    """Return the file of openings that come back each week; `structure` as in `agenda_ics`."""
    from icalendar import Event  # noqa: PLC0415 - as above

    calendar = _calendar("Permanences")
    calendar.add_component(_zone())
    for lieu, several in held:
        for one in several:
            event = Event()
            _fill(event, _opening(lieu, one, structure, made_at))
            calendar.add_component(event)
    return bytes(calendar.to_ical())


def _opening(lieu: Lieu, one: Serie, structure: str, made_at: datetime) -> Mapping[str, object]:
    values: dict[str, object] = {
        "uid": uid(structure, f"permanence/{one.cle}"),
        "dtstamp": made_at,
        "dtstart": _at(one.jours[0], one.plage.debut),
        "dtend": _at(one.jours[0], one.plage.fin),
        "summary": f"Permanence\u00a0: {lieu.nom}",
        "categories": ["Permanences"],
    }
    where = ", ".join(part for part in (lieu.adresse, lieu.commune) if part)
    if where:
        values["location"] = where
    if len(one.jours) > 1:
        last = _at(one.jours[-1], one.plage.debut).astimezone(UTC)
        values["rrule"] = {"freq": "weekly", "until": last}
    if one.sauf:
        values["exdate"] = [_at(day, one.plage.debut) for day in one.sauf]
    return values


def _zone() -> "Component":
    """Return when the hour changes (directive 2000/84/CE): the last Sundays of March and October.

    icalendar writes it an hour late.
    """
    from icalendar import Timezone, TimezoneDaylight, TimezoneStandard  # noqa: PLC0415 - as above

    zone = Timezone()
    _fill(zone, {"tzid": _ZONE})
    winter, summer = timedelta(hours=1), timedelta(hours=2)
    for part, first, before, after, name in (
        (TimezoneDaylight(), datetime(2002, 3, 31, 2), winter, summer, "CEST"),  # noqa: DTZ001 - wall
        (TimezoneStandard(), datetime(2002, 10, 27, 3), summer, winter, "CET"),  # noqa: DTZ001 - wall
    ):
        rule = {"freq": "yearly", "bymonth": first.month, "byday": "-1su"}
        offsets = {"tzoffsetfrom": before, "tzoffsetto": after}
        _fill(part, {"dtstart": first, "rrule": rule, "tzname": name, **offsets})
        zone.add_component(part)
    return zone


def _at(day: date, minutes: int) -> datetime:
    """Return an hour of the wall; minute 1 440 is the midnight that ends the day."""
    return datetime.combine(day, time(), ZoneInfo(_ZONE)) + timedelta(minutes=minutes)


def _calendar(name: str) -> "Calendar":
    from icalendar import Calendar  # noqa: PLC0415 - as above

    calendar = Calendar()
    _fill(calendar, {"prodid": _PRODUCT, "version": "2.0", "x-wr-calname": name})
    return calendar


def _values(one: Echeance, structure: str, made_at: datetime) -> Mapping[str, object]:
    return {
        "uid": uid(structure, one.cle),
        "dtstamp": made_at,
        "dtstart": one.jour,
        "dtend": one.jour + _DAY,
        "summary": one.titre,
        "description": description(one),
        "categories": [CATEGORIES[one.genre]],
        "transp": "TRANSPARENT",  # a term takes nobody's day
        "status": "TENTATIVE" if one.provisoire else "CONFIRMED",
    }


def _fill(component: "Component", values: Mapping[str, object]) -> None:
    for name, value in values.items():
        component.add(name, value)  # pyright: ignore[reportUnknownMemberType] - untyped there


def uid(structure: str, cle: str) -> str:
    """Return the name of an item that never changes; it tells nothing of the structure."""
    return f"{uuid.uuid5(_SPACE, f'{structure}/{cle}')}@passerelle"


def description(one: Echeance) -> str:
    """Return what is said under the title."""
    parts = [one.precision, f"Source\u00a0: {one.source}." if one.source else ""]
    if one.provisoire:
        parts.insert(0, "Au plus tard\u00a0: la date de la réunion n’est pas fixée.")
    if one.faite_le is not None:
        parts.append(f"Fait le {one.faite_le:%d/%m/%Y}.")
    return " ".join(part for part in parts if part)
