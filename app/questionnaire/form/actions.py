"""Values set by events: at the start, in a new instance, when another answer changes.

Source: ODK XForms specification, « Actions »; when which fires is that of web-forms 0.22.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.questionnaire.expressions.values import to_text
from app.questionnaire.form.questions import Question

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from app.questionnaire.form.model import Action
    from app.questionnaire.form.nodes import Node


class Actions:
    """The actions of one interview."""

    def __init__(self, actions: Sequence[Action]) -> None:
        self._load = _by_target(actions, {"odk-instance-first-load", "odk-instance-load"})
        self._grown = _by_target(actions, {"odk-new-repeat"})
        self._watched: dict[str, list[Action]] = {}
        for action in actions:
            if "xforms-value-changed" in action.events and action.source:
                self._watched.setdefault(action.source, []).append(action)
        self._root: Node | None = None
        self._seen: dict[int, tuple[Question, str]] = {}

    def load(self, root: Node) -> None:
        """Run what is due when the interview begins."""
        self._run(self._load, root)

    def grown(self, instance: Node) -> None:
        """Run what is due in a new instance."""
        self._run(self._grown, instance)
        if self._root is not None:
            self._note(instance)

    def watch(self, root: Node) -> None:
        """Begin to look for changes of the answers that trigger something."""
        self._root = root
        self._note(root)

    def fire(self) -> bool:
        """Run what the changes since the last time trigger, and tell whether anything did."""
        root = self._root
        if root is None or not self._watched:
            return False
        fired = False
        for place, (source, before) in list(self._seen.items()):
            now = source.value.get()
            if now != before:
                self._seen[place] = (source, now)
                for action in self._watched[source.definition.path]:
                    fired |= _trigger(action, source, root)
        return fired

    def _note(self, top: Node) -> None:
        if not self._watched:
            return
        for node in top.below():
            if isinstance(node, Question) and node.definition.path in self._watched:
                self._seen[id(node)] = (node, node.value.get())

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


def _trigger(action: Action, source: Question, root: Node) -> bool:
    """Set the target beside the source; a target in several other instances stays as it is."""
    targets = list(_beside(action.target, source, root))
    if len(targets) != 1:
        return False
    target = targets[0]
    target.write(to_text(target.evaluate(action.formula)))
    return True


def _beside(path: str, source: Question, root: Node) -> Iterator[Question]:
    """Yield the targets in the innermost part of the form that holds both."""
    top: Node = source
    while top.parent is not None and not path.startswith(f"{top.definition.path}/"):
        top = top.parent
    if top.parent is None:
        top = root
    for node in top.below():
        if isinstance(node, Question) and node.definition.path == path:
            yield node
