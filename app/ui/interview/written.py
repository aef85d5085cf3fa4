"""Days, hours and numbers as people write them in a line, and the form's notation of them.

One reading for the questions at the window and for the papers typed afterwards.
"""

import re
from datetime import date
from typing import Final

_DATE: Final = re.compile(r"(\d{1,2})[/. -](\d{1,2})[/. -](\d{4})|(\d{2})(\d{2})(\d{4})")
_TIME: Final = re.compile(r"(\d{1,2})\s*[h:]\s*(\d{2})?", re.IGNORECASE)
_WHOLE: Final = re.compile(r"[+-]?\d{1,9}")
_DECIMAL: Final = re.compile(r"[+-]?\d{1,9}(\.\d{1,9})?")
_HOURS, _MINUTES = 24, 60


class TypedError(ValueError):
    """What was typed cannot be understood; the message is a French sentence."""


def day_of(text: str, *, like: str = "05/03/1958") -> date:
    """Return the day that was typed, with or without signs between: 22/11/2026, 22112026.

    `like` is the example in the sentence of the error.

    Raises:
        TypedError: it is no day.
    """
    match = _DATE.fullmatch(text.strip())
    if match is None:
        raise TypedError(f"Écrivez la date comme ceci\u00a0: {like}.")
    day, month, year = (int(part) for part in match.groups() if part)
    try:
        return date(year, month, day)
    except ValueError:
        raise TypedError("Ce jour n’existe pas\u00a0: vérifiez la date.") from None


def hour_of(text: str) -> str:
    """Return the hour that was typed, « 14 h 30 » or « 14:30 », as the form writes it.

    Raises:
        TypedError: it is no hour of a day.
    """
    match = _TIME.fullmatch(text.strip())
    hours, minutes = (int(match.group(1)), int(match.group(2) or 0)) if match else (_HOURS, 0)
    if hours >= _HOURS or minutes >= _MINUTES:
        raise TypedError("Écrivez l’heure comme ceci\u00a0: 14 h 30.")
    return f"{hours:02}:{minutes:02}:00"


def number_of(text: str, *, whole: bool) -> str:
    """Return the number that was typed, with a comma or a point, as the form writes it.

    Raises:
        TypedError: it is no number, or not `whole`.
    """
    plain = re.sub(r"\s", "", text).replace(",", ".")
    if (_WHOLE if whole else _DECIMAL).fullmatch(plain):
        return str(int(plain)) if whole else plain
    raise TypedError(
        "Écrivez un nombre entier, en chiffres." if whole else "Écrivez un nombre, en chiffres."
    )


def day_text(value: str) -> str:
    """Return a kept day as people write it; what is no day stays as it is."""
    try:
        return f"{date.fromisoformat(value):%d/%m/%Y}"
    except ValueError:
        return value


def hour_text(value: str) -> str:
    """Return a kept hour as people write it."""
    return value[:5].replace(":", " h ")


def decimal_text(value: str) -> str:
    """Return a kept number with a comma."""
    return value.replace(".", ",")
