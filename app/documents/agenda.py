"""The calendar as an iCalendar file (RFC 5545): days, titles and sources; nobody in it.

Every item keeps its UID from one export to the next, so an agenda that imports it again moves what
has moved and doubles nothing.
"""

import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from app.domain.echeance import Echeance, Genre

if TYPE_CHECKING:
    from icalendar import Component

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


def agenda_ics(items: Sequence[Echeance], *, structure: str, made_at: datetime) -> bytes:
    """Return the file. `structure`, its code, keeps two structures apart; `made_at` is aware."""
    from icalendar import Alarm, Calendar, Event  # noqa: PLC0415 - slow, and seldom needed

    calendar = Calendar()
    head = {"prodid": _PRODUCT, "version": "2.0", "x-wr-calname": "Échéances Passerelle"}
    _fill(calendar, head)
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
