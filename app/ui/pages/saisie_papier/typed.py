"""What a hand wrote in a line of a paper, and the form's notation of it."""

from datetime import date

from app.documents.blank_questionnaire_outline import Answer
from app.ui.interview import written
from app.ui.interview.written import (
    TypedError,
    day_text,
    decimal_text,
    hour_of,
    hour_text,
    moment_of,
    moment_text,
)

__all__ = ["TypedError", "day_of", "text_of", "value_of"]

_LIKE = "05/03/2026"  # most days on a paper are recent ones


def day_of(text: str) -> date:
    """Return the day that was typed.

    Raises:
        TypedError: it is no day.
    """
    return written.day_of(text, like=_LIKE)


def value_of(answer: Answer, text: str) -> str:
    """Return the form's notation of a line; nothing stays nothing.

    Raises:
        TypedError: it is no date, no hour, no number.
    """
    line = text.strip()
    if not line or answer is Answer.TEXT:
        return line
    if answer is Answer.DATE:
        return day_of(line).isoformat()
    if answer is Answer.TIME:
        return hour_of(line)
    if answer is Answer.MOMENT:
        return moment_of(line, like=_LIKE)
    return written.number_of(line, whole=answer is Answer.NUMBER)


def text_of(answer: Answer, value: str) -> str:
    """Return a kept value as people write it."""
    if answer is Answer.DATE:
        return day_text(value)
    if answer is Answer.TIME:
        return hour_text(value)
    if answer is Answer.MOMENT:
        return moment_text(value)
    return decimal_text(value) if answer is Answer.DECIMAL else value
