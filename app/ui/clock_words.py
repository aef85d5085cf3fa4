"""A term of 24 hours in words: what is left, how urgent it is, the hour at which it ends."""

import re
from datetime import date, datetime, time, timedelta

from app.domain.clock import Clock
from app.domain.delais import Alerte, Compte
from app.ui.dates import day_words
from app.ui.widgets.tones import Pill, Tone

_TONES = {
    Alerte.VERT: Tone.SUCCESS,
    Alerte.ORANGE: Tone.WARNING,
    Alerte.ROUGE: Tone.DANGER,
    Alerte.DEPASSE: Tone.DANGER,
}
_MINUTE = timedelta(minutes=1)
_HOUR_S = 3600
_SHORT_H = 10  # below it minutes count
_DAY = re.compile(r"([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4})")
_HOUR = re.compile(r"([0-9]{1,2}) ?(?:[h:.]) ?([0-9]{2})?")


def clock_pill(compte: Compte, now: datetime) -> Pill:
    """Return « Reste 14 h », green, orange, red; « Dépassé de 2 h »."""
    alerte = compte.alerte(now)
    left = compte.remaining(now)
    words = f"Dépassé de {hours(-left)}" if alerte is Alerte.DEPASSE else f"Reste {hours(left)}"
    return Pill(words, _TONES[alerte])


def hours(length: timedelta) -> str:
    """Return « 14 h », « 3 h 20 », « 12 min »: hours of real time, rounded down."""
    minutes = max(0, length // _MINUTE)
    whole, rest = divmod(minutes, 60)
    if not whole:
        return f"{rest}\u00a0min"
    if whole >= _SHORT_H or not rest:
        return f"{whole}\u00a0h"
    return f"{whole}\u00a0h\u00a0{rest:02}"


def before_words(compte: Compte, clock: Clock) -> str:
    """Return « demain avant 9 h 05 », « avant le 23 novembre à 9 h 05 »: the term on the wall."""
    zone, today = clock.zone(), clock.today()
    local = compte.ends_at.astimezone(zone)
    near = {today: "aujourd’hui", today + timedelta(days=1): "demain"}.get(local.date())
    hour = f"{local.hour}\u00a0h\u00a0{local.minute:02}"
    if near:
        return f"{near} avant {hour}"
    return f"avant le {day_words(local.date())} à {hour}"


def parse_day(text: str) -> date | None:
    """Read « 22/11/2026 », None when it is no such day."""
    found = _DAY.fullmatch(text.strip())
    if found is None:
        return None
    day, month, year = (int(part) for part in found.groups())
    try:
        return date(year, month, day)
    except ValueError:
        return None


def parse_hour(text: str) -> time | None:
    """Read « 9:05 », « 9 h 05 », « 9h », None when it is no hour."""
    found = _HOUR.fullmatch(text.strip().replace("\u00a0", " ").lower())
    if found is None:
        return None
    hour, minute = int(found[1]), int(found[2] or 0)
    try:
        return time(hour, minute)
    except ValueError:
        return None


def day_line(at: datetime) -> str:
    """Return « 22/11/2026 », as it is typed."""
    return f"{at:%d/%m/%Y}"


def hour_line(at: datetime) -> str:
    """Return « 10:12 », as it is typed."""
    return f"{at:%H:%M}"
