"""Sets of nodes: repeats, lists of choices, attached tables."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Sequence

from app.questionnaire.expressions.context import Context, Evaluator, Function
from app.questionnaire.expressions.failures import EvaluationError
from app.questionnaire.expressions.functions.arguments import (
    nodes_of,
    number_of,
    text_of,
)
from app.questionnaire.expressions.values import TreeNode, Value, to_number, to_text

_MAX_INT_32 = 2**31 - 1
_MULTIPLIER = 16_807


def _count(context: Context, arguments: tuple[Evaluator, ...]) -> Value:
    return float(len(nodes_of(context, arguments[0], "count")))


def _count_non_empty(context: Context, arguments: tuple[Evaluator, ...]) -> Value:
    nodes = nodes_of(context, arguments[0], "count-non-empty")
    context.environment.spend(len(nodes))
    return float(sum(node.text() != "" for node in nodes))


def _last(context: Context, _arguments: tuple[Evaluator, ...]) -> Value:
    return float(context.size)


def _position(context: Context, arguments: tuple[Evaluator, ...]) -> Value:
    if not arguments:
        return float(context.position)
    nodes = nodes_of(context, arguments[0], "position")
    if not nodes:
        return math.nan
    node = nodes[0]
    parent = node.parent_node()
    if parent is None:
        return 1.0
    siblings = parent.children_named(node.name)
    context.environment.spend(len(siblings))
    return next((float(place) for place, one in enumerate(siblings, 1) if one is node), 1.0)


def _current(context: Context, _arguments: tuple[Evaluator, ...]) -> Value:
    return (context.origin,)


def _instance(context: Context, arguments: tuple[Evaluator, ...]) -> Value:
    found = context.environment.instance(text_of(context, arguments[0]))
    return () if found is None else (found,)


def _once(context: Context, arguments: tuple[Evaluator, ...]) -> Value:
    return context.node.text() or text_of(context, arguments[0])


def _named(node: Sequence[TreeNode] | TreeNode | None) -> str:
    if node is None:
        return ""
    if isinstance(node, Sequence):
        return node[0].name if node else ""
    return node.name


def _name(context: Context, arguments: tuple[Evaluator, ...]) -> Value:
    return _named(nodes_of(context, arguments[0], "name") if arguments else context.node)


def _local_name(context: Context, arguments: tuple[Evaluator, ...]) -> Value:
    return to_text(_name(context, arguments)).rpartition(":")[2]


def _within(ancestor: TreeNode, node: TreeNode | None) -> bool:
    while node is not None:
        if node is ancestor:
            return True
        node = node.parent_node()
    return False


def _depth(node: TreeNode) -> int:
    depth = 0
    above = node.parent_node()
    while above is not None:
        depth += 1
        above = above.parent_node()
    return depth


def _indexed_repeat(context: Context, arguments: tuple[Evaluator, ...]) -> Value:
    """Source: ODK: indexed-repeat(question, repeat, place, inner repeat, place…)."""
    if len(arguments) % 2 == 0:
        raise EvaluationError("indexed-repeat() attend une question puis des couples groupe, rang")
    pairs: list[tuple[Sequence[TreeNode], float]] = []
    for place in range(1, len(arguments), 2):
        instances = nodes_of(context, arguments[place], "indexed-repeat")
        wanted = number_of(context, arguments[place + 1])
        if not instances or math.isnan(wanted):
            return ()
        pairs.append((instances, wanted))
    pairs.sort(key=lambda pair: _depth(pair[0][0]))
    chosen: TreeNode | None = None
    for instances, wanted in pairs:
        inside = [one for one in instances if chosen is None or _within(chosen, one)]
        if not (1 <= wanted <= len(inside) and wanted.is_integer()):
            return ()
        chosen = inside[int(wanted) - 1]
    targets = nodes_of(context, arguments[0], "indexed-repeat")
    context.environment.spend(len(targets))
    return [node for node in targets if chosen is None or _within(chosen, node)]


def _itext(context: Context, arguments: tuple[Evaluator, ...]) -> Value:
    return context.environment.translation(text_of(context, arguments[0]))


def _choice_name(context: Context, arguments: tuple[Evaluator, ...]) -> Value:
    value, path = text_of(context, arguments[0]), text_of(context, arguments[1])
    found = context.environment.evaluate(path, context.node)
    if isinstance(found, Sequence) and not isinstance(found, str) and found:
        return context.environment.choice_label(found[0], value)
    raise EvaluationError(f"jr:choice-name() ne trouve pas la question « {path[:60]} »")


def _pulldata(context: Context, arguments: tuple[Evaluator, ...]) -> Value:
    table, wanted, key, value = (text_of(context, argument) for argument in arguments)
    instance = context.environment.instance(table)
    if instance is None:
        raise EvaluationError(f"pulldata() ne trouve pas la table « {table[:60]} »")
    for root in instance.children_named("root"):
        for item in root.children_named("item"):
            context.environment.spend(1)
            if any(cell.text() == value for cell in item.children_named(key)):
                return to_text(item.children_named(wanted))
    return ""


def _seed(context: Context, argument: Evaluator) -> int:
    """Source: JavaRosa, which takes Java's conversion of the number; web-forms hashes texts."""
    value = argument(context)
    number = to_number(value, context.environment.zone)
    if math.isnan(number):
        text = to_text(value)
        if not text:
            return 0
        return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], signed=True)
    if math.isinf(number):
        return 2**63 - 1 if number > 0 else -(2**63)
    return int(number)


def _randomize(context: Context, arguments: tuple[Evaluator, ...]) -> Value:
    """Shuffle, always the same way for the same seed (Park and Miller's generator)."""
    nodes = list(nodes_of(context, arguments[0], "randomize"))
    context.environment.spend(len(nodes))
    start = _seed(context, arguments[1]) if len(arguments) > 1 else 0
    seed = abs(start) % _MAX_INT_32 * (1 if start > 0 else -1)  # the remainder keeps the sign
    seed = seed if seed > 0 else seed + _MAX_INT_32 - 1
    for place in range(len(nodes)):
        if len(arguments) > 1:
            seed = seed * _MULTIPLIER % _MAX_INT_32
            fraction = (seed - 1) / (_MAX_INT_32 - 1)
        else:
            fraction = context.environment.random()
        other = int(fraction * (place + 1))
        nodes[place], nodes[other] = nodes[other], nodes[place]
    return nodes


TABLE = (
    Function("count", 1, 1, _count),
    Function("count-non-empty", 1, 1, _count_non_empty),
    Function("position", 0, 1, _position),
    Function("last", 0, 0, _last),
    Function("current", 0, 0, _current),
    Function("instance", 1, 1, _instance),
    Function("once", 1, 1, _once),
    Function("name", 0, 1, _name),
    Function("local-name", 0, 1, _local_name),
    Function("indexed-repeat", 3, None, _indexed_repeat),
    Function("jr:itext", 1, 1, _itext),
    Function("jr:choice-name", 2, 2, _choice_name),
    Function("pulldata", 4, 4, _pulldata),
    Function("randomize", 1, 2, _randomize),
)
