"""Compare two values: `=`, `!=` and the four orders."""

from __future__ import annotations

import operator
from collections.abc import Callable, Sequence
from datetime import tzinfo

from app.questionnaire.expressions.values import (
    Moment,
    TreeNode,
    Value,
    text_number,
    to_boolean,
    to_number,
    to_text,
)

Comparison = Callable[[Value, Value, tzinfo], bool]
Order = Callable[[float, float], bool]


def _nodes(value: Value) -> Sequence[TreeNode] | None:
    return None if isinstance(value, str | int | float | Moment) else value


def equal(left: Value, right: Value, zone: tzinfo) -> bool:
    """Tell whether the values are equal; a set of nodes is when one of its nodes is.

    Source: XPath 1.0 §3.4: a condition decides first, then a number, then the text.
    """
    if isinstance(left, bool) or isinstance(right, bool):
        return to_boolean(left) == to_boolean(right)
    if (nodes := _nodes(left)) is not None:
        return any(_equal_text(node.text(), right, zone) for node in nodes)
    if (nodes := _nodes(right)) is not None:
        return any(_equal_text(node.text(), left, zone) for node in nodes)
    return _equal_plain(left, right, zone)


def _equal_text(text: str, other: Value, zone: tzinfo) -> bool:
    if (nodes := _nodes(other)) is not None:
        return any(text == node.text() for node in nodes)
    return _equal_plain(text, other, zone)


def _equal_plain(left: Value, right: Value, zone: tzinfo) -> bool:
    if isinstance(left, int | float | Moment) or isinstance(right, int | float | Moment):
        return to_number(left, zone) == to_number(right, zone)
    return to_text(left) == to_text(right)


def different(left: Value, right: Value, zone: tzinfo) -> bool:
    """Tell whether the values differ; a set of nodes does when one of its nodes does."""
    if isinstance(left, bool) or isinstance(right, bool):
        return to_boolean(left) != to_boolean(right)
    if (nodes := _nodes(left)) is not None:
        return any(_different_text(node.text(), right, zone) for node in nodes)
    if (nodes := _nodes(right)) is not None:
        return any(_different_text(node.text(), left, zone) for node in nodes)
    return not _equal_plain(left, right, zone)


def _different_text(text: str, other: Value, zone: tzinfo) -> bool:
    if (nodes := _nodes(other)) is not None:
        return any(text != node.text() for node in nodes)
    return not _equal_plain(text, other, zone)


def _numbers(value: Value, zone: tzinfo) -> list[float]:
    if (nodes := _nodes(value)) is not None:
        return [text_number(node.text(), zone) for node in nodes]
    return [to_number(value, zone)]


def _ordered(order: Order) -> Comparison:
    def compare(left: Value, right: Value, zone: tzinfo) -> bool:
        rights = _numbers(right, zone)
        return any(order(one, other) for one in _numbers(left, zone) for other in rights)

    return compare


COMPARISONS: dict[str, Comparison] = {
    "=": equal,
    "!=": different,
    "<": _ordered(operator.lt),
    "<=": _ordered(operator.le),
    ">": _ordered(operator.gt),
    ">=": _ordered(operator.ge),
}
