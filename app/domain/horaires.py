"""Weekly opening hours and their exceptions, read and written in the syntax of OpenStreetMap.

The week is a set of spans of minutes; exceptions close or open dated periods. Only what an agent
types in the window is written: `Mo 09:00-12:00,14:00-17:00; PH off; SH off`. The full syntax, which
lists of structures use, is not this module's.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

JOURS: Final = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
OSM_DAYS: Final = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
_OSM_MONTHS: Final = (
    "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()  # noqa: SIM905 - read as one line
)
DAY_MINUTES: Final = 24 * 60
NOON: Final = 13 * 60  # where a day of work is cut in two (decision 0046)
HALF_DAY: Final = 120  # less than two hours beside the cut is no second half-day (decision 0046)
_TYPED: Final = re.compile(
    r"(\d{1,2})\s*(?:[h:]\s*(\d{2})?)?\s*(?:[-–—à]|a)\s*(\d{1,2})\s*(?:[h:]\s*(\d{2})?)?"
)
_OSM_RULE: Final = re.compile(r"(Mo|Tu|We|Th|Fr|Sa|Su) ([\d:,-]+)")
_OSM_SPAN: Final = re.compile(r"(\d{2}):(\d{2})-(\d{2}):(\d{2})")


class HorairesError(ValueError):
    """What was typed is no opening hours; `what` is the part that was not understood."""

    def __init__(self, what: str) -> None:
        self.what = what
        super().__init__("opening hours that cannot be read")


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Plage:
    """An opening: a day of the week (0 is Monday), from and to in minutes since midnight."""

    jour: int
    debut: int
    fin: int

    def __post_init__(self) -> None:
        if not (0 <= self.jour < len(JOURS) and 0 <= self.debut < self.fin <= DAY_MINUTES):
            raise ValueError("an opening begins before it ends, on one day")

    @property
    def minutes(self) -> int:
        """Return how long it is."""
        return self.fin - self.debut


@dataclass(frozen=True, slots=True, kw_only=True)
class Semaine:
    """The openings of an ordinary week, in order; two that touch are one, none overlap."""

    plages: tuple[Plage, ...] = ()

    def __post_init__(self) -> None:
        for one, after in zip(self.plages, self.plages[1:], strict=False):
            if one >= after or (one.jour == after.jour and one.fin >= after.debut):
                raise ValueError("the openings of a week are in order and apart")

    @property
    def minutes(self) -> int:
        """Return how long the place is open in an ordinary week."""
        return sum(one.minutes for one in self.plages)

    def of(self, jour: int) -> tuple[Plage, ...]:
        """Return the openings of a day of the week."""
        return tuple(one for one in self.plages if one.jour == jour)

    @property
    def demi_journees(self) -> int:
        """Return the half-days: an open day is one, two with 2 h on each side of 13 h."""
        found = 0
        for jour in range(len(JOURS)):
            day = self.of(jour)
            morning = sum(max(0, min(one.fin, NOON) - one.debut) for one in day)
            afternoon = sum(max(0, one.fin - max(one.debut, NOON)) for one in day)
            found += bool(day) + (morning >= HALF_DAY and afternoon >= HALF_DAY)
        return found


def semaine(plages: Iterable[Plage]) -> Semaine:
    """Return a week made of these openings, those that meet put together."""
    found: list[Plage] = []
    for one in sorted(plages):
        if found and found[-1].jour == one.jour and one.debut <= found[-1].fin:
            last = found.pop()
            one = Plage(jour=one.jour, debut=last.debut, fin=max(last.fin, one.fin))  # noqa: PLW2901
        found.append(one)
    return Semaine(plages=tuple(found))


def read_day(jour: int, typed: str) -> tuple[Plage, ...]:
    """Read « 9 h – 12 h, 14h30-17h » as an agent types it; empty when the place is closed.

    Raises:
        HorairesError: a part of it is no span of hours.
    """
    found: list[Plage] = []
    for part in re.split(r"[,;]|\bet\b", typed.replace("\u00a0", " ").lower()):
        words = part.strip().removeprefix("de ").strip()
        if not words or words in {"fermé", "ferme"}:
            continue
        match = _TYPED.fullmatch(words)
        if match is None:
            raise HorairesError(part.strip())
        h1, m1, h2, m2 = (int(one or 0) for one in match.groups())
        debut, fin = h1 * 60 + m1, h2 * 60 + m2
        if max(m1, m2) >= 60 or fin > DAY_MINUTES or debut >= fin:  # noqa: PLR2004 - minutes
            raise HorairesError(part.strip())
        found.append(Plage(jour=jour, debut=debut, fin=fin))
    return semaine(found).plages


def hour_words(minutes: int) -> str:
    """Say an hour of the day: « 9 h », « 14 h 30 »."""
    hours, rest = divmod(minutes, 60)
    return f"{hours}\u00a0h" + (f"\u00a0{rest:02d}" if rest else "")


def duration_words(minutes: int) -> str:
    """Say a length: « 12 h », « 2 h 30 », « 45 min »."""
    return hour_words(minutes) if minutes >= 60 else f"{minutes}\u00a0min"  # noqa: PLR2004


def span_words(plage: Plage) -> str:
    """Say an opening without its day: « 9 h – 12 h »."""
    return f"{hour_words(plage.debut)} – {hour_words(plage.fin)}"


def day_words(week: Semaine, jour: int) -> str:
    """Say the openings of a day as they may be typed again; empty when it is closed."""
    return ", ".join(span_words(one) for one in week.of(jour))


class Nature(StrEnum):
    """What an exception changes."""

    FERMETURE = "fermeture"
    VACANCES = "vacances"  # school holidays: they close the places that close then
    OUVERTURE = "ouverture"  # open as in an ordinary week although it would be closed


@dataclass(frozen=True, slots=True, kw_only=True)
class Periode:
    """A dated period, both days included, for one place or (empty `lieu_id`) for all."""

    id: str
    lieu_id: str
    nature: Nature
    du: date
    au: date
    motif: str = ""

    def __post_init__(self) -> None:
        if self.au < self.du:
            raise ValueError("a period ends after it begins")

    def covers(self, day: date, lieu_id: str) -> bool:
        """Tell whether it touches this place on this day."""
        return self.du <= day <= self.au and self.lieu_id in {"", lieu_id}


@dataclass(frozen=True, slots=True, kw_only=True)
class Ouverture:
    """A day of a place: its openings, or why it is closed although its week says otherwise."""

    plages: tuple[Plage, ...]
    ferme: str = ""


def write_osm(week: Semaine, *, feries: bool, vacances: bool) -> str:
    """Write a week as OpenStreetMap does; a place that is open on holidays says nothing of them."""
    rules = [
        f"{OSM_DAYS[jour]} " + ",".join(f"{_osm(one.debut)}-{_osm(one.fin)}" for one in day)
        for jour in range(len(JOURS))
        if (day := week.of(jour))
    ]
    rules += [] if feries else ["PH off"]
    rules += [] if vacances else ["SH off"]
    return "; ".join(rules)


def write_period(one: Periode) -> str:
    """Write a dated closure as OpenStreetMap does."""
    du, au = (f"{day.year} {_OSM_MONTHS[day.month - 1]} {day.day:02d}" for day in (one.du, one.au))
    return f"{du} off" if du == au else f"{du}-{au} off"


def read_osm(text: str) -> Semaine:
    """Read back what `write_osm` wrote, without its rules about holidays.

    Raises:
        HorairesError: this program did not write it.
    """
    found: list[Plage] = []
    for rule in filter(None, (part.strip() for part in text.split(";"))):
        if rule in {"PH off", "SH off"}:
            continue
        match = _OSM_RULE.fullmatch(rule)
        spans = [_OSM_SPAN.fullmatch(one) for one in match[2].split(",")] if match else [None]
        for span in spans:
            if match is None or span is None:
                raise HorairesError(rule)
            h1, m1, h2, m2 = map(int, span.groups())
            jour = OSM_DAYS.index(match[1])
            found.append(Plage(jour=jour, debut=h1 * 60 + m1, fin=h2 * 60 + m2))
    return semaine(found)


def _osm(minutes: int) -> str:
    return f"{minutes // 60:02d}:{minutes % 60:02d}"
