"""Days and moments as people say them."""

from datetime import date, datetime, timedelta, tzinfo

_MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin", "juillet",
    "août", "septembre", "octobre", "novembre", "décembre",
)  # fmt: skip
_DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")


def day_words(day: date) -> str:
    """Return « 22 novembre 2026 »."""
    return f"{_number(day)}\u00a0{_MONTHS[day.month - 1]} {day.year}"


def long_day_words(day: date) -> str:
    """Return « dimanche 22 novembre 2026 »."""
    return f"{_DAYS[day.weekday()]} {day_words(day)}"


def moment_words(at: datetime, *, today: date, zone: tzinfo) -> str:
    """Return « aujourd’hui à 10 h 12 », « hier à 16 h 40 », else « le 3 novembre à 9 h 05 »."""
    local = at.astimezone(zone)
    hour = f"{local.hour}\u00a0h\u00a0{local.minute:02}"
    day = local.date()
    if day == today:
        return f"aujourd’hui à {hour}"
    if day == today - timedelta(days=1):
        return f"hier à {hour}"
    year = "" if day.year == today.year else f" {day.year}"
    return f"le {_number(day)}\u00a0{_MONTHS[day.month - 1]}{year} à {hour}"


def month_words(month: str) -> str:
    """Return « novembre 2026 » for « 2026-11 », with « (suite) » for « 2026-11-2 »."""
    year, number, *rest = month.split("-")
    return f"{_MONTHS[int(number) - 1]} {year}" + (" (suite)" if rest else "")


def _number(day: date) -> str:
    return "1er" if day.day == 1 else str(day.day)
