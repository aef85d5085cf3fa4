"""Dates and instants of ODK: read, counted in days, written."""

from __future__ import annotations

import math
import re
from datetime import UTC, datetime, time, timedelta, tzinfo

SECONDS_A_DAY = 86_400
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_ISO = re.compile(
    r"(\d{4}-\d{2}-\d{2})"
    r"(?:T(\d{2})(?::(\d{2})(?::(\d{2})(\.\d+)?)?)?(Z|[+-]\d{2}:\d{2})?)?",
    re.ASCII,
)
_OFFSET = re.compile(r"([+-])(0\d|1[0-4]):([0-5]\d)", re.ASCII)
_TIME = re.compile(r"\d{2}:\d{2}(?::[0-5]\d(?:\.\d+)?)?(?:Z|[+-]\d{2}:\d{2})?", re.ASCII)
_SHORT_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
_SHORT_DAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
_FORMAT = re.compile(r"%([YymnbdeaHhMS3])")


def parse_moment(text: str, zone: tzinfo) -> datetime | None:
    """Read an ISO date or instant; without an offset it is local to `zone`.

    A day that no calendar has, such as 2026-02-31, gives `None`.
    """
    match = _ISO.fullmatch(text)
    if match is None:
        return None
    day, hour, minute, second, fraction, offset = match.groups()
    try:
        moment = datetime.fromisoformat(day) + timedelta(0)
        if hour is not None:
            clock = time(int(hour), int(minute or 0), int(second or 0))
            moment = datetime.combine(moment.date(), clock)
            moment += timedelta(seconds=float(fraction or 0))
        return _placed(moment, offset, zone)
    except (ValueError, OverflowError):
        return None


def _placed(moment: datetime, offset: str | None, zone: tzinfo) -> datetime | None:
    if offset is None:
        return moment.replace(tzinfo=zone)
    if offset == "Z":
        return moment.replace(tzinfo=UTC).astimezone(zone)
    match = _OFFSET.fullmatch(offset)
    if match is None:
        return None
    shift = timedelta(hours=int(match.group(2)), minutes=int(match.group(3)))
    utc = moment - shift if match.group(1) == "+" else moment + shift
    return utc.replace(tzinfo=UTC).astimezone(zone)


def day_number(moment: datetime) -> float:
    """Return the days since 1970-01-01 UTC, with the fraction, to the millisecond."""
    elapsed = moment.astimezone(UTC) - _EPOCH
    return (elapsed // timedelta(milliseconds=1)) / (SECONDS_A_DAY * 1000)


def moment_of_day_number(days: float, zone: tzinfo) -> datetime | None:
    """Return the instant of a day number, `None` for NaN and for years out of the calendar."""
    if not math.isfinite(days):
        return None
    try:
        milliseconds = round(days * SECONDS_A_DAY * 1000)
        return (_EPOCH + timedelta(milliseconds=milliseconds)).astimezone(zone)
    except OverflowError:
        return None


def iso_text(moment: datetime) -> str:
    """Write an instant as `2026-08-14T09:00:00.000+02:00`, a midnight as the day alone."""
    if (moment.hour, moment.minute, moment.second, moment.microsecond) == (0, 0, 0, 0):
        return moment.date().isoformat()
    return moment.isoformat(timespec="milliseconds")


def time_fraction(text: str, zone: tzinfo) -> float:
    """Return the part of the day that a time of day stands for, NaN if it is none.

    A time with an offset is moved to `zone` as it stood on 1970-01-01.
    Source: web-forms 0.22.
    """
    moment = parse_moment(f"1970-01-01T{text}", zone) if _TIME.fullmatch(text) else None
    if moment is None:
        return math.nan
    seconds = moment.hour * 3600 + moment.minute * 60 + moment.second
    return (seconds + moment.microsecond / 1_000_000) / SECONDS_A_DAY


def formatted(moment: datetime, pattern: str) -> str:
    """Write a date by an ODK pattern such as `%d/%m/%Y`; unknown marks stay as they are.

    Source: ODK XForms specification, format-date() and format-date-time().
    """
    texts = {
        "Y": f"{moment.year:04d}",
        "y": f"{moment.year:04d}"[2:],
        "m": f"{moment.month:02d}",
        "n": str(moment.month),
        "b": _SHORT_MONTHS[moment.month - 1],
        "d": f"{moment.day:02d}",
        "e": str(moment.day),
        "a": _SHORT_DAYS[moment.weekday()],
        "H": f"{moment.hour:02d}",
        "h": str(moment.hour),
        "M": f"{moment.minute:02d}",
        "S": f"{moment.second:02d}",
        "3": f"{moment.microsecond // 1000:03d}",
    }

    return _FORMAT.sub(lambda match: texts[match.group(1)], pattern)
