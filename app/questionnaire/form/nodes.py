"""The nodes of one interview: groups, repeats and what they share with the questions."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.questionnaire.expressions.context import Context
from app.questionnaire.expressions.failures import EvaluationError
from app.questionnaire.expressions.values import TreeNode, Value, to_boolean, to_number
from app.questionnaire.form.model import (
    Content,
    Formula,
    NodeDefinition,
    NodeKind,
    Text,
)
from app.questionnaire.form.reactive import Cell, Graph

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from app.questionnaire.form.environment import Interview

MAX_INSTANCES = 2_000
"""Most instances of one repeat: a count of a million is a fault of the form."""

_BLANK_COUNT = -1


@dataclass(slots=True, kw_only=True)
class World:
    """What every node of one interview needs."""

    graph: Graph
    interview: Interview
    document: Document
    render: Callable[[Text, TreeNode], str]


class Document:
    """The node above the root, where absolute paths start."""

    __slots__ = ("name", "root")

    def __init__(self) -> None:
        self.name = ""
        self.root: Node | None = None

    def parent_node(self) -> TreeNode | None:
        """Return nothing: this is the top."""
        return None

    def children_named(self, name: str) -> Sequence[TreeNode]:
        """Return the root if it has that name."""
        return (self.root,) if self.root is not None and self.root.name == name else ()

    def child_nodes(self) -> Sequence[TreeNode]:
        """Return the root."""
        return () if self.root is None else (self.root,)

    def attribute_node(self, _name: str) -> TreeNode | None:
        """Return no attribute."""
        return None

    def text(self) -> str:
        """Return all answers joined."""
        return "" if self.root is None else self.root.text()


@dataclass(frozen=True, slots=True)
class Subtree:
    """Marks in the set of changes that everything below a node may look different."""

    node: Node


class Node:
    """What all nodes share: a place, and rules that apply to everything below."""

    __slots__ = (
        "_readonly",
        "_relevant",
        "_required",
        "_texts",
        "definition",
        "name",
        "parent",
        "world",
    )

    def __init__(self, world: World, definition: NodeDefinition, parent: Node | None) -> None:
        self.world = world
        self.definition = definition
        self.parent = parent
        self.name = definition.name
        bind = definition.bind
        owner: object = self if definition.kind is NodeKind.VALUE else Subtree(self)
        self._relevant = self._condition(bind.relevant, owner)
        self._readonly = self._condition(bind.readonly, owner)
        self._required = self._condition(bind.required, self)
        self._texts: dict[str, Cell[str]] = {}

    def _condition(self, formula: Formula | None, owner: object) -> Cell[bool] | None:
        if formula is None:
            return None
        return Cell(self.world.graph, owner, False, lambda: to_boolean(self.evaluate(formula)))

    def evaluate(self, formula: Formula) -> Value:
        """Evaluate a formula standing at this node."""
        try:
            return formula.evaluator(Context(self.world.interview, self, self))
        except EvaluationError as fault:
            fault.stood(self.definition.path, formula.source)
            raise

    # -- rules ---------------------------------------------------------------------------------

    def is_relevant(self) -> bool:
        """Tell whether the node applies: its own rule and those of all above hold."""
        if self._relevant is not None and not self._relevant.get():
            return False
        above = self.rules_above()
        return above is None or above.is_relevant()

    def rules_above(self) -> Node | None:
        """Return the nearest node whose relevance decides for this one too."""
        return self.parent

    def is_readonly(self) -> bool:
        """Tell whether the node is closed to entry, by its own rule or by one above."""
        if self._readonly is not None and self._readonly.get():
            return True
        return self.parent is not None and self.parent.is_readonly()

    def is_required(self) -> bool:
        """Tell whether an answer is required when the question applies."""
        return self._required is not None and self._required.get()

    def rendered(self, key: str, text: Text | None) -> str | None:
        """Return a text of the node in the language of the interview, `None` if it has none."""
        if text is None:
            return None
        cell = self._texts.get(key)
        if cell is None:
            cell = Cell(self.world.graph, self, "", lambda: self.world.render(text, self))
            self._texts[key] = cell
        return cell.get()

    def label(self) -> str | None:
        """Return the label in the language of the interview."""
        return self.rendered("label", self.definition.label)

    # -- tree ----------------------------------------------------------------------------------

    def path(self) -> str:
        """Return the path with the positions of the instances, as `/data/rep[2]/age`."""
        above = "" if self.parent is None else self.parent.path()
        return f"{above}/{self.name}"

    def parent_node(self) -> TreeNode | None:
        """Return the node above, for paths."""
        return self.world.document if self.parent is None else self.parent

    def children_named(self, _name: str) -> Sequence[TreeNode]:
        """Return the children of that name, for paths."""
        return ()

    def child_nodes(self) -> Sequence[TreeNode]:
        """Return the children, for paths."""
        return ()

    def attribute_node(self, _name: str) -> TreeNode | None:
        """Return no attribute: answers have none."""
        return None

    def text(self) -> str:
        """Return all answers below, joined."""
        children = self.child_nodes()
        self.world.graph.spend(len(children))
        return "".join(child.text() for child in children)

    def below(self) -> Iterator[Node]:
        """Yield this node and all below, in document order, ranges before their instances."""
        yield self

    def activate(self) -> None:
        """Compute the rules once, so that they are kept up to date from now on."""
        for cell in (self._relevant, self._readonly, self._required):
            if cell is not None:
                cell.get()

    def dispose(self) -> None:
        """Stop computing: the node has been removed."""
        for cell in (self._relevant, self._readonly, self._required, *self._texts.values()):
            if cell is not None:
                cell.dispose()


class ParentNode(Node):
    """A node with children: the root or a group."""

    __slots__ = ("children",)

    def __init__(self, world: World, definition: NodeDefinition, parent: Node | None) -> None:
        super().__init__(world, definition, parent)
        self.children: dict[str, Node] = {}

    def children_named(self, name: str) -> Sequence[TreeNode]:
        """Return the children of that name; of a repeat, its instances."""
        child = self.children.get(name)
        if child is None:
            return ()
        return child.instances() if isinstance(child, Range) else (child,)

    def child_nodes(self) -> Sequence[TreeNode]:
        """Return all children; of a repeat, its instances."""
        found: list[TreeNode] = []
        for child in self.children.values():
            found.extend(child.instances() if isinstance(child, Range) else (child,))
        return found

    def below(self) -> Iterator[Node]:
        """Yield this node and all below."""
        yield self
        for child in self.children.values():
            yield from child.below()


class Instance(ParentNode):
    """One instance of a repeat."""

    __slots__ = ("range",)

    def __init__(self, world: World, definition: NodeDefinition, parent: Range) -> None:
        super().__init__(world, definition, parent)
        self.range = parent

    def rules_above(self) -> Node | None:
        """Return the node above the repeat: the repeat's rule is the instance's own."""
        return self.range.parent

    def path(self) -> str:
        """Return the path with the present position."""
        return f"{self.range.path()}[{self.range.existing().index(self) + 1}]"

    def parent_node(self) -> TreeNode | None:
        """Return the node around the repeat."""
        return self.range.parent_node()


class Range(Node):
    """All instances of one repeat in one place.

    `followed` is the count that the instances follow, when a count drives them; `starts` are
    the instances written in the form, which a count takes first.
    """

    __slots__ = ("_instances", "_version", "count", "followed", "starts")

    def __init__(self, world: World, definition: NodeDefinition, parent: Node | None) -> None:
        super().__init__(world, definition, parent)
        self._instances: list[Instance] = []
        self._version = Cell(world.graph, self, 0)
        self.followed = 0
        self.starts: tuple[Content, ...] = ()
        formula = definition.count
        self.count = None if formula is None else self._counted(formula)

    def _counted(self, formula: Formula) -> Cell[int]:
        zone = self.world.interview.zone

        def count() -> int:
            try:
                return _whole_count(to_number(self.evaluate(formula), zone))
            except EvaluationError as fault:
                fault.stood(self.definition.path, formula.source)
                raise

        return Cell(self.world.graph, self, _BLANK_COUNT, count)

    def wanted(self) -> int:
        """Return how many instances the count asks for; a blank count changes nothing."""
        if self.count is None:
            return len(self._instances)
        wanted = self.count.get()
        return self.followed if wanted == _BLANK_COUNT else wanted

    def instances(self) -> Sequence[Instance]:
        """Return the instances and note who asks: adding one touches him."""
        self._version.get()
        return tuple(self._instances)

    def existing(self) -> list[Instance]:
        """Return the instances without noting who asks."""
        return self._instances

    def insert(self, instance: Instance, *, quietly: bool = False) -> None:
        """Append an instance; quietly, without touching those who counted them."""
        self._instances.append(instance)
        if not quietly:
            self._version.set(self._version.get() + 1)

    def remove(self, place: int) -> None:
        """Take an instance away, from 0."""
        instance = self._instances.pop(place)
        for node in instance.below():
            node.dispose()
        self._version.set(self._version.get() + 1)

    def child_nodes(self) -> Sequence[TreeNode]:
        """Return the instances."""
        return self.instances()

    def below(self) -> Iterator[Node]:
        """Yield the repeat, then each instance with all below."""
        yield self
        for instance in self._instances:
            yield from instance.below()

    def activate(self) -> None:
        """Compute the rules and the count once."""
        super().activate()
        if self.count is not None:
            self.count.get()

    def dispose(self) -> None:
        """Stop computing."""
        super().dispose()
        if self.count is not None:
            self.count.dispose()


def _whole_count(number: float) -> int:
    if math.isnan(number):
        return _BLANK_COUNT
    if number > MAX_INSTANCES:
        raise EvaluationError(f"une répétition demande plus de {MAX_INSTANCES} exemplaires")
    return int(max(number, 0))
