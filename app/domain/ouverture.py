"""Opening hours of a place that somebody else wrote: open now or not, and in French.

The full syntax of OpenStreetMap (opening-hours-py), with the public holidays of France, and the two
more of Bas-Rhin, Haut-Rhin and Moselle, which that library does not know. What is not in that
syntax (« 9h-12h ») is a text, shown as it stands; it is never guessed at.
"""

import re
from datetime import date, datetime
from enum import Enum, auto
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from app.domain.feries import feries

if TYPE_CHECKING:
    from opening_hours import OpeningHours

_KEPT: Final = 4096  # timetables of a large list, read once
_YEAR: Final = 366
_DAYS: Final = {
    "Mo": "lundi",
    "Tu": "mardi",
    "We": "mercredi",
    "Th": "jeudi",
    "Fr": "vendredi",
    "Sa": "samedi",
    "Su": "dimanche",
}
_MONTHS: Final = {3: "Mar", 4: "Apr", 12: "Dec"}  # those of the holidays that are local
_RANKS: Final = {"1": "1er", "2": "2e", "3": "3e", "4": "4e", "5": "5e", "-1": "dernier"}
_DAY: Final = r"(?:Mo|Tu|We|Th|Fr|Sa|Su)(?:\[-?\d\])?"
_SPAN: Final = r"\d\d:\d\d-\d\d:\d\d"
_RULE: Final = re.compile(
    rf"((?:{_DAY}|PH|SH)(?:[-,](?:{_DAY}|PH|SH))*)\s+((?:{_SPAN})(?:,\s*{_SPAN})*|off|closed)"
)
_SCHOOL: Final = re.compile(r"\bSH\b")
_PUBLIC: Final = re.compile(r"\bPH\b")
_OF_PUBLIC: Final = re.compile(r"[A-Za-z,-]*\bPH\b[A-Za-z,-]*(?= )")  # « PH », « Sa,Su,PH »
_TEXT: Final = re.compile(r'"[^"]*"')
_HOLIDAYS: Final = {"PH": "les jours fériés", "SH": "pendant les vacances scolaires"}


class Etat(Enum):
    """Whether a place is open at a moment."""

    OUVERT = auto()
    FERME = auto()
    INCONNU = auto()  # no timetable, one that cannot be read, or one that does not know either


def is_readable(horaires: str) -> bool:
    """Tell whether a timetable is in the syntax of OpenStreetMap."""
    return bool(horaires) and _compiled(horaires) is not None


def state_at(horaires: str, at: datetime, departement: str = "") -> Etat:
    """Tell whether a place is open at a local moment; `departement` is the code of its own.

    Nobody knows here when school holidays are, nor where Good Friday is a holiday: what depends on
    them is not known.
    """
    if _of_school(horaires):
        in_term, in_holidays = (state_at(one, at, departement) for one in _both(horaires))
        return in_term if in_term is in_holidays else Etat.INCONNU
    day = at.date()
    if _of_public(horaires) and day in _local(day.year, departement):
        there, elsewhere = state_at(_as_holiday(horaires, day), at), state_at(horaires, at)
        known = there is elsewhere or day in feries(day.year, departement, temple=False)
        return there if known else Etat.INCONNU
    found = _compiled(horaires) if horaires else None
    if found is None:
        return Etat.INCONNU
    local = at.replace(tzinfo=None)
    if found.is_unknown(local):
        return Etat.INCONNU
    return Etat.OUVERT if found.is_open(local) else Etat.FERME


def changes_at(horaires: str, at: datetime, departement: str = "") -> datetime | None:
    """Return the local moment at which a place opens or closes next; None when nobody knows."""
    found = _compiled(horaires) if horaires and not _of_school(horaires) else None
    change = None if found is None else found.next_change(at.replace(tzinfo=None))
    if change is None or not _of_public(horaires):
        return change
    local = _local(at.year, departement) | _local(change.year, departement)
    return None if any(at.date() <= day <= change.date() for day in local) else change


