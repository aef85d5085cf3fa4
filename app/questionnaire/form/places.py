"""Where nodes are in an interview, and which of them a change concerns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.questionnaire.form.nodes import Node, Range, Subtree

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


def changed_keys(owners: Iterable[object]) -> Iterator[str]:
    """Yield the paths of the nodes that a set of changes concerns, as long as they exist."""
    for owner in owners:
        if isinstance(owner, Subtree):
            yield from (key_of(node) for node in owner.node.below() if is_attached(node))
        elif isinstance(owner, Node) and is_attached(owner):
            yield key_of(owner)


def key_of(node: Node) -> str:
    """Return the path of a node, of a repeat followed by `[range]`."""
    return f"{node.path()}[range]" if isinstance(node, Range) else node.path()


def is_attached(node: Node) -> bool:
    """Tell whether the node has not been removed."""
    while node.parent is not None:
        if isinstance(node.parent, Range) and node not in node.parent.existing():
            return False
        node = node.parent
    return True
