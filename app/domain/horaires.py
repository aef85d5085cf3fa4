"""Weekly opening hours and their exceptions, read and written in the syntax of OpenStreetMap.

The week is a set of spans of minutes, some of them every other week; exceptions close or open dated
periods. Only what an agent types in the window is written: `Mo 09:00-12:00,14:00-17:00; week 2-53/2
Tu 09:00-12:00; PH off; SH off`. The full syntax, which lists of structures use, is not this
module's.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from itertools import pairwise
from typing import Final

JOURS: Final = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
OSM_DAYS: Final = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
_OSM_MONTHS: Final = (
    "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()  # noqa: SIM905 - read as one line
)
DAY_MINUTES: Final = 24 * 60
NOON: Final = 13 * 60  # where a day of work is cut in two (decision 0046)
HALF_DAY: Final = 120  # less than two hours beside the cut is no second half-day (decision 0046)
_FOUR_WEEKS: Final = 28  # two weeks that follow a week 53 are odd
_TYPED: Final = re.compile(
    r"(\d{1,2})\s*(?:[h:]\s*(\d{2})?)?\s*(?:[-–—à]|a)\s*(\d{1,2})\s*(?:[h:]\s*(\d{2})?)?"
)
_OSM_RULE: Final = re.compile(r"(?:week ([12])-53/2 )?(Mo|Tu|We|Th|Fr|Sa|Su) ([\d:,-]+)")
_ALTERNATE: Final = re.compile(r"\(?\b(?:les )?(?:sem(?:aines?|\.) )?(im)?paires?\b\)?")
_OSM_SPAN: Final = re.compile(r"(\d{2}):(\d{2})-(\d{2}):(\d{2})")


class HorairesError(ValueError):
    """What was typed is no opening hours; `what` is the part that was not understood."""

    def __init__(self, what: str) -> None:
        self.what = what
        super().__init__("opening hours that cannot be read")


class Alternance(StrEnum):
    """In which weeks an opening is held; a week has the parity of its ISO number."""

    TOUTES = ""
    IMPAIRES = "impaires"
    PAIRES = "paires"


WEEKS: Final = (Alternance.IMPAIRES, Alternance.PAIRES)


def alternance(day: date) -> Alternance:
    """Return the parity of the week of a day, as calendars number it (ISO 8601)."""
    return Alternance.IMPAIRES if day.isocalendar().week % 2 else Alternance.PAIRES


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Plage:
    """An opening: a day of the week (0 is Monday), from and to in minutes since midnight."""

    jour: int
    debut: int
    fin: int
    semaines: Alternance = Alternance.TOUTES

    def __post_init__(self) -> None:
        if not (0 <= self.jour < len(JOURS) and 0 <= self.debut < self.fin <= DAY_MINUTES):
            raise ValueError("an opening begins before it ends, on one day")

    @property
    def minutes(self) -> int:
        """Return how long it is."""
        return self.fin - self.debut


@dataclass(frozen=True, slots=True, kw_only=True)
class Semaine:
    """The openings of an ordinary week, in order; within one week none touch or overlap."""

    plages: tuple[Plage, ...] = ()

    def __post_init__(self) -> None:
        if list(self.plages) != sorted(self.plages):
            raise ValueError("the openings of a week are in order and apart")
        for which in WEEKS:
            week = self._in(which)
            for one, after in pairwise(week):
                if one.jour == after.jour and one.fin >= after.debut:
                    raise ValueError("the openings of a week are in order and apart")

    @property
    def alternates(self) -> bool:
        """Tell whether odd and even weeks differ."""
        return any(one.semaines for one in self.plages)

    @property
    def minutes(self) -> int:
        """Return how long the place is open in a week; in the shorter one where two alternate."""
        return min(self.minutes_in(which) for which in WEEKS)

    def minutes_in(self, which: Alternance) -> int:
        """Return how long the place is open in an odd or in an even week."""
        return sum(one.minutes for one in self._in(which))

    def of(self, jour: int) -> tuple[Plage, ...]:
        """Return the openings of a day of the week, of every week and of every other one."""
        return tuple(one for one in self.plages if one.jour == jour)

    def on(self, day: date) -> tuple[Plage, ...]:
        """Return the openings of a day."""
        return tuple(
            replace(one, semaines=Alternance.TOUTES)
            for one in self._in(alternance(day))
            if one.jour == day.weekday()
        )

    @property
    def demi_journees(self) -> int:
        """Return the half-days: an open day is one, two with 2 h on each side of 13 h.

        Of two weeks that alternate, the one that has fewer.
        """
        return min(_half_days(self._in(which)) for which in WEEKS)

    def _in(self, which: Alternance) -> tuple[Plage, ...]:
        return tuple(one for one in self.plages if one.semaines in {Alternance.TOUTES, which})


def _half_days(week: tuple[Plage, ...]) -> int:
    found = 0
    for jour in range(len(JOURS)):
        day = [one for one in week if one.jour == jour]
        morning = sum(max(0, min(one.fin, NOON) - one.debut) for one in day)
        afternoon = sum(max(0, one.fin - max(one.debut, NOON)) for one in day)
        found += bool(day) + (morning >= HALF_DAY and afternoon >= HALF_DAY)
    return found


def semaine(plages: Iterable[Plage]) -> Semaine:
    """Return a week made of these openings, those that meet put together.

    What odd and even weeks have in common is said once.
    """
    given = list(plages)
    odd, even = (
        _merged(one for one in given if one.semaines in {Alternance.TOUTES, which})
        for which in WEEKS
    )
    both = odd & even
    found = {
        *both,
        *(replace(one, semaines=Alternance.IMPAIRES) for one in odd - both),
        *(replace(one, semaines=Alternance.PAIRES) for one in even - both),
    }
    return Semaine(plages=tuple(sorted(found)))


def _merged(plages: Iterable[Plage]) -> set[Plage]:
    found: list[Plage] = []
    for one in sorted(replace(each, semaines=Alternance.TOUTES) for each in plages):
        if found and found[-1].jour == one.jour and one.debut <= found[-1].fin:
            found[-1] = replace(found[-1], fin=max(found[-1].fin, one.fin))
        else:
            found.append(one)
    return set(found)


def read_day(jour: int, typed: str) -> tuple[Plage, ...]:
    """Read « 9 h – 12 h, 14h30-17h » as an agent types it; empty when the place is closed.

    « 14 h – 17 h semaines paires » is an opening of every other week.

    Raises:
        HorairesError: a part of it is no span of hours.
    """
    found: list[Plage] = []
    for part in re.split(r"[,;]|\bet\b", typed.replace("\u00a0", " ").lower()):
        weeks = _ALTERNATE.findall(part)
        words = _ALTERNATE.sub(" ", part).strip(" :").removeprefix("de ").strip()
        if not weeks and (not words or words in {"fermé", "ferme"}):
            continue
        match = _TYPED.fullmatch(words)
        if match is None or len(weeks) > 1:
            raise HorairesError(part.strip())
        h1, m1, h2, m2 = (int(one or 0) for one in match.groups())
        debut, fin = h1 * 60 + m1, h2 * 60 + m2
        if max(m1, m2) >= 60 or fin > DAY_MINUTES or debut >= fin:  # noqa: PLR2004 - minutes
            raise HorairesError(part.strip())
        which = Alternance.TOUTES
        if weeks:
            which = Alternance.IMPAIRES if weeks[0] else Alternance.PAIRES
        found.append(Plage(jour=jour, debut=debut, fin=fin, semaines=which))
    return semaine(found).plages


def hour_words(minutes: int) -> str:
    """Say an hour of the day: « 9 h », « 14 h 30 »."""
    hours, rest = divmod(minutes, 60)
    return f"{hours}\u00a0h" + (f"\u00a0{rest:02d}" if rest else "")


def duration_words(minutes: int) -> str:
    """Say a length: « 12 h », « 2 h 30 », « 45 min »."""
    return hour_words(minutes) if minutes >= 60 else f"{minutes}\u00a0min"  # noqa: PLR2004


def span_words(plage: Plage) -> str:
    """Say an opening without its day: « 9 h – 12 h », « 9 h – 12 h (semaines paires) »."""
    weeks = f" (semaines\u00a0{plage.semaines})" if plage.semaines else ""
    return f"{hour_words(plage.debut)} – {hour_words(plage.fin)}{weeks}"


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

    def opens(self, week: Semaine) -> bool:
        """Tell whether a place has hours on one of its days; four weeks hold each kind of day."""
        days = min((self.au - self.du).days + 1, _FOUR_WEEKS)
        return any(week.on(self.du + timedelta(days=one)) for one in range(days))

    def covers(self, day: date, lieu_id: str) -> bool:
        """Tell whether it touches this place on this day."""
        return self.du <= day <= self.au and self.lieu_id in {"", lieu_id}


@dataclass(frozen=True, slots=True, kw_only=True)
class Ouverture:
    """A day of a place: its openings, or why it is closed although its week says otherwise."""

    plages: tuple[Plage, ...]
    ferme: str = ""


def write_osm(week: Semaine, *, feries: bool, vacances: bool) -> str:
    """Write a week as OpenStreetMap does; a place that is open on holidays says nothing of them.

    There a later rule for a day replaces an earlier one: a day that alternates is written whole,
    once for the odd weeks and once for the even ones.
    """
    rules = [rule for jour in range(len(JOURS)) for rule in _day_rules(week, jour)]
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
        spans = [_OSM_SPAN.fullmatch(one) for one in match[3].split(",")] if match else [None]
        for span in spans:
            if match is None or span is None:
                raise HorairesError(rule)
            h1, m1, h2, m2 = map(int, span.groups())
            found.append(
                Plage(
                    jour=OSM_DAYS.index(match[2]),
                    debut=h1 * 60 + m1,
                    fin=h2 * 60 + m2,
                    semaines=WEEKS[int(match[1]) - 1] if match[1] else Alternance.TOUTES,
                )
            )
    return semaine(found)


def _day_rules(week: Semaine, jour: int) -> list[str]:
    day = week.of(jour)
    if not any(one.semaines for one in day):
        return [f"{OSM_DAYS[jour]} {_spans(day)}"] if day else []
    rules: list[str] = []
    for first, which in enumerate(WEEKS, 1):
        held = [one for one in day if one.semaines in {Alternance.TOUTES, which}]
        rules += [f"week {first}-53/2 {OSM_DAYS[jour]} {_spans(held)}"] if held else []
    return rules


def _spans(day: Iterable[Plage]) -> str:
    return ",".join(f"{_osm(one.debut)}-{_osm(one.fin)}" for one in day)


def _osm(minutes: int) -> str:
    return f"{minutes // 60:02d}:{minutes % 60:02d}"
