"""Follow paths from node to node."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, TypeAlias

from app.questionnaire.expressions.context import Context, Evaluator
from app.questionnaire.expressions.syntax import (
    Axis,
    BinaryOperation,
    Expression,
    FunctionCall,
    Path,
    Step,
    StringLiteral,
    walk,
)
from app.questionnaire.expressions.values import Moment, TreeNode, to_boolean, to_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

Nodes: TypeAlias = "Sequence[TreeNode]"
Steps: TypeAlias = "Callable[[Nodes, Context], Nodes]"
Compile: TypeAlias = "Callable[[Expression], Evaluator]"
_ANY = frozenset({"*", "node()"})


def compiled_steps(steps: tuple[Step, ...], compiled: Compile) -> Steps:
    """Return the function that follows `steps` from some nodes."""
    followers = tuple(_step(step, compiled) for step in steps)

    def follow(nodes: Nodes, context: Context) -> Nodes:
        for follower in followers:
            if not nodes:
                return ()
            nodes = follower(nodes, context)
        return nodes

    return follow


def _step(step: Step, compiled: Compile) -> Steps:
    reach = _reach(step)
    if not step.predicates:
        return reach
    predicates = [_predicate(predicate, compiled) for predicate in step.predicates]

    def follow(nodes: Nodes, context: Context) -> Nodes:
        found: list[TreeNode] = []
        for node in nodes:  # positions count afresh for each node
            reached = reach((node,), context)
            for predicate in predicates:
                reached = predicate(reached, context)
            found.extend(reached)
        return found

    return follow


def _reach(step: Step) -> Steps:
    if step.axis is Axis.CHILD and step.test not in {*_ANY, "text()"}:
        return _named_children(step.test)
    if step.axis is Axis.SELF and step.test == "node()":
        return lambda nodes, _context: nodes
    if step.axis is Axis.PARENT and step.test == "node()":
        return _parents
    axis, accepts = _AXES[step.axis], _accepts(step.test)
    if step.axis is Axis.ATTRIBUTE:
        return _attributes(step.test)

    def reach(nodes: Nodes, context: Context) -> Nodes:
        found: dict[int, TreeNode] = {}
        for node in nodes:
            for other in axis(node):
                context.environment.spend(1)
                if accepts(other):
                    found.setdefault(id(other), other)
        return tuple(found.values())

    return reach


def _named_children(name: str) -> Steps:
    def reach(nodes: Nodes, context: Context) -> Nodes:
        if len(nodes) == 1:
            found = nodes[0].children_named(name)
        else:
            found = [child for node in nodes for child in node.children_named(name)]
        context.environment.spend(len(nodes) + len(found))
        return found

    return reach


def _parents(nodes: Nodes, context: Context) -> Nodes:
    if len(nodes) == 1:
        parent = nodes[0].parent_node()
        return () if parent is None else (parent,)
    context.environment.spend(len(nodes))
    found: dict[int, TreeNode] = {}
    for node in nodes:
        parent = node.parent_node()
        if parent is not None:
            found.setdefault(id(parent), parent)
    return tuple(found.values())


def _attributes(name: str) -> Steps:
    def reach(nodes: Nodes, context: Context) -> Nodes:
        context.environment.spend(len(nodes))
        found = (node.attribute_node(name) for node in nodes)
        return [node for node in found if node is not None]

    return reach


def _accepts(test: str) -> Callable[[TreeNode], bool]:
    if test in _ANY:
        return lambda _node: True
    return lambda node: node.name == test


def _descendants(node: TreeNode) -> Iterable[TreeNode]:
    waiting = list(reversed(node.child_nodes()))
    while waiting:
        one = waiting.pop()
        yield one
        waiting.extend(reversed(one.child_nodes()))


def _ancestors(node: TreeNode) -> Iterable[TreeNode]:
    above = node.parent_node()
    while above is not None:
        yield above
        above = above.parent_node()


def _siblings(node: TreeNode) -> tuple[list[TreeNode], list[TreeNode]]:
    parent = node.parent_node()
    if parent is None:
        return [], []
    children = list(parent.child_nodes())
    place = next((place for place, one in enumerate(children) if one is node), 0)
    return children[:place], children[place + 1 :]


def _self_and(others: Iterable[TreeNode], node: TreeNode) -> Iterable[TreeNode]:
    yield node
    yield from others


_AXES: dict[Axis, Callable[[TreeNode], Iterable[TreeNode]]] = {
    Axis.CHILD: lambda node: node.child_nodes(),
    Axis.SELF: lambda node: (node,),
    Axis.PARENT: lambda node: [above for above in (node.parent_node(),) if above is not None],
    Axis.DESCENDANT: _descendants,
    Axis.DESCENDANT_OR_SELF: lambda node: _self_and(_descendants(node), node),
    Axis.ANCESTOR: lambda node: list(reversed(list(_ancestors(node)))),
    Axis.ANCESTOR_OR_SELF: lambda node: [*reversed(list(_ancestors(node))), node],
    Axis.PRECEDING_SIBLING: lambda node: _siblings(node)[0],
    Axis.FOLLOWING_SIBLING: lambda node: _siblings(node)[1],
    Axis.ATTRIBUTE: lambda _node: (),
}


# -- predicates --------------------------------------------------------------------------------


def filtered(nodes: Nodes, predicate: Evaluator, context: Context) -> Nodes:
    """Keep the nodes for which the predicate holds; a number is a position."""
    size = len(nodes)
    environment, origin = context.environment, context.origin
    environment.spend(size)
    kept: list[TreeNode] = []
    for position, node in enumerate(nodes, start=1):
        value = predicate(Context(environment, node, origin, position, size))
        if isinstance(value, int | float) and not isinstance(value, bool):
            holds = value == position
        elif isinstance(value, Moment):
            holds = not math.isnan(value.days) and value.days == position
        else:
            holds = to_boolean(value)
        if holds:
            kept.append(node)
    return kept


def _predicate(predicate: Expression, compiled: Compile) -> Steps:
    evaluator = compiled(predicate)
    lookup = _lookup(predicate)
    if lookup is None:
        return lambda nodes, context: filtered(nodes, evaluator, context)
    name, wanted = lookup[0], compiled(lookup[1])

    def follow(nodes: Nodes, context: Context) -> Nodes:
        value = wanted(context)
        if isinstance(value, int | float | Moment) or not nodes:
            return filtered(nodes, evaluator, context)
        if not isinstance(value, str) and len(value) > 1:
            return filtered(nodes, evaluator, context)
        if not isinstance(value, str) and not value:
            return ()
        text = to_text(value)
        context.environment.spend(len(nodes))
        return [
            node for node in nodes if any(one.text() == text for one in node.children_named(name))
        ]

    return follow


def _lookup(predicate: Expression) -> tuple[str, Expression] | None:
    """Recognise `name = value` with a value that is the same for every node.

    That is how choice filters and lookups in attached tables are written; the value is then
    computed once, not once a node.
    """
    if not isinstance(predicate, BinaryOperation) or predicate.operator != "=":
        return None
    for cell, value in (
        (predicate.left, predicate.right),
        (predicate.right, predicate.left),
    ):
        name = _child_name(cell)
        if name is not None and _is_constant_among_nodes(value):
            return name, value
    return None


def _child_name(expression: Expression) -> str | None:
    match expression:
        case Path(
            absolute=False, start=None, steps=(Step(axis=Axis.CHILD, predicates=()) as step,)
        ) if step.test not in {*_ANY, "text()"}:
            return step.test
        case _:
            return None


def _is_constant_among_nodes(expression: Expression) -> bool:
    if isinstance(expression, StringLiteral):
        return True
    if not isinstance(expression, Path) or any(step.predicates for step in expression.steps):
        return False
    if expression.absolute:
        return True
    return isinstance(expression.start, FunctionCall) and not any(
        isinstance(part, FunctionCall) and part.name != "current" for part in walk(expression)
    )
