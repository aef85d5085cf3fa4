"""French typography, and text cut into lines. Pure: it is given the function that measures."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Final, NamedTuple

from app.documents.remembered import remembered

NBSP: Final = "\u00a0"
_SPACES = re.compile(r"[ \t\r\n]+")
_BEFORE_HIGH_SIGN = re.compile(r" (?=[:;?!»€%])")
_AFTER_OPENING = re.compile(r"(?<=«) ")
_MONTHS: Final = (
    "janvier", "février", "mars", "avril", "mai", "juin", "juillet",
    "août", "septembre", "octobre", "novembre", "décembre",
)  # fmt: skip
_UNIT = re.compile(
    r"(?<=\d) (?=(?:\d|€|euros?\b|Pass\b|mm\b|%|h\b|ans?\b|" + "|".join(_MONTHS) + "))"
)


class Run(NamedTuple):
    """A stretch of text in one weight."""

    text: str
    bold: bool = False


Line = tuple[Run, ...]
Measure = Callable[[str, bool, float], float]


@remembered(2048)
def french(text: str) -> str:
    """Return `text` with the no-break spaces that French printing wants (U+00A0 throughout)."""
    text = _BEFORE_HIGH_SIGN.sub(NBSP, text)
    return _UNIT.sub(NBSP, _AFTER_OPENING.sub(NBSP, text))


def apostrophes(words: str) -> str:
    """Return « chefs d’entreprise » for « chefs d'entreprise ».

    For names of reference data (communes, categories): what is kept stays as it is published.
    """
    return words.replace("'", "’")


def french_date(day: date) -> str:
    """Return « 1er mars 2026 », held together by no-break spaces."""
    number = "1er" if day.day == 1 else str(day.day)
    return f"{number}{NBSP}{_MONTHS[day.month - 1]}{NBSP}{day.year}"


def plain(text: str, *, bold: bool = False) -> Line:
    """Return foreign text (a name, an address) as it stands: nothing in it is markup."""
    return (Run(text, bold),)


def rich(template: str, values: Mapping[str, str] | None = None) -> Line:
    """Read « **bold** » in a template of ours, then put the values in: they are never markup.

    Raises:
        KeyError: the template names a value that is not given.
    """
    return tuple(
        Run(part.format_map(values or {}) if "{" in part or "}" in part else part, bold)
        for part, bold in _parts(template)
    )


@lru_cache(maxsize=1024)
def _parts(template: str) -> tuple[tuple[str, bool], ...]:
    parts = template.split("**")
    return tuple((part, index % 2 == 1) for index, part in enumerate(parts) if part)


def said(line: Line) -> str:
    """Return the words of a line without their weights."""
    return "".join(run.text for run in line)


def break_lines(runs: Sequence[Run], width: float, size: float, measure: Measure) -> list[Line]:
    """Cut `runs` into lines not wider than `width`.

    Words stay whole; a word wider than the line alone (an address without a space) is cut, for it
    must never run out of the page.
    """
    lines: list[Line] = []
    line: list[Run] = []
    used = 0.0
    for word in _words(runs):
        parts = _fitting(word, width, size, measure)
        if line and len(parts) > 1:
            lines.append(_joined(line))
            line, used = [], 0.0
        for piece, room in parts:
            space = measure(" ", line[-1].bold, size) if line else 0.0  # as `_joined` prints it
            if line and used + space + room > width:
                lines.append(_joined(line))
                line, used = [], 0.0
            if line:
                line.append(Run(" "))
                used += space
            line.extend(piece)
            used += room
    if line:
        lines.append(_joined(line))
    return lines


def _words(runs: Sequence[Run]) -> list[Line]:
    words: list[Line] = []
    word: list[Run] = []
    for run in runs:
        for index, part in enumerate(_SPACES.split(french(run.text))):
            if index and word:
                words.append(tuple(word))
                word = []
            if part:
                word.append(Run(part, run.bold))
    if word:
        words.append(tuple(word))
    return words


def _width(word: Sequence[Run], size: float, measure: Measure) -> float:
    return sum(measure(run.text, run.bold, size) for run in word)


def _fitting(word: Line, width: float, size: float, measure: Measure) -> list[tuple[Line, float]]:
    """Return a word and its width, or its pieces and theirs where it is wider than a line."""
    room = _width(word, size, measure)
    if room <= width:
        return [(word, room)]
    pieces: list[Line] = []
    text, bold = "".join(run.text for run in word), word[0].bold
    start = 0
    for end in range(1, len(text) + 1):
        if end - start > 1 and measure(text[start:end], bold, size) > width:
            cut = text.rfind("-", start, end - 1) + 1 or end - 1  # a double name is cut in two
            pieces.append((Run(text[start:cut], bold),))
            start = cut
    pieces.append((Run(text[start:], bold),))
    return [(piece, _width(piece, size, measure)) for piece in pieces]


def _joined(line: Sequence[Run]) -> Line:
    """Merge neighbours of one weight: fewer text operators, and readers see whole sentences."""
    merged: list[Run] = []
    for run in line:
        if merged and (merged[-1].bold == run.bold or run.text == " "):
            merged[-1] = Run(merged[-1].text + run.text, merged[-1].bold)
        else:
            merged.append(run)
    return tuple(merged)
