"""Conditions."""

from __future__ import annotations

import math
from itertools import pairwise

from app.questionnaire.expressions.context import Context, Evaluator, Function
from app.questionnaire.expressions.failures import EvaluationError
from app.questionnaire.expressions.functions.arguments import (
    boolean_of,
    nodes_in,
    number_of,
    text_of,
)
from app.questionnaire.expressions.values import Value, to_boolean, to_number


def _if(context: Context, arguments: tuple[Evaluator, ...]) -> Value:
    condition, then, otherwise = arguments
    return then(context) if boolean_of(context, condition) else otherwise(context)


def _not(context: Context, arguments: tuple[Evaluator, ...]) -> Value:
    return not boolean_of(context, arguments[0])


def _boolean(context: Context, arguments: tuple[Evaluator, ...]) -> Value:
    return boolean_of(context, arguments[0]) if arguments else context.node.text() != ""


def _boolean_from_string(context: Context, arguments: tuple[Evaluator, ...]) -> Value:
    return text_of(context, arguments[0]) in {"1", "true"}


def _bounds(context: Context, arguments: tuple[Evaluator, ...]) -> tuple[float, float]:
    least, most = number_of(context, arguments[0]), number_of(context, arguments[1])
    return least, math.inf if most == -1 else most


def _conditions(context: Context, argument: Evaluator) -> list[bool]:
    value = argument(context)
    nodes = nodes_in(value)
    if nodes is None:
        return [to_boolean(value)]
    return [node.text().strip() != "" for node in nodes]


def _checklist(context: Context, arguments: tuple[Evaluator, ...]) -> Value:
    least, most = _bounds(context, arguments)
    held = sum(sum(_conditions(context, argument)) for argument in arguments[2:])
    return least <= held <= most


def _weights(context: Context, argument: Evaluator) -> list[float]:
    value = argument(context)
    zone = context.environment.zone
    nodes = nodes_in(value)
    if nodes is None:
        return [to_number(value, zone)]
    return [to_number(node.text(), zone) for node in nodes]


def _weighted_checklist(context: Context, arguments: tuple[Evaluator, ...]) -> Value:
    least, most = _bounds(context, arguments)
    pairs = arguments[2:]
    if len(pairs) % 2:
        raise EvaluationError("weighted-checklist() attend des couples condition, poids")
    held = 0.0
    for condition, weight in list(pairwise(pairs))[::2]:
        conditions, weights = _conditions(context, condition), _weights(context, weight)
        held += sum(one for holds, one in zip(conditions, weights, strict=False) if holds)
    return least <= held <= most


TABLE = (
    Function("true", 0, 0, lambda _context, _arguments: True),
    Function("false", 0, 0, lambda _context, _arguments: False),
    Function("if", 3, 3, _if),
    Function("not", 1, 1, _not),
    Function("boolean", 0, 1, _boolean),
    Function("boolean-from-string", 1, 1, _boolean_from_string),
    Function("checklist", 2, None, _checklist),
    Function("weighted-checklist", 4, None, _weighted_checklist),
)
