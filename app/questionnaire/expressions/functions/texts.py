"""Texts and lists of choices written as texts."""

from __future__ import annotations

import base64
import binascii
import hashlib
import math
import re
from typing import TYPE_CHECKING

from app.questionnaire.expressions.context import Context, Evaluator, Function
from app.questionnaire.expressions.failures import EvaluationError
from app.questionnaire.expressions.functions.arguments import number_of, text_of, texts_of
from app.questionnaire.expressions.functions.numbers import half_up
from app.questionnaire.expressions.patterns import matches
from app.questionnaire.expressions.values import Value, words

if TYPE_CHECKING:
    from collections.abc import Callable

_SPACES = re.compile(r"[ \t\r\n]+")
_HASHES = {
    "MD5": "md5",
    "SHA-1": "sha1",
    "SHA-256": "sha256",
    "SHA-384": "sha384",
    "SHA-512": "sha512",
}


def _own_or(context: Context, arguments: tuple[Evaluator, ...]) -> str:
    return text_of(context, arguments[0]) if arguments else context.node.text()


def _string(context: Context, arguments: tuple[Evaluator, ...]) -> Value:
    return _own_or(context, arguments)


def _string_length(context: Context, arguments: tuple[Evaluator, ...]) -> Value:
    return float(len(_own_or(context, arguments)))


def _normalize_space(context: Context, arguments: tuple[Evaluator, ...]) -> Value:
    return _SPACES.sub(" ", _own_or(context, arguments).strip(" \t\r\n"))


def _concat(context: Context, arguments: tuple[Evaluator, ...]) -> Value:
    return "".join(texts_of(context, arguments))


def _join(context: Context, arguments: tuple[Evaluator, ...]) -> Value:
    return text_of(context, arguments[0]).join(texts_of(context, arguments[1:]))


def _coalesce(context: Context, arguments: tuple[Evaluator, ...]) -> Value:
    for argument in arguments[:-1]:
        text = text_of(context, argument)
        if text:
            return text
    return text_of(context, arguments[-1])


def _pair(
    compute: Callable[[str, str], Value],
) -> Callable[[Context, tuple[Evaluator, ...]], Value]:
    def call(context: Context, arguments: tuple[Evaluator, ...]) -> Value:
        return compute(text_of(context, arguments[0]), text_of(context, arguments[1]))

    return call


def _before(text: str, mark: str) -> str:
    return text.partition(mark)[0] if mark and mark in text else ""


def _after(text: str, mark: str) -> str:
    return text.partition(mark)[2] if mark else text


def _substring(context: Context, arguments: tuple[Evaluator, ...]) -> Value:
    """Source: XPath 1.0 §4.2: characters count from 1, limits are rounded."""
    text = text_of(context, arguments[0])
    start = half_up(number_of(context, arguments[1]))
    length = half_up(number_of(context, arguments[2])) if len(arguments) > 2 else math.inf  # noqa: PLR2004 -- the third argument
    end = start + length
    return "".join(one for place, one in enumerate(text, start=1) if start <= place < end)


def _index(number: float, length: int) -> int:
    index = int(max(-1e9, min(1e9, number)))
    return min(max(index + length if index < 0 else index, 0), length)


def _substr(context: Context, arguments: tuple[Evaluator, ...]) -> Value:
    """Source: ODK: characters count from 0, the end is excluded, a negative counts from the end."""
    text = text_of(context, arguments[0])
    limits = [number_of(context, argument) for argument in arguments[1:]]
    if any(math.isnan(limit) for limit in limits):
        return ""
    return text[slice(*(_index(limit, len(text)) for limit in (*limits, math.inf)[:2]))]


def _translate(context: Context, arguments: tuple[Evaluator, ...]) -> Value:
    text, old, new = (text_of(context, argument) for argument in arguments)
    table: dict[int, str | None] = {}
    for place, character in enumerate(old):
        table.setdefault(ord(character), new[place] if place < len(new) else None)
    return text.translate(table)


def _selected(context: Context, arguments: tuple[Evaluator, ...]) -> Value:
    chosen = words(text_of(context, arguments[0]))
    return text_of(context, arguments[1]).strip() in chosen


def _selected_at(context: Context, arguments: tuple[Evaluator, ...]) -> Value:
    chosen = words(text_of(context, arguments[0]))
    place = number_of(context, arguments[1])
    return chosen[int(place)] if 0 <= place < len(chosen) else ""


def _regex(context: Context, arguments: tuple[Evaluator, ...]) -> Value:
    return matches(text_of(context, arguments[0]), text_of(context, arguments[1]))


def _uuid(context: Context, arguments: tuple[Evaluator, ...]) -> Value:
    if not arguments:
        return context.environment.uuid()
    length = number_of(context, arguments[0])
    if not 0 <= length <= 1000:  # noqa: PLR2004 -- nobody needs a longer identifier
        raise EvaluationError("uuid() attend une longueur de 0 à 1000")
    text = ""
    while len(text) < length:
        text += context.environment.uuid()
    return text[: int(length)]


def _digest(context: Context, arguments: tuple[Evaluator, ...]) -> Value:
    text, algorithm = text_of(context, arguments[0]), text_of(context, arguments[1])
    encoding = text_of(context, arguments[2]) if len(arguments) > 2 else "base64"  # noqa: PLR2004 -- the third argument
    if algorithm not in _HASHES or encoding not in {"base64", "hex"}:
        raise EvaluationError(f"digest() ne connaît pas {algorithm} {encoding}")
    digest = hashlib.new(_HASHES[algorithm], text.encode(), usedforsecurity=False).digest()
    return digest.hex() if encoding == "hex" else base64.b64encode(digest).decode()


def _base64_decode(context: Context, arguments: tuple[Evaluator, ...]) -> Value:
    try:
        return base64.b64decode(text_of(context, arguments[0]), validate=True).decode(
            errors="replace"
        )
    except (binascii.Error, ValueError):
        return ""


TABLE = (
    Function("string", 0, 1, _string),
    Function("string-length", 0, 1, _string_length),
    Function("normalize-space", 0, 1, _normalize_space),
    Function("concat", 0, None, _concat),
    Function("join", 1, None, _join),
    Function("coalesce", 2, None, _coalesce),
    Function("contains", 2, 2, _pair(lambda text, part: part in text)),
    Function("starts-with", 2, 2, _pair(str.startswith)),
    Function("ends-with", 2, 2, _pair(str.endswith)),
    Function("substring-before", 2, 2, _pair(_before)),
    Function("substring-after", 2, 2, _pair(_after)),
    Function("substring", 2, 3, _substring),
    Function("substr", 2, 3, _substr),
    Function("translate", 3, 3, _translate),
    Function("selected", 2, 2, _selected),
    Function("selected-at", 2, 2, _selected_at),
    Function("regex", 2, 2, _regex),
    Function("uuid", 0, 1, _uuid),
    Function("digest", 2, 3, _digest),
    Function("base64-decode", 1, 1, _base64_decode),
)
