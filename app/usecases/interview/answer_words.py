"""Questions and answers as people write them: straightened apostrophes, days, hours, numbers."""

import re
from collections.abc import Iterable
from datetime import date

from app.documents.typography import french, french_date
from app.questionnaire.form.markdown import plain

_APOSTROPHE = re.compile(r"(?<=\w)'(?=\w)")  # the workbook's reader straightens them
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_DECIMAL = re.compile(r"-?\d+\.\d+")
_TIME = re.compile(r"(\d{2}):(\d{2})(:\d{2}.*)?")


def question_words(text: str) -> str:
    """Return a question, or the title of a part, without the marks of the form."""
    return french(_APOSTROPHE.sub("’", plain(text)).strip())


def answer_words(values: Iterable[str]) -> str:
    """Return the values of an answer, one after the other; empty when there is none."""
    return " · ".join(_value(question_words(value)) for value in values)


def _value(value: str) -> str:
    """Return a date, an hour or a number as people write it; words stay as they are."""
    if _DAY.fullmatch(value):
        try:
            return french_date(date.fromisoformat(value))
        except ValueError:
            return value
    if hour := _TIME.fullmatch(value):
        return f"{hour.group(1)}\u00a0h\u00a0{hour.group(2)}"
    return value.replace(".", ",") if _DECIMAL.fullmatch(value) else value
