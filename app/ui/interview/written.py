"""Days, hours and numbers as people write them in a line, and the form's notation of them.

One reading for the questions at the window and for the papers typed afterwards.
"""

import re
from datetime import date
from typing import Final

_DATE: Final = re.compile(r"(\d{1,2})[/. -](\d{1,2})[/. -](\d{4})|(\d{2})(\d{2})(\d{4})")
_NAMED: Final = re.compile(r"(\d{1,2})(?:\s*er)?\s+([a-zéû]{3,9})\.?\s+(\d{4})", re.IGNORECASE)
_SHORT: Final = re.compile(
    r"\d{1,2}[/. -]\d{1,2}[/. -]\d{2}|\d{6}|\d{1,2}(?:\s*er)?\s+[a-zéû]{3,9}\.?\s+\d{2}",
    re.IGNORECASE,
)
_MONTHS: Final = (
    "janvier", "février", "mars", "avril", "mai", "juin",
    "juillet", "août", "septembre", "octobre", "novembre", "décembre",
)  # fmt: skip
_MOMENT: Final = re.compile(r"(.+?)[\s,]+(?:à\s+)?(\d{1,2}\s*[h:]\s*(?:\d{2})?)", re.IGNORECASE)
_ISO_MOMENT: Final = re.compile(r"(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2}).*")
_TIME: Final = re.compile(r"(\d{1,2})\s*[h:]\s*(\d{2})?", re.IGNORECASE)
_WHOLE: Final = re.compile(r"[+-]?\d{1,9}")
_DECIMAL: Final = re.compile(r"[+-]?\d{1,9}(\.\d{1,9})?")
_HOURS, _MINUTES = 24, 60


class TypedError(ValueError):
    """What was typed cannot be understood; the message is a French sentence."""


def day_of(text: str, *, like: str = "05/03/1958") -> date:
    """Return the day that was typed: 22/11/2026, 22112026, 22 novembre 2026.

    A year of two figures is refused: « 26 » may be 1926 for a birth and 2026 for a visit.

    `like` is the example in the sentence of the error.

    Raises:
        TypedError: it is no day.
    """
    typed = text.strip()
    if _SHORT.fullmatch(typed):
        raise TypedError(f"Écrivez l’année avec quatre chiffres, comme ceci\u00a0: {like}.")
    match = _DATE.fullmatch(typed)
    if match is not None:
        day, month, year = (int(part) for part in match.groups() if part)
    else:
        named = _NAMED.fullmatch(typed)
        month = _month(named.group(2)) if named else 0
        if named is None or not month:
            raise TypedError(f"Écrivez la date comme ceci\u00a0: {like}.")
        day, year = int(named.group(1)), int(named.group(3))
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


def moment_of(text: str, *, like: str = "05/03/1958") -> str:
    """Return the day with its hour, « 05/03/2026 14:30 », as the form writes it.

    Without an offset: the form reads it in the laptop's zone.

    Raises:
        TypedError: it is no day with an hour.
    """
    match = _MOMENT.fullmatch(text.strip())
    if match is None:
        raise TypedError(f"Écrivez le jour et l’heure comme ceci\u00a0: {like} 14 h 30.")
    day, hour = day_of(match.group(1), like=like), hour_of(match.group(2))
    return f"{day.isoformat()}T{hour}"


def moment_text(value: str) -> str:
    """Return a kept day with its hour as people write it; anything else stays as it is."""
    match = _ISO_MOMENT.fullmatch(value)
    return f"{day_text(match.group(1))} {hour_text(match.group(2))}" if match else value


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


def _month(name: str) -> int:
    """Return the number of a month by its name, accents or not, cut or whole; 0 when it is none."""
    plain = name.lower().translate(str.maketrans("éû", "eu"))
    known = [one.translate(str.maketrans("éû", "eu")) for one in _MONTHS]
    found = [place for place, one in enumerate(known, 1) if one.startswith(plain)]
    return found[0] if len(found) == 1 else 0
