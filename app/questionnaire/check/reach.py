"""Find questions whose condition no interview can meet.

A condition is split into its alternatives; an alternative is impossible when it wants two
different answers of one question, or a number that no range holds. What is not understood is
taken as possible: a question that is reported can really never be asked.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import product
from typing import Final

from app.questionnaire.expressions.parser import parse
from app.questionnaire.expressions.syntax import (
    BinaryOperation,
    Expression,
    ExpressionError,
    FunctionCall,
    Negation,
    NumberLiteral,
    Reference,
    StringLiteral,
    names,
)
from app.questionnaire.workbook.cells import Fault, Row, Workbook

_MOST: Final = 64
"""Alternatives looked at; a condition with more is taken as possible."""

_MIRRORED: Final = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "=": "=", "!=": "!="}
_OPPOSITE: Final = {"=": "!=", "!=": "="}
_Alternative = tuple[Expression, ...]


@dataclass(slots=True)
class _Wanted:
    """What one alternative wants of one question."""

    equal: set[str] = field(default_factory=set[str])
    other: set[str] = field(default_factory=set[str])
    low: tuple[float, bool] = (float("-inf"), True)
    high: tuple[float, bool] = (float("inf"), True)

    def possible(self) -> bool:
        if len(self.equal) > 1 or self.equal & self.other:
            return False
        if self.low[0] > self.high[0]:
            return False
        return self.low[0] != self.high[0] or (self.low[1] and self.high[1])


def unreachable(workbook: Workbook) -> list[Fault]:
    """Warn of questions and groups that are never shown, once a group."""
    survey = workbook.sheets.get("survey")
    rows = survey.rows if survey else ()
    around: list[tuple[Row, list[_Alternative] | None]] = []
    faults: list[Fault] = []
    several = _repeated(rows)
    for row in rows:
        word = row["type"].replace("_", " ").split()[:1]
        if word == ["end"] and around and row["type"] != "end":
            around.pop()
            continue
        own = _alternatives(row["relevant"], several)
        outer: list[_Alternative] | None = around[-1][1] if around else [()]
        both = _joined(outer, own)
        if outer != [] and both == []:
            faults.append(_warning(row))
        if word == ["begin"]:
            around.append((row, both))
    return faults


def _warning(row: Row) -> Fault:
    what = "ce groupe ne sera jamais montré" if row["type"].startswith("begin") else ""
    message = what or "cette question ne sera jamais posée"
    return Fault(
        sheet=row.sheet,
        cell=row.cell("relevant"),
        message=f"{message} : aucune réponse ne remplit sa condition",
        warning=True,
    )


def _repeated(rows: tuple[Row, ...]) -> frozenset[str]:
    """Return the questions of repeats: a name may then stand for several answers at once."""
    depth, found = 0, set[str]()
    for row in rows:
        words = row["type"].replace("_", " ").split()
        depth += (words == ["begin", "repeat"]) - (words == ["end", "repeat"])
        if depth:
            found.add(row["name"])
    return frozenset(found)


def _alternatives(source: str, several: frozenset[str]) -> list[_Alternative] | None:
    """Return the possible alternatives of a condition; `None` when it is not understood."""
    if not source:
        return [()]
    try:
        tree = parse(source)
    except ExpressionError:
        return None
    if names(tree) & several:
        return None
    split = _split(tree, wanted=True)
    return None if split is None else [found for found in split if _possible(found)]


def _joined(
    outer: list[_Alternative] | None, own: list[_Alternative] | None
) -> list[_Alternative] | None:
    if outer is None or own is None:
        return own if outer is None else outer
    if len(outer) * len(own) > _MOST:
        return None
    pairs = ((*first, *second) for first, second in product(outer, own))
    return [pair for pair in pairs if _possible(pair)]


def _split(tree: Expression, *, wanted: bool) -> list[_Alternative] | None:
    """Return the alternatives that make `tree` true, or false when that is `wanted`."""
    match tree:
        case BinaryOperation(operator="and" | "or" as operator, left=left, right=right):
            both = _split(left, wanted=wanted), _split(right, wanted=wanted)
            return _combined(*both, either=(operator == "or") == wanted)
        case FunctionCall(name="not", arguments=(inner,)):
            return _split(inner, wanted=not wanted)
        case FunctionCall(name="true" | "false" as name, arguments=()):
            return [()] if (name == "true") == wanted else []
        case BinaryOperation():
            return [_comparison(tree, wanted=wanted)]
        case _:
            return [()]


def _combined(
    first: list[_Alternative] | None, second: list[_Alternative] | None, *, either: bool
) -> list[_Alternative] | None:
    if first is None or second is None:
        return None
    if either:
        return first + second if len(first) + len(second) <= _MOST else None
    if len(first) * len(second) > _MOST:
        return None
    return [(*one, *other) for one, other in product(first, second)]


def _comparison(tree: BinaryOperation, *, wanted: bool) -> _Alternative:
    """Return what a comparison asks; a blank answer makes an order false whichever way it goes."""
    if tree.operator not in _MIRRORED:
        return ()
    if wanted:
        return (tree,)
    if tree.operator not in _OPPOSITE:
        return ()
    opposite = _OPPOSITE[tree.operator]
    return (BinaryOperation(operator=opposite, left=tree.left, right=tree.right),)


def _possible(alternative: _Alternative) -> bool:
    wanted: dict[str, _Wanted] = {}
    for part in alternative:
        for name, operator, literal in _facts(part):
            if name == "":
                if operator == "never":
                    return False
                continue
            _note(wanted.setdefault(name, _Wanted()), operator, literal)
    return all(one.possible() for one in wanted.values())


def _facts(part: Expression) -> Iterator[tuple[str, str, str | float]]:
    """Yield what a comparison says of a question, or `never` for one of two constants."""
    if not isinstance(part, BinaryOperation):
        return
    left, right, operator = part.left, part.right, part.operator
    if isinstance(right, Reference):
        left, right, operator = right, left, _MIRRORED[operator]
    literal = _literal(right)
    if literal is None:
        return
    if isinstance(left, Reference) and not left.last_saved:
        yield left.name, operator, literal
        return
    other = _literal(left)
    if other is not None and type(other) is type(literal) and not _true(other, operator, literal):
        yield "", "never", ""


def _literal(part: Expression) -> str | float | None:
    match part:
        case StringLiteral(value=value):
            return value
        case NumberLiteral(value=number):
            return number
        case Negation(operand=NumberLiteral(value=number)):
            return -number
        case _:
            return None


def _true(left: str | float, operator: str, right: str | float) -> bool:
    if operator in {"=", "!="}:
        return (left == right) == (operator == "=")
    if isinstance(left, str) or isinstance(right, str):
        return True  # texts are ordered as numbers: not looked at
    orders: Mapping[str, bool] = {
        "<": left < right,
        "<=": left <= right,
        ">": left > right,
        ">=": left >= right,
    }
    return orders[operator]


def _note(wanted: _Wanted, operator: str, literal: str | float) -> None:
    if isinstance(literal, str):
        if operator == "=":
            wanted.equal.add(literal)
        elif operator == "!=":
            wanted.other.add(literal)
        return
    if operator in {">", ">=", "="}:
        wanted.low = max(wanted.low, (literal, operator != ">"), key=_lower)
    if operator in {"<", "<=", "="}:
        wanted.high = min(wanted.high, (literal, operator != "<"), key=_upper)


def _lower(bound: tuple[float, bool]) -> tuple[float, bool]:
    return (bound[0], not bound[1])


def _upper(bound: tuple[float, bool]) -> tuple[float, bool]:
    return bound
