"""Find conditions that no interview can meet, and constraints that no answer can.

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
    Axis,
    BinaryOperation,
    Expression,
    ExpressionError,
    FunctionCall,
    Negation,
    NumberLiteral,
    Path,
    Reference,
    StringLiteral,
    names,
    walk,
)
from app.questionnaire.workbook.cells import Fault, Row, Workbook

_MOST: Final = 64
"""Alternatives looked at; a condition with more is taken as possible."""

_SELF: Final = "."
_MIRRORED: Final = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "=": "=", "!=": "!="}
_OPPOSITE: Final = {"=": "!=", "!=": "="}
_Alternative = tuple[Expression, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Known:
    """Questions that may stand for several answers, and how many answers others can have."""

    several: frozenset[str]
    most: Mapping[str, int]


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
    known = _Known(several=_repeated(rows), most=_most_ticked(workbook))
    for row in rows:
        word = row["type"].replace("_", " ").split()[:1]
        if word == ["end"] and around and row["type"] != "end":
            around.pop()
            continue
        if _alternatives(row["constraint"], known, answer=row["name"]) == []:
            message = "aucune réponse ne remplit cette contrainte : toutes seraient refusées"
            faults.append(_warning(row, "constraint", message))
        own = _alternatives(row["relevant"], known)
        outer: list[_Alternative] | None = around[-1][1] if around else [()]
        both = _joined(outer, own)
        if outer != [] and both == []:
            faults.append(_warning(row, "relevant", _never_shown(row)))
        if word == ["begin"]:
            around.append((row, both))
    return faults


def _never_shown(row: Row) -> str:
    what = "ce groupe ne sera jamais montré" if row["type"].startswith("begin") else ""
    message = what or "cette question ne sera jamais posée"
    return f"{message} : aucune réponse ne remplit sa condition"


def _warning(row: Row, column: str, message: str) -> Fault:
    return Fault(sheet=row.sheet, cell=row.cell(column), message=message, warning=True)


def _most_ticked(workbook: Workbook) -> dict[str, int]:
    """Return how many answers each choice question can have at once."""
    survey, choices = workbook.sheets.get("survey"), workbook.sheets.get("choices")
    codes: dict[str, set[str]] = {}
    for row in choices.rows if choices else ():
        codes.setdefault(row["list_name"], set()).add(row["name"])
    most: dict[str, int] = {}
    for row in survey.rows if survey else ():
        word, _, name = row["type"].partition(" ")
        if word == "select_one":
            most[row["name"]] = 1
        elif word == "select_multiple" and name in codes:
            most[row["name"]] = len(codes[name])
    return most


def _repeated(rows: tuple[Row, ...]) -> frozenset[str]:
    """Return the questions of repeats: a name may then stand for several answers at once."""
    depth, found = 0, set[str]()
    for row in rows:
        words = row["type"].replace("_", " ").split()
        depth += (words == ["begin", "repeat"]) - (words == ["end", "repeat"])
        if depth:
            found.add(row["name"])
    return frozenset(found)


def _alternatives(source: str, known: _Known, *, answer: str = "") -> list[_Alternative] | None:
    """Return the possible alternatives of a condition; `None` when it is not understood.

    In the constraint of a question, « . » is its `answer`.
    """
    if not source:
        return [()]
    try:
        tree = parse(source)
    except ExpressionError:
        return None
    if names(tree) & known.several or (not answer and any(is_self(part) for part in walk(tree))):
        return None
    split = _split(tree, wanted=True)
    if split is None:
        return None
    limits = tuple(_limits(tree, known, answer))
    return [found for found in split if _possible((*found, *limits))]


def _limits(tree: Expression, known: _Known, answer: str) -> Iterator[Expression]:
    """Yield what is true anyway: no question has more answers than it offers."""
    for part in walk(tree):
        question = _counted(part)
        most = known.most.get(answer if question == _SELF else question)
        if most is not None:
            number = NumberLiteral(value=float(most))
            yield BinaryOperation(operator="<=", left=part, right=number)


def _counted(part: Expression) -> str:
    """Return the question whose answers are counted, blank for anything else."""
    match part:
        case FunctionCall(name="count-selected", arguments=(inner,)):
            return _question(inner)
        case _:
            return ""


def _question(part: Expression) -> str:
    if isinstance(part, Reference) and not part.last_saved:
        return part.name
    return _SELF if is_self(part) else ""


def is_self(expression: Expression) -> bool:
    """Tell whether an expression is « . »."""
    return isinstance(expression, Path) and [step.axis for step in expression.steps] == [Axis.SELF]


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
    if _literal(right) is None:
        left, right, operator = right, left, _MIRRORED[operator]
    literal = _literal(right)
    if literal is None:
        return
    subject = _question(left)
    counted = _counted(left)
    if subject or counted:
        yield subject or f"count-selected({counted})", operator, literal
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
