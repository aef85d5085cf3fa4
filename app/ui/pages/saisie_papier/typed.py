"""What a hand wrote in a line, as it is typed, and the form's notation of it."""

import re
from datetime import date
from typing import Final

from app.documents.blank_questionnaire_outline import Answer

_DATE: Final = re.compile(r"(\d{1,2})[/. -](\d{1,2})[/. -](\d{4})|(\d{2})(\d{2})(\d{4})")
_TIME: Final = re.compile(r"(\d{1,2})\s*[h:]\s*(\d{2})?", re.IGNORECASE)
_WHOLE: Final = re.compile(r"[+-]?\d{1,9}")
_DECIMAL: Final = re.compile(r"[+-]?\d{1,9}(\.\d{1,9})?")
_HOURS, _MINUTES = 24, 60


class TypedError(ValueError):
    """What was typed cannot be understood; the message is a French sentence."""


def day_of(text: str) -> date:
    """Return the day that was typed, with or without signs between: 22/11/2026, 22112026.

    Raises:
        TypedError: it is no day.
    """
    match = _DATE.fullmatch(text.strip())
    if match is None:
        raise TypedError("Écrivez la date comme ceci\u00a0: 05/03/2026.")
    day, month, year = (int(part) for part in match.groups() if part)
    try:
        return date(year, month, day)
    except ValueError:
        raise TypedError("Ce jour n’existe pas\u00a0: vérifiez la date.") from None


def value_of(answer: Answer, text: str) -> str:
    """Return the form's notation of a line; nothing stays nothing.

    Raises:
        TypedError: it is no date, no hour, no number.
    """
    written = text.strip()
    if not written or answer is Answer.TEXT:
        return written
    if answer is Answer.DATE:
        return day_of(written).isoformat()
    if answer is Answer.TIME:
        return _time(written)
    plain = re.sub(r"\s", "", written).replace(",", ".")
    whole = answer is Answer.NUMBER
    if (_WHOLE if whole else _DECIMAL).fullmatch(plain):
        return str(int(plain)) if whole else plain
    raise TypedError(
        "Écrivez un nombre entier, en chiffres." if whole else "Écrivez un nombre, en chiffres."
    )


def text_of(answer: Answer, value: str) -> str:
    """Return a kept value as people write it."""
    if answer is Answer.DATE:
        try:
            return f"{date.fromisoformat(value):%d/%m/%Y}"
        except ValueError:
            return value
    if answer is Answer.TIME:
        return value[:5].replace(":", " h ")
    return value.replace(".", ",") if answer is Answer.DECIMAL else value


def _time(written: str) -> str:
    match = _TIME.fullmatch(written)
    hours, minutes = (int(match.group(1)), int(match.group(2) or 0)) if match else (_HOURS, 0)
    if hours >= _HOURS or minutes >= _MINUTES:
        raise TypedError("Écrivez l’heure comme ceci\u00a0: 14 h 30.")
    return f"{hours:02}:{minutes:02}:00"