def words(horaires: str) -> str:
    """Return a timetable in French; as it stands when it says more than this knows."""
    if not is_readable(horaires):
        return horaires
    if horaires.strip() == "24/7":
        return "jour et nuit"
    said = [_rule_words(rule.strip()) for rule in horaires.split(";") if rule.strip()]
    return " ; ".join(one for one in said if one) if all(said) else horaires


def _of_public(horaires: str) -> bool:
    return _PUBLIC.search(_TEXT.sub("", horaires)) is not None


@lru_cache(maxsize=64)
def _local(year: int, departement: str) -> frozenset[date]:
    """Return the holidays that a département has beside those of the whole country."""
    return frozenset(feries(year, departement).keys() - feries(year).keys())


def _as_holiday(horaires: str, day: date) -> str:
    """Return a timetable that says of `day` what it says of holidays; empty where it cannot."""
    rules = [one.strip() for one in horaires.split(";") if one.strip()]
    written = f"{day.year} {_MONTHS[day.month]} {day.day:02d}"
    said = [_OF_PUBLIC.sub(written, one, count=1) for one in rules]
    if any(_PUBLIC.search(one) for one in said):
        return ""
    pairs = zip(rules, said, strict=True)
    return "; ".join(part for one, other in pairs for part in dict.fromkeys((one, other)))


def _of_school(horaires: str) -> bool:
    return _SCHOOL.search(_TEXT.sub("", horaires)) is not None


def _both(horaires: str) -> tuple[str, str]:
    """Return a timetable as it is in term and in school holidays; empty where it cannot be told."""
    rules = [one.strip() for one in horaires.split(";") if one.strip()]
    term = [one for one in rules if not one.startswith("SH ")]
    holidays = [one.removeprefix("SH ") for one in rules]
    if not is_readable(horaires) or any(_of_school(one) for one in holidays):
        return "", ""
    return "; ".join(term) or "off", "; ".join(holidays)


@lru_cache(maxsize=_KEPT)
def _compiled(horaires: str) -> "OpeningHours | None":
    from opening_hours import OpeningHours, validate  # noqa: PLC0415 - large, and few pages need it

    if not validate(horaires):
        return None
    return OpeningHours(horaires, country="FR", max_interval_days=_YEAR)


def _rule_words(rule: str) -> str:
    if rule.startswith("SH ") and rule[3:4].isupper():
        inner = _rule_words(rule[3:])
        return f"pendant les vacances scolaires, {inner}" if inner else ""
    found = _RULE.fullmatch(rule)
    if found is None:
        return ""
    days, spans = found[1], found[2]
    holidays = [_HOLIDAYS[one] for one in days.split(",") if one in _HOLIDAYS]
    weekdays = [one for one in days.split(",") if one not in _HOLIDAYS]
    if any("PH" in one or "SH" in one for one in weekdays):
        return ""
    named = _joined([*(_days_words(one) for one in weekdays), *holidays])
    if spans in {"off", "closed"}:
        return f"fermé {named}" if holidays and not weekdays else f"{named} : fermé"
    return f"{named} {_joined([_span_words(one.strip()) for one in spans.split(',')])}"


def _days_words(days: str) -> str:
    first, _, last = days.partition("-") if "[" not in days else (days, "", "")
    if last:
        return f"du {_DAYS[first]} au {_DAYS[last]}"
    name, _, rank = days.partition("[")
    if rank:
        return f"le {_RANKS.get(rank.rstrip(']'), rank)} {_DAYS[name]} du mois"
    return _DAYS[name]


def _span_words(span: str) -> str:
    begins, _, ends = span.partition("-")
    return f"de {_hour(begins)} à {_hour(ends)}"


def _hour(text: str) -> str:
    hours, _, minutes = text.partition(":")
    return f"{int(hours)}\u00a0h" + (f"\u00a0{minutes}" if minutes != "00" else "")


def _joined(parts: list[str]) -> str:
    return " et ".join(filter(None, (", ".join(parts[:-1]), parts[-1])))
