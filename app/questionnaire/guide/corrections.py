"""Propose the condition that was probably meant, where a spreadsheet has changed it."""

import re
from typing import Final

from app.questionnaire.expressions.parser import parse
from app.questionnaire.expressions.syntax import ExpressionError

_TYPOGRAPHY: Final = (
    (re.compile("[’‘‛′]"), "'"),
    (re.compile("«[\u00a0\u202f ]*|[\u00a0\u202f ]*»"), "'"),
    (re.compile("[“”„]"), '"'),
    (re.compile("≤"), "<="),
    (re.compile("≥"), ">="),
    (re.compile("≠"), "!="),
    (re.compile("[–—−]"), "-"),
    (re.compile("×"), "*"),
    (re.compile("[\u202f\u2009]"), " "),
)
_FRENCH: Final = (
    (re.compile(r"(?<=[0-9]),(?=[0-9])"), "."),  # before « ; », which becomes a comma
    (re.compile(r";"), ","),
    (re.compile(r"(?i)\bVRAI(\(\))?(?![\w(])"), "true()"),
    (re.compile(r"(?i)\bFAUX(\(\))?(?![\w(])"), "false()"),
    (re.compile(r"(?i)\b(ET|AND)\b"), "and"),
    (re.compile(r"(?i)\b(OU|OR)\b"), "or"),
    (re.compile(r"(?i)\b(NON|NOT)\("), "not("),
    (re.compile(r"<>"), "!="),
    (re.compile(r"=="), "="),
    (re.compile(r"&&"), " and "),
    (re.compile(r"\|\|"), " or "),
    (re.compile(r"(?<![$\w'])\{(\w+)\}"), r"${\1}"),
    (re.compile(r"\$\{\s*([^\W\d]\w*)(?!\w)(?!\s*\})(?![-.]\w)"), r"${\1}"),  # never closed
)
_TEXT: Final = re.compile(r"('[^']*'|\"[^\"]*\")")


def proposal(text: str) -> str:
    """Return a readable rewriting of `text`, or an empty text when none is found.

    What stands between quotes is left as it is.
    """
    straight = text.removeprefix("=")
    for pattern, right in _TYPOGRAPHY:
        straight = pattern.sub(right, straight)
    outside = [
        part if index % 2 else _french(part) for index, part in enumerate(_TEXT.split(straight))
    ]
    candidate = "".join(outside)
    for attempt in (straight, candidate, _closed(candidate)):
        if attempt != text and _reads(attempt):
            return attempt
    return ""


def _french(part: str) -> str:
    for pattern, right in _FRENCH:
        part = pattern.sub(right, part)
    return part


def _closed(text: str) -> str:
    """Close what was opened, at the end; or take away what was never opened."""
    missing = text.count("(") - text.count(")")
    if missing >= 0:
        return text + ")" * missing
    return text[:missing] if text.endswith(")" * -missing) else text


def _reads(text: str) -> bool:
    try:
        parse(text)
    except ExpressionError:
        return False
    return True
