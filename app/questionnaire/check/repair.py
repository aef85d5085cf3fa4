"""Rewrite a formula so that it can be read: what the checker proposes to write instead."""

import re
from collections.abc import Iterable, Mapping
from difflib import SequenceMatcher
from typing import Final

from app.questionnaire.expressions.context import Function
from app.questionnaire.expressions.failures import EvaluationError
from app.questionnaire.expressions.functions import FUNCTIONS
from app.questionnaire.expressions.parser import parse
from app.questionnaire.expressions.patterns import check_pattern
from app.questionnaire.expressions.syntax import (
    BinaryOperation,
    Expression,
    ExpressionError,
    FunctionCall,
    names,
    walk,
)
from app.questionnaire.expressions.tokens import tokens
from app.questionnaire.guide.checking import nearest
from app.questionnaire.guide.corrections import proposal

_ARITHMETIC: Final = frozenset({"+", "-", "*", "div", "mod", "and", "or"})
_COMMA: Final = re.compile(r"(?<=[0-9]),(?=[0-9])")
_IF_ARGUMENTS: Final = 3
_SPREADSHEET: Final[Mapping[str, str]] = {
    "abs": "abs",
    "arrondi": "round",
    "aujourdhui": "today",
    "concatener": "concat",
    "ent": "int",
    "maintenant": "now",
    "nbcar": "string-length",
    "non": "not",
    "puissance": "pow",
    "racine": "sqrt",
    "si": "if",
    "somme": "sum",
    "supprespace": "normalize-space",
}
"""Functions of a French spreadsheet, without accents, and those of ODK that do the same."""


def closest(word: str, others: Iterable[str]) -> str:
    """Return the one of `others` most like `word`, however unlike; blank when there is none."""
    known = list(others)
    return nearest(word, known) or max(
        known, key=lambda other: SequenceMatcher(None, word, other).ratio(), default=""
    )


def known_function(source: str, call: FunctionCall) -> str:
    """Return the formula with the function that was probably meant.

    When nothing looks like it, what the unknown function was given stands alone.
    """
    opened, closed = _parentheses(source, call)
    meant = _SPREADSHEET.get(call.name.casefold()) or nearest(call.name, _taking(call))
    before = source[: call.position]
    if meant:
        return _readable(f"{before}{meant}{source[opened:]}")
    if not call.arguments:
        return _readable(f"{before}''{source[closed + 1 :]}")
    first = source[opened + 1 : _end(source, call, 0)].strip()
    return _readable(f"{before}{first}{source[closed + 1 :]}")


def right_count(source: str, call: FunctionCall, function: Function) -> str:
    """Return the formula with as many arguments as the function takes, or an empty text."""
    for comma in _COMMA.finditer(source):
        candidate = f"{source[: comma.start()]}.{source[comma.end() :]}"
        if _takes(candidate, call, function):
            return candidate
    if call.name == "if" and len(call.arguments) == _IF_ARGUMENTS - 1:
        closed = _parentheses(source, call)[1]
        return _readable(f"{source[:closed].rstrip()}, ''{source[closed:]}")
    if function.most is not None and len(call.arguments) > function.most > 0:
        closed = _parentheses(source, call)[1]
        return _readable(source[: _end(source, call, function.most - 1)] + source[closed:])
    rewritten = proposal(source)
    return rewritten if rewritten and _takes(rewritten, call, function) else ""


def closed_pattern(pattern: str) -> str:
    """Return a pattern with what it never closes closed at its end, blank when that is not it."""
    bare = pattern.removesuffix("$")
    end = pattern[len(bare) :]
    for closing in (")", "))", "]", "])"):
        attempt = f"{bare}{closing}{end}"
        try:
            check_pattern(attempt)
        except EvaluationError:
            continue
        return attempt
    return ""


def without(source: str, name: str, *, condition: bool) -> str:
    """Return the formula without `${name}`: the other side of a sum or of an « and ».

    Where there is no other side, a condition becomes true and a value becomes blank.
    """
    tree = parse(source)
    if isinstance(tree, BinaryOperation) and tree.operator in _ARITHMETIC:
        left = source[: tree.position].rstrip()
        right = source[tree.position + len(tree.operator) :].lstrip()
        for side, text in ((tree.left, left), (tree.right, right)):
            if name not in names(side) and _readable(text):
                return text
    if condition:
        return "true()"
    return _readable(re.sub(rf"\$\{{\s*{re.escape(name)}\s*\}}", "''", source))


def _taking(call: FunctionCall) -> list[str]:
    given = len(call.arguments)
    return [
        name
        for name, function in FUNCTIONS.items()
        if function.least <= given and (function.most is None or given <= function.most)
    ]


def _parentheses(source: str, call: FunctionCall) -> tuple[int, int]:
    """Return where the parenthesis of a call opens and closes."""
    depth, opened = 0, -1
    for token in tokens(source):
        if token.position < call.position:
            continue
        if token.sign == "(":
            opened = token.position if opened < 0 else opened
            depth += 1
        elif token.sign == ")":
            depth -= 1
            if depth == 0:
                return opened, token.position
    return opened, len(source)


def _end(source: str, call: FunctionCall, index: int) -> int:
    """Return where an argument ends: at its comma, or where the call closes."""
    opened, closed = _parentheses(source, call)
    depth, seen = 0, 0
    for token in tokens(source):
        if not opened < token.position < closed:
            continue
        depth += (token.sign in {"(", "["}) - (token.sign in {")", "]"})
        if token.sign == "," and depth == 0:
            if seen == index:
                return token.position
            seen += 1
    return closed


def _takes(source: str, call: FunctionCall, function: Function) -> bool:
    """Tell whether the call at the same place has as many arguments as it should."""
    found = next((part for part in _parts(source) if _same(part, call)), None)
    if not isinstance(found, FunctionCall):
        return False
    given = len(found.arguments)
    return function.least <= given and (function.most is None or given <= function.most)


def _same(part: Expression, call: FunctionCall) -> bool:
    return (
        isinstance(part, FunctionCall) and part.name == call.name and part.position == call.position
    )


def _parts(source: str) -> list[Expression]:
    try:
        return list(walk(parse(source)))
    except ExpressionError:
        return []


def _readable(source: str) -> str:
    return source if _parts(source) else ""
