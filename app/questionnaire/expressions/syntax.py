"""The parts an expression is made of.

The language is ODK's dialect of XPath 1.0, as used by XForm binds, together with the `${name}`
references of XLSForm, so that the sheets of the guide are read by the same parser.
Source: ODK XForms specification, « XPath subset »; XLSForm reference, « Formulas ».
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


class ExpressionError(ValueError):
    """An expression that cannot be read, with the place of the fault.

    `message` is a French sentence without the place; `position` counts characters from 0.
    """

    def __init__(self, message: str, *, position: int) -> None:
        super().__init__(f"{message} (caractère {position + 1})")
        self.message = message
        self.position = position


class Axis(StrEnum):
    """Where a step of a path looks, seen from the node before it."""

    CHILD = "child"
    PARENT = "parent"
    SELF = "self"
    DESCENDANT_OR_SELF = "descendant-or-self"
    DESCENDANT = "descendant"
    ANCESTOR = "ancestor"
    ANCESTOR_OR_SELF = "ancestor-or-self"
    FOLLOWING_SIBLING = "following-sibling"
    PRECEDING_SIBLING = "preceding-sibling"
    ATTRIBUTE = "attribute"


@dataclass(frozen=True, slots=True, kw_only=True)
class Expression:
    """Any part of an expression; `position` is where it starts, in characters from 0.

    Two expressions that say the same at different places are equal.
    """

    position: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class StringLiteral(Expression):
    """A text between quotes; `value` is without them."""

    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberLiteral(Expression):
    """A number written in the expression, never negative: a minus sign is a `Negation`."""

    value: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference(Expression):
    """`${name}`, the answer to a question of the workbook.

    `last_saved` tells `${last-saved#name}`, the answer of the interview before.
    """

    name: str
    last_saved: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Step(Expression):
    """One step of a path: `test` is a name, `*`, `node()` or `text()`."""

    axis: Axis
    test: str
    predicates: tuple[Expression, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Path(Expression):
    """A path through nodes: from the root, from `start`, or from the node in question.

    `start` is the expression before the first `/`, such as `instance('communes')` or `${name}`.
    """

    absolute: bool = False
    start: Expression | None = None
    steps: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter(Expression):
    """The nodes of `subject` that pass every predicate, as in `(…)[1]`."""

    subject: Expression
    predicates: tuple[Expression, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FunctionCall(Expression):
    """A function with its arguments; `name` keeps its prefix, as in `jr:choice-name`."""

    name: str
    arguments: tuple[Expression, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class BinaryOperation(Expression):
    """`left operator right`; `position` is that of the operator.

    `operator` is one of `or and = != < <= > >= + - * div mod |`. A long chain nests on the left.
    """

    operator: str
    left: Expression
    right: Expression


@dataclass(frozen=True, slots=True, kw_only=True)
class Negation(Expression):
    """The opposite of a number."""

    operand: Expression


def children(expression: Expression) -> tuple[Expression, ...]:  # noqa: PLR0911 -- one a kind
    """Return the parts directly inside `expression`, in reading order."""
    match expression:
        case BinaryOperation(left=left, right=right):
            return (left, right)
        case Negation(operand=operand):
            return (operand,)
        case FunctionCall(arguments=arguments):
            return arguments
        case Filter(subject=subject, predicates=predicates):
            return (subject, *predicates)
        case Path(start=start, steps=steps):
            return steps if start is None else (start, *steps)
        case Step(predicates=predicates):
            return predicates
        case _:
            return ()


def walk(expression: Expression) -> Iterator[Expression]:
    """Yield `expression` and every part of it, outer parts first, in reading order."""
    waiting = [expression]
    while waiting:
        part = waiting.pop()
        yield part
        waiting.extend(reversed(children(part)))


def names(expression: Expression) -> frozenset[str]:
    """Return the names of all `${name}` references, those of `last-saved` apart."""
    return frozenset(
        part.name
        for part in walk(expression)
        if isinstance(part, Reference) and not part.last_saved
    )
