"""Answers typed in a line: what people write, and the form's notation of it."""

from collections.abc import Callable
from decimal import Decimal

from app.ui.interview.written import (
    TypedError,
    day_of,
    day_text,
    decimal_text,
    hour_of,
    hour_text,
    moment_of,
    moment_text,
    number_of,
)
from app.ui.pages.questionnaire.state import Kind
from app.ui.widgets import rank_list
from app.ui.widgets.scales import Scale, number_text

__all__ = ["HINTS", "TypedError", "text_of", "value_of"]

HINTS = {
    Kind.DATE: "Jour, mois, année\u00a0: 05/03/1958",
    Kind.TIME: "Par exemple 14 h 30",
    Kind.DATE_TIME: "Jour et heure\u00a0: 05/03/1958 14 h 30",
    Kind.NUMBER: "Un nombre",
    Kind.DECIMAL: "Un nombre, avec une virgule s’il le faut",
    Kind.RANK: rank_list.HELP,
    Kind.LINES: "Entrée passe à la ligne, Ctrl+Entrée continue.",
}


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
        return moment_of(written)
    if kind is Kind.DATE:
        return day_of(written).isoformat()
    if kind is Kind.TIME:
        return hour_of(written)
    return number_of(written, whole=kind is Kind.NUMBER)


def text_of(kind: Kind, value: str) -> str:
    """Return a kept value as people write it."""
    write = _WRITTEN.get(kind)
    return value if write is None or not value else write(value)


_WRITTEN: dict[Kind, Callable[[str], str]] = {
    Kind.DATE: day_text,
    Kind.TIME: hour_text,
    Kind.DATE_TIME: moment_text,
    Kind.SCALE: lambda value: number_text(Decimal(value)),
    Kind.DECIMAL: decimal_text,
}


def _on_scale(written: str, scale: Scale) -> str:
    number = Decimal(number_of(written, whole=False))
    if not scale.holds(number):
        raise TypedError(f"Ce nombre n’est pas possible ici. {scale.words}.")
    return format(number, "f")
