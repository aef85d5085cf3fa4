"""Match the patterns of regex() without letting one hold up the interview."""

from __future__ import annotations

from functools import lru_cache

import regex

from app.questionnaire.expressions.failures import BudgetExceededError, EvaluationError

TIMEOUT_S = 0.2
"""Longest time one match may take; honest patterns need microseconds."""

MAX_PATTERN = 2_000
_IN_CLASS_PLAIN = frozenset("[")
_CLASS_SHORTHANDS = frozenset("wWdDsSpP")


def matches(text: str, pattern: str) -> bool:
    """Tell whether `pattern` is found in `text`, anywhere unless it is anchored.

    Source: ODK web-forms, which searches with JavaScript's dialect.

    Raises:
        EvaluationError: the pattern cannot be read.
        BudgetExceededError: the match takes longer than `TIMEOUT_S`.
    """
    try:
        return _compiled(pattern).search(text, timeout=TIMEOUT_S) is not None
    except TimeoutError:
        raise BudgetExceededError(
            f"l’expression régulière « {pattern[:60]} » demande trop de calcul"
        ) from None


def check_pattern(pattern: str) -> None:
    """Read a pattern without matching anything.

    Raises:
        EvaluationError: the pattern cannot be read.
    """
    _compiled(pattern)


@lru_cache(maxsize=512)
def _compiled(pattern: str) -> regex.Pattern[str]:
    if len(pattern) > MAX_PATTERN:
        raise EvaluationError(f"expression régulière trop longue ({len(pattern)} caractères)")
    try:
        return regex.compile(translated(pattern), regex.VERSION0)
    except (regex.error, OverflowError, RecursionError):
        raise EvaluationError(f"l’expression régulière « {pattern[:60]} » est mal écrite") from None


def translated(pattern: str) -> str:
    r"""Write a JavaScript pattern in the dialect of `regex`.

    Three differences matter in real forms: `[\w-\.]` holds a plain hyphen there, `$` never
    stands before a final line break, and `\d` and `\w` are ASCII.
    """
    parts: list[str] = []
    in_class = False
    index = 0
    while index < len(pattern):
        character = pattern[index]
        if character == "\\" and index + 1 < len(pattern):
            parts.append(_escape(pattern[index + 1], in_class=in_class))
            index += 2
            if in_class and pattern[index - 1] in _CLASS_SHORTHANDS:
                index = _hyphen_after_shorthand(pattern, index, parts)
            continue
        parts.append(_plain(character, in_class=in_class))
        if character == "[" and not in_class:
            in_class = True
        elif character == "]" and in_class:
            in_class = False
        index += 1
    return "".join(parts)


def _escape(character: str, *, in_class: bool) -> str:
    if character == "d":
        return "0-9" if in_class else "[0-9]"
    if character == "w":
        return "A-Za-z0-9_" if in_class else "[A-Za-z0-9_]"
    return "\\" + character


def _hyphen_after_shorthand(pattern: str, index: int, parts: list[str]) -> int:
    if pattern[index : index + 1] == "-" and pattern[index + 1 : index + 2] != "]":
        parts.append(r"\-")
        return index + 1
    return index


def _plain(character: str, *, in_class: bool) -> str:
    if in_class:
        return "\\" + character if character in _IN_CLASS_PLAIN else character
    return r"\Z" if character == "$" else character
