"""When a question is asked: a condition of the form as statements on answers that stand on paper.

What only compares answers becomes statements; what computes stays `Computed`, and the paper says so
rather than guess.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto
from typing import Final

from app.questionnaire.expressions.syntax import (
    Axis,
    BinaryOperation,
    Expression,
    FunctionCall,
    NumberLiteral,
    Path,
    StringLiteral,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question as a condition speaks of it; `labels` are the words of its answers by code."""

    number: int
    several: bool
    labels: Mapping[str, str]


class Says(Enum):
    """What a condition says of one answer."""

    IS = auto()
    IS_NOT = auto()
    TICKED = auto()
    NOT_TICKED = auto()
    COMPARES = auto()
    COUNTS = auto()
    GIVEN = auto()
    MISSING = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Atom:
    """One statement on one question; `codes` are answers, or the operator and its number."""

    path: str
    says: Says
    codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Joined:
    """Statements of which all hold, or with `either` at least one."""

    either: bool
    parts: "tuple[Said, ...]"


@dataclass(frozen=True, slots=True)
class Computed:
    """A part that cannot be said in words; `source` tells one from another."""

    source: Expression
    negated: bool = False


Said = Atom | Joined | Computed

_OPPOSITE: Final = {
    Says.IS: Says.IS_NOT, Says.IS_NOT: Says.IS, Says.TICKED: Says.NOT_TICKED,
    Says.NOT_TICKED: Says.TICKED, Says.GIVEN: Says.MISSING, Says.MISSING: Says.GIVEN,
}  # fmt: skip
_OTHER_WAY: Final = {"=": "!=", "!=": "=", "<": ">=", ">=": "<", ">": "<=", "<=": ">"}
_MIRRORED: Final = {"=": "=", "!=": "!=", "<": ">", ">": "<", "<=": ">=", ">=": "<="}


def conditions(expression: Expression, home: str, asked: Mapping[str, Asked]) -> tuple[Said, ...]:
    """Return the statements that must all hold for the node `home` to apply."""
    said = _read(expression, home, asked, negated=False)
    if isinstance(said, Joined) and not said.either:
        return said.parts
    return (said,)


def excludes(parts: Sequence[Said], path: str, code: str) -> bool:
    """Tell whether the answer `code` to the question at `path` is enough to rule these out."""
    return any(_ruled_out(part, path, code) for part in parts)


def only_about(part: Said, path: str) -> bool:
    """Tell whether a statement depends on nothing but the answer at `path`."""
    match part:
        case Atom():
            return part.path == path
        case Joined(parts=parts):
            return all(only_about(one, path) for one in parts)
        case Computed():
            return False


def subjects(part: Said) -> frozenset[str]:
    """Return the questions that a statement speaks of."""
    match part:
        case Atom(path=path):
            return frozenset({path})
        case Joined(parts=parts):
            return frozenset[str]().union(*(subjects(one) for one in parts))
        case Computed():
            return frozenset()


def _ruled_out(part: Said, path: str, code: str) -> bool:
    match part:
        case Joined(either=True, parts=parts):
            return all(_ruled_out(one, path, code) for one in parts)
        case Joined(parts=parts):
            return any(_ruled_out(one, path, code) for one in parts)
        case Atom(says=Says.IS_NOT | Says.NOT_TICKED):
            return part.path == path and code in part.codes
        case Atom(says=Says.IS):
            return part.path == path and code not in part.codes  # one answer: no other holds
        case Atom(says=Says.MISSING):
            return part.path == path
        case _:
            return False


# -- reading ------------------------------------------------------------------------------------


def _read(expression: Expression, home: str, asked: Mapping[str, Asked], *, negated: bool) -> Said:
    match expression:
        case FunctionCall(name="not", arguments=(inner,)):
            return _read(inner, home, asked, negated=not negated)
        case BinaryOperation(operator="and" | "or" as word, left=left, right=right):
            either = (word == "or") != negated
            parts: list[Said] = []
            for side in (left, right):
                read = _read(side, home, asked, negated=negated)
                same = isinstance(read, Joined) and read.either is either
                parts += read.parts if isinstance(read, Joined) and same else [read]
            return Joined(either, tuple(parts))
        case _:
            atom = _atom(expression, home, asked)
            if atom is None:
                return Computed(expression, negated)
            return _negated(atom) if negated else atom


def _negated(atom: Atom) -> Atom:
    if atom.says in (Says.COMPARES, Says.COUNTS):
        operator, number = atom.codes
        return replace(atom, codes=(_OTHER_WAY[operator], number))
    return replace(atom, says=_OPPOSITE[atom.says])


def _atom(expression: Expression, home: str, asked: Mapping[str, Asked]) -> Atom | None:
    match expression:
        case FunctionCall(name="selected", arguments=(where, StringLiteral(value=code))):
            path = _path(where, home)
            if path not in asked or code not in asked[path].labels:
                return None
            says = Says.TICKED if asked[path].several else Says.IS
            return Atom(path=path, says=says, codes=(code,))
        case BinaryOperation(operator=operator, left=left, right=right) if operator in _MIRRORED:
            if isinstance(left, StringLiteral | NumberLiteral):
                left, right, operator = right, left, _MIRRORED[operator]
            return _comparison(left, right, operator, home, asked)
        case _:
            return None


def _comparison(
    left: Expression, right: Expression, operator: str, home: str, asked: Mapping[str, Asked]
) -> Atom | None:
    counted = isinstance(left, FunctionCall) and left.name == "count-selected"
    if isinstance(left, FunctionCall) and counted and len(left.arguments) == 1:
        path = _path(left.arguments[0], home)
        number = _number(right)
        known = path in asked and asked[path].several
        return (
            Atom(path=path, says=Says.COUNTS, codes=(operator, number))
            if known and number
            else None
        )
    path = _path(left, home)
    if path not in asked:
        return None
    equal = operator in ("=", "!=")
    if isinstance(right, StringLiteral) and equal and not right.value:
        return Atom(path=path, says=Says.MISSING if operator == "=" else Says.GIVEN)
    code = right.value if isinstance(right, StringLiteral) else _number(right)
    if equal and code in asked[path].labels and not asked[path].several:
        says = Says.IS if operator == "=" else Says.IS_NOT
        return Atom(path=path, says=says, codes=(code,))
    number = _number(right)
    if not number or asked[path].labels:
        return None
    return Atom(path=path, says=Says.COMPARES, codes=(operator, number))


def _number(expression: Expression) -> str:
    """Return a number as French writes it, empty when it is none."""
    match expression:
        case NumberLiteral(value=value):
            return f"{value:g}".replace(".", ",")
        case StringLiteral(value=text) if text.replace(".", "", 1).isdigit():
            return text.replace(".", ",")
        case _:
            return ""


def _path(expression: Expression, home: str) -> str:
    """Return the path that an expression leads to from `home`, empty when it is no plain path."""
    if not isinstance(expression, Path):
        return ""
    current = isinstance(expression.start, FunctionCall) and expression.start.name == "current"
    if expression.start is not None and not current:
        return ""
    names = [] if expression.absolute else home.strip("/").split("/")
    for step in expression.steps:
        if step.predicates or step.axis not in (Axis.CHILD, Axis.PARENT, Axis.SELF):
            return ""
        if step.axis is Axis.PARENT:
            names = names[:-1]
        elif step.axis is Axis.CHILD:
            names = [*names, step.test]
    return "/" + "/".join(names)
