"""Order the values of a form by what they are computed from, and find circles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.questionnaire.expressions.syntax import (
    Axis,
    Expression,
    FunctionCall,
    Path,
    Step,
    children,
)
from app.questionnaire.form.model import Formula, NodeDefinition, NodeKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_VALUE_RULES = ("calculate", "relevant")
"""The rules that decide what a value is; the others only judge it."""


def references(formula: Formula, path: str) -> Iterator[str]:
    """Yield the absolute paths that a formula of the node at `path` reads.

    Positions and conditions between brackets are looked into, and left out of the paths.
    """
    waiting: list[tuple[Expression, str]] = [(formula.expression, path)]
    while waiting:
        part, here = waiting.pop()
        if isinstance(part, Path):
            yield from _followed(part, here, path, waiting)
        else:
            waiting.extend((child, here) for child in children(part))


def _followed(
    part: Path, here: str, origin: str, waiting: list[tuple[Expression, str]]
) -> Iterator[str]:
    start = part.start
    if start is None:
        names = [] if part.absolute else [name for name in here.split("/") if name]
    elif isinstance(start, FunctionCall) and start.name == "current":
        names = [name for name in origin.split("/") if name]
    else:
        waiting.append((start, here))
        waiting.extend((one, here) for step in part.steps for one in step.predicates)
        return
    for step in part.steps:
        names = _after(names, step)
        reached = "/" + "/".join(names)
        waiting.extend((one, reached) for one in step.predicates)
    yield "/" + "/".join(names)


def _after(names: list[str], step: Step) -> list[str]:
    if step.axis is Axis.PARENT:
        return names[:-1]
    if step.axis is Axis.CHILD and step.test not in {"node()", "text()"}:
        return [*names, step.test]
    return names


class Ordering:
    """The order in which the values of a form are computed.

    `circles` are the paths of questions whose values wait for each other.
    """

    def __init__(self, root: NodeDefinition) -> None:
        self._nodes = {node.path: node for node in root.walk()}
        self._above = {child.path: node for node in self._nodes.values() for child in node.children}
        self._reads = {
            node.path: tuple(dict.fromkeys(self._read(node)))
            for node in self._nodes.values()
            if node.kind is NodeKind.VALUE
        }
        self.circles: list[tuple[str, ...]] = []
        self.order: dict[str, int] = {}
        self._done: set[str] = set()
        for path in self._reads:
            self._visit(path)

    def _read(self, node: NodeDefinition) -> Iterator[str]:
        """Yield the values that decide the value of `node`, its own and those of its groups."""
        rules: list[tuple[Formula | None, str]] = [
            (getattr(node.bind, rule), node.path) for rule in _VALUE_RULES
        ]
        above = self._above.get(node.path)
        while above is not None:
            rules.append((above.bind.relevant, above.path))
            above = self._above.get(above.path)
        for formula, path in rules:
            if formula is not None:
                for read in references(formula, path):
                    yield from self._values_at(read, node.path)
                    yield from self._counts_behind(read, node.path)

    def _values_at(self, path: str, reader: str) -> Iterable[str]:
        found = self._nodes.get(path)
        if found is None or path == reader:  # a question may refer to itself: once(), coalesce(.)
            return
        if found.kind is NodeKind.VALUE:
            yield path
        elif not reader.startswith(path + "/"):
            yield from (one.path for one in found.walk() if one.kind is NodeKind.VALUE)

    def _counts_behind(self, path: str, reader: str) -> Iterator[str]:
        """Yield the values that decide how many nodes `path` stands for."""
        node = self._nodes.get(path)
        while node is not None and not reader.startswith(f"{node.path}/"):
            if node.count is not None:
                for read in references(node.count, node.path):
                    counted = self._nodes.get(read)
                    if counted is not None and counted.kind is NodeKind.VALUE:
                        yield read  # even the reader itself: a count that counts itself
            node = self._above.get(node.path)

    def _visit(self, start: str) -> None:
        """Go through what `start` needs, depth first and without recursion."""
        if start in self._done:
            return
        trail: list[str] = [start]
        pending = {start: iter(self._reads[start])}
        while trail:
            path = trail[-1]
            needed = next((one for one in pending[path] if one not in self._done), None)
            if needed is None:
                trail.pop()
                self._done.add(path)
                self.order[path] = len(self.order)
            elif needed in pending:
                if needed in trail:
                    self.circles.append((*trail[trail.index(needed) :], needed))
            else:
                trail.append(needed)
                pending[needed] = iter(self._reads[needed])
