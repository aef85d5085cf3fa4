"""Answers typed in a line: what people write, and the form's notation of it."""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal

from app.ui.pages.questionnaire.state import Kind
from app.ui.widgets.scales import Scale, number_text

_DATE = re.compile(r"(\d{1,2})[/. -](\d{1,2})[/. -](\d{4})")
_TIME = re.compile(r"(\d{1,2})\s*[h:]\s*(\d{2})?", re.IGNORECASE)
_HOURS, _MINUTES = 24, 60
_MOMENT = re.compile(r"(\S+|\d+ \d+ \d+)\s+(?:à\s+)?(\d.*)")
_ISO_MOMENT = re.compile(r"(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2}).*")

HINTS = {
    Kind.DATE: "Jour, mois, année\u00a0: 05/03/1958",
    Kind.TIME: "Par exemple 14 h 30",
    Kind.DATE_TIME: "Jour et heure\u00a0: 05/03/1958 14 h 30",
    Kind.NUMBER: "Un nombre",
    Kind.DECIMAL: "Un nombre, avec une virgule s’il le faut",
}


class TypedError(ValueError):
    """What was typed cannot be understood; the message is a French sentence."""


def value_of(kind: Kind, text: str, scale: Scale | None = None) -> str:
    """Return the form's notation of what was typed; nothing stays nothing.

    Raises:
        TypedError: it is no date, no number, or none of the `scale`.
    """
    written = text.strip()
    if not written or kind in (Kind.TEXT, Kind.LINES):
        return written
    if kind is Kind.SCALE and scale is not None:
        return _on_scale(written, scale)
    if kind is Kind.DATE_TIME:
        return _moment(written)
    if kind is Kind.DATE:
        return _date(written)
    if kind is Kind.TIME:
        return _time(written)
    return _number(written, whole=kind is Kind.NUMBER)


def text_of(kind: Kind, value: str) -> str:
    """Return a kept value as people write it."""
    write = _WRITTEN.get(kind)
    return value if write is None or not value else write(value)


def _date_text(value: str) -> str:
    try:
        return f"{date.fromisoformat(value):%d/%m/%Y}"
    except ValueError:
        return value


def _time_text(value: str) -> str:
    return value[:5].replace(":", " h ")


def _moment_text(value: str) -> str:
    match = _ISO_MOMENT.fullmatch(value)
    return f"{_date_text(match.group(1))} {_time_text(match.group(2))}" if match else value


_WRITTEN: dict[Kind, Callable[[str], str]] = {
    Kind.DATE: _date_text,
    Kind.TIME: _time_text,
    Kind.DATE_TIME: _moment_text,
    Kind.SCALE: lambda value: number_text(Decimal(value)),
    Kind.DECIMAL: lambda value: value.replace(".", ","),
}


def _date(written: str) -> str:
    match = _DATE.fullmatch(written)
    if match is None:
        raise TypedError("Écrivez la date comme ceci\u00a0: 05/03/1958.")
    day, month, year = (int(part) for part in match.groups())
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        raise TypedError("Ce jour n’existe pas\u00a0: vérifiez la date.") from None


def _time(written: str) -> str:
    match = _TIME.fullmatch(written)
    hours, minutes = (int(match.group(1)), int(match.group(2) or 0)) if match else (_HOURS, 0)
    if hours >= _HOURS or minutes >= _MINUTES:
        raise TypedError("Écrivez l’heure comme ceci\u00a0: 14 h 30.")
    return f"{hours:02}:{minutes:02}:00"


def _moment(written: str) -> str:
    match = _MOMENT.fullmatch(written)
    if match is None:
        raise TypedError("Écrivez le jour et l’heure comme ceci\u00a0: 05/03/1958 14 h 30.")
    return f"{_date(match.group(1))}T{_time(match.group(2))}"  # without offset: the laptop's zone


def _on_scale(written: str, scale: Scale) -> str:
    number = Decimal(_number(written, whole=False))
    if not scale.holds(number):
        raise TypedError(f"Ce nombre n’est pas possible ici. {scale.words}.")
    return format(number, "f")


def _number(written: str, *, whole: bool) -> str:
    plain = re.sub(r"\s", "", written).replace(",", ".")
    if whole and re.fullmatch(r"[+-]?\d{1,9}", plain):
        return str(int(plain))
    if not whole and re.fullmatch(r"[+-]?\d{1,9}(\.\d{1,9})?", plain):
        return plain
    raise TypedError(
        "Écrivez un nombre entier, en chiffres." if whole else "Écrivez un nombre, en chiffres."
    )
