"""Read the arguments of a function as what it expects."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.questionnaire.expressions.failures import EvaluationError
from app.questionnaire.expressions.values import (
    Moment,
    TreeNode,
    Value,
    text_number,
    to_boolean,
    to_number,
    to_text,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from app.questionnaire.expressions.context import Context, Evaluator


def text_of(context: Context, argument: Evaluator) -> str:
    """Return the argument as a text."""
    return to_text(argument(context))


def number_of(context: Context, argument: Evaluator) -> float:
    """Return the argument as a number, NaN when it is none."""
    return to_number(argument(context), context.environment.zone)


def boolean_of(context: Context, argument: Evaluator) -> bool:
    """Return the argument as a condition."""
    return to_boolean(argument(context))


def nodes_in(value: Value) -> Sequence[TreeNode] | None:
    """Return the nodes of a set of nodes, `None` for any other value."""
    return None if isinstance(value, str | int | float | Moment) else value


def nodes_of(context: Context, argument: Evaluator, function: str) -> Sequence[TreeNode]:
    """Return the argument as nodes.

    Raises:
        EvaluationError: the argument is a plain value.
    """
    nodes = nodes_in(argument(context))
    if nodes is None:
        raise EvaluationError(f"{function}() attend des questions, pas une valeur")
    return nodes


def numbers_of(context: Context, arguments: Sequence[Evaluator]) -> Iterator[float]:
    """Yield all arguments as numbers, each node of a set for itself."""
    zone = context.environment.zone
    for argument in arguments:
        value = argument(context)
        nodes = nodes_in(value)
        if nodes is None:
            yield to_number(value, zone)
        else:
            context.environment.spend(len(nodes))
            for node in nodes:
                yield text_number(node.text(), zone)


def texts_of(context: Context, arguments: Sequence[Evaluator]) -> Iterator[str]:
    """Yield all arguments as texts, each node of a set for itself."""
    for argument in arguments:
        value = argument(context)
        nodes = nodes_in(value)
        if nodes is None:
            yield to_text(value)
        else:
            context.environment.spend(len(nodes))
            for node in nodes:
                yield node.text()
