"""Values set by events: at the start, in a new instance, when another answer changes.

Source: ODK XForms specification, « Actions »; when which fires is that of web-forms 0.22.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.questionnaire.expressions.values import to_text
from app.questionnaire.form.nodes import Instance
from app.questionnaire.form.questions import Question
from app.questionnaire.form.reactive import Cell

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.questionnaire.expressions.values import TreeNode
    from app.questionnaire.form.model import Action
    from app.questionnaire.form.nodes import Node


class _Watch:
    """One question that is set when another changes, as seen from where the first one stands.

    Both are looked for in the innermost instance around the target that holds the source
    too. A source in several instances is the first of them; a target in several is not set.
    Source: web-forms 0.22, which evaluates the path of the source beside the target.
    """

    __slots__ = ("_action", "_before", "_changing", "_top", "target")

    def __init__(self, action: Action, target: Question) -> None:
        self._action = action
        self.target = target
        self._top = _around_both(target, action.source)
        self._changing = Cell(target.world.graph, None, "", self._source_text)
        self._before = self._changing.get()

    def _source_text(self) -> str:
        found = _reached(self._top, self._action.source)
        return found[0].text() if found else ""

    def fire(self) -> bool:
        """Set the target when the source has changed since the last time; tell whether it was."""
        now = self._changing.get()
        if now == self._before:
            return False
        self._before = now
        if len(_reached(self._top, self._action.target)) != 1:
            return False
        self.target.write(to_text(self.target.evaluate(self._action.formula)))
        return True

    def end(self) -> None:
        """Watch no more: the target has been removed."""
        self._changing.dispose()


class Actions:
    """The actions of one interview."""

    def __init__(self, actions: Sequence[Action]) -> None:
        self._load = _by_target(actions, {"odk-instance-first-load", "odk-instance-load"})
        self._grown = _by_target(actions, {"odk-new-repeat"})
        watching = [action for action in actions if action.source]
        self._watching = _by_target(watching, {"xforms-value-changed"})
        self._watches: list[_Watch] = []
        self._begun = False

    def load(self, root: Node) -> None:
        """Run what is due when the interview begins."""
        self._run(self._load, root)

    def grown(self, instance: Node) -> None:
        """Run what is due in a new instance."""
        self._run(self._grown, instance)
        if self._begun:
            self._watch(instance)

    def removed(self, instance: Node) -> None:
        """Forget what stood in an instance that is no more."""
        if not self._watches:
            return
        gone = set(instance.below())
        for watch in self._watches:
            if watch.target in gone:
                watch.end()
        self._watches = [watch for watch in self._watches if watch.target not in gone]

    def watch(self, root: Node) -> None:
        """Begin to look for changes of the answers that trigger something."""
        self._begun = True
        self._watch(root)

    def fire(self) -> bool:
        """Run what the changes since the last time trigger, and tell whether anything did."""
        fired = False
        for watch in tuple(self._watches):
            fired |= watch.fire()
        return fired

    def _watch(self, top: Node) -> None:
        if not self._watching:
            return
        for node in top.below():
            if isinstance(node, Question):
                actions = self._watching.get(node.definition.path, ())
                self._watches.extend(_Watch(action, node) for action in actions)

    def _run(self, actions: dict[str, list[Action]], top: Node) -> None:
        if not actions:
            return
        for node in top.below():
            if isinstance(node, Question):
                for action in actions.get(node.definition.path, ()):
                    if node.is_relevant():
                        node.write(to_text(node.evaluate(action.formula)))


def _by_target(actions: Sequence[Action], events: set[str]) -> dict[str, list[Action]]:
    found: dict[str, list[Action]] = {}
    for action in actions:
        if action.events & events:
            found.setdefault(action.target, []).append(action)
    return found


def _around_both(target: Node, source: str) -> Node:
    """Return the innermost instance around `target` that holds `source` too, else the root."""
    top = target
    while top.parent is not None:
        top = top.parent
        if isinstance(top, Instance) and source.startswith(f"{top.definition.path}/"):
            break
    return top


def _reached(top: Node, path: str) -> Sequence[TreeNode]:
    """Return the nodes below `top` at a path of the form."""
    nodes: Sequence[TreeNode] = (top,)
    for name in path.removeprefix(f"{top.definition.path}/").split("/"):
        nodes = [child for node in nodes for child in node.children_named(name)]
    return nodes
