"""Grow the nodes of an interview from their definitions."""

from __future__ import annotations

from app.questionnaire.form.model import Content, NodeDefinition, NodeKind
from app.questionnaire.form.nodes import Instance, Node, ParentNode, Range, World
from app.questionnaire.form.questions import Question

_EMPTY = Content(name="")


def grown_root(world: World, definition: NodeDefinition, content: Content) -> ParentNode:
    """Return the root with everything below, as a new interview starts."""
    root = ParentNode(world, definition, None)
    _grow_children(root, content)
    return root


def grown_instance(repeat: Range, content: Content | None = None) -> Instance:
    """Return a new instance of a repeat, from its template unless told otherwise."""
    instance = Instance(repeat.world, repeat.definition, repeat)
    _grow_children(instance, content or repeat.definition.template or _EMPTY)
    return instance


def initial_contents(repeat: NodeDefinition, parent: Content) -> tuple[Content, ...]:
    """Return the instances that a form has at the start."""
    return tuple(one for one in parent.named(repeat.name) if not one.is_template)


def _grow_children(parent: ParentNode, content: Content) -> None:
    for definition in parent.definition.children:
        parent.children[definition.name] = _grown(parent, definition, content)


def _grown(parent: ParentNode, definition: NodeDefinition, content: Content) -> Node:
    if definition.kind is NodeKind.REPEAT:
        repeat = Range(parent.world, definition, parent)
        repeat.starts = initial_contents(definition, content)
        if repeat.count is None:
            for start in repeat.starts:
                repeat.insert(grown_instance(repeat, start))
        return repeat
    own = next(iter(content.named(definition.name)), _EMPTY)
    if definition.kind is NodeKind.GROUP:
        group = ParentNode(parent.world, definition, parent)
        _grow_children(group, own)
        return group
    return Question(parent.world, definition, parent, own.text)
