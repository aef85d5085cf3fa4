"""Answers typed in a line: what people write, and the form's notation of it."""

import re
from datetime import date

from app.ui.pages.questionnaire.state import Kind

_DATE = re.compile(r"(\d{1,2})[/. -](\d{1,2})[/. -](\d{4})")
_TIME = re.compile(r"(\d{1,2})\s*[h:]\s*(\d{2})?", re.IGNORECASE)
_HOURS, _MINUTES = 24, 60

HINTS = {
    Kind.DATE: "Jour, mois, année\u00a0: 05/03/1958",
    Kind.TIME: "Par exemple 14 h 30",
    Kind.NUMBER: "Un nombre",
    Kind.DECIMAL: "Un nombre, avec une virgule s’il le faut",
}


class TypedError(ValueError):
    """What was typed cannot be understood; the message is a French sentence."""


def value_of(kind: Kind, text: str) -> str:
    """Return the form's notation of what was typed; nothing stays nothing.

    Raises:
        TypedError: it is no date, no number.
    """
    written = text.strip()
    if not written or kind is Kind.TEXT:
        return written
    if kind is Kind.DATE:
        return _date(written)
    if kind is Kind.TIME:
        return _time(written)
    return _number(written, whole=kind is Kind.NUMBER)


def text_of(kind: Kind, value: str) -> str:
    """Return a kept value as people write it."""
    if kind is Kind.DATE:
        try:
            return f"{date.fromisoformat(value):%d/%m/%Y}"
        except ValueError:
            return value
    if kind is Kind.TIME:
        return value[:5].replace(":", " h ")
    if kind is Kind.DECIMAL:
        return value.replace(".", ",")
    return value


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


def _number(written: str, *, whole: bool) -> str:
    plain = re.sub(r"\s", "", written).replace(",", ".")
    if whole and re.fullmatch(r"[+-]?\d{1,9}", plain):
        return str(int(plain))
    if not whole and re.fullmatch(r"[+-]?\d{1,9}(\.\d{1,9})?", plain):
        return plain
    raise TypedError(
        "Écrivez un nombre entier, en chiffres." if whole else "Écrivez un nombre, en chiffres."
    )
