"""Answers as they are kept: by the paths of their nodes, and back into a form."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from app.questionnaire.form.nodes import Node, ParentNode, Range
from app.questionnaire.form.places import key_of
from app.questionnaire.form.questions import Question

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.questionnaire.form.growth import Growth

_PART = re.compile(r"(.+?)(?:\[(\d+|range)\])?")


def node_at(root: ParentNode, path: str) -> Node:
    """Return the node at `path`; a repeat may be written with or without `[range]`.

    Raises:
        KeyError: no such node at present.
    """
    names = path.strip("/").split("/")
    node: Node = root
    if names[0] != root.name:
        raise KeyError(path)
    for name in names[1:]:
        match = _PART.fullmatch(name)
        child = (
            node.children.get(match.group(1)) if match and isinstance(node, ParentNode) else None
        )
        if match is None or child is None:
            raise KeyError(path)
        place = match.group(2)
        if isinstance(child, Range) and place not in {None, "range"}:
            instances = child.existing()
            if not 1 <= int(place) <= len(instances):
                raise KeyError(path)
            child = instances[int(place) - 1]
        node = child
    return node


def answers_below(root: ParentNode) -> dict[str, str]:
    """Return the answers and the numbers of instances below `root`, whether or not they apply."""
    kept: dict[str, str] = {}
    for node in root.below():
        if isinstance(node, Question):
            if node.base:
                kept[node.path()] = node.base
        elif isinstance(node, Range):
            kept[key_of(node)] = str(len(node.existing()))
    return kept


def restore(root: ParentNode, growth: Growth, answers: Mapping[str, str]) -> None:
    """Put kept answers back; what the form no longer has is left out."""
    for path in sorted((path for path in answers if path.endswith("[range]")), key=len):
        try:
            repeat = node_at(root, path)
        except KeyError:
            continue  # the form has another shape now: what no longer exists is left out
        if isinstance(repeat, Range):
            growth.resize(repeat, int(answers[path]))
    for node in root.below():
        if isinstance(node, Question):
            node.restore(answers.get(node.path(), ""))
