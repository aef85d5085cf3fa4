"""How the nodes of an interview come to be: filled in, multiplied, brought to life."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.questionnaire.expressions.failures import EvaluationError
from app.questionnaire.expressions.moments import iso_text
from app.questionnaire.form.building import grown_instance
from app.questionnaire.form.nodes import Node, Range, Subtree, World
from app.questionnaire.form.questions import Question
from app.questionnaire.form.reactive import AFTER_ALL_VALUES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from app.questionnaire.form.actions import Actions

MAX_TURNS = 60


class Growth:
    """Adds and removes the instances of repeats, by hand or as their counts ask.

    `halted` tells that a count never came to rest: the interview is over for good.
    """

    def __init__(
        self,
        world: World,
        root: Callable[[], Node],
        actions: Actions,
        order: Mapping[str, int],
        properties: Mapping[str, str],
    ) -> None:
        self._world = world
        self._root = root
        self._actions = actions
        self._order = order
        self._properties = properties
        self.halted = False
        self._known: list[Range] | None = None

    def follow_counts(self) -> None:
        """Give each counted repeat the instances it asks for, until nothing moves.

        A count that counts its own instances and adds one never comes to rest. It is cut: the
        last instance comes without telling the formulas that count, the fault is told once,
        and the interview takes no more answers. A strict reading refuses such a form.
        Source: the same form stops web-forms 0.22 at the 60th turn, in the same state.
        """
        for turn in range(1, MAX_TURNS + 1):
            self._world.graph.settle()
            moved = False
            for repeat in self._counted():
                moved |= self._follow(repeat, quietly=turn == MAX_TURNS)
            if not moved and not self._world.graph.waiting:
                return
        self.halted = True
        raise EvaluationError("le nombre d’exemplaires d’une répétition dépend de lui-même")

    def _counted(self) -> list[Range]:
        """Return the counted repeats that exist, as long as no instance comes or goes."""
        if self._known is None:
            self._known = [
                node
                for node in self._root().below()
                if isinstance(node, Range) and node.count is not None
            ]
        return self._known

    def remove(self, repeat: Range, place: int) -> None:
        """Remove the instance at `place`, which counts from 0."""
        self._known = None
        self._actions.removed(repeat.existing()[place])
        repeat.remove(place)

    def _follow(self, repeat: Range, *, quietly: bool) -> bool:
        wanted = repeat.wanted()
        if wanted == repeat.followed:
            return False
        repeat.followed = wanted
        while len(repeat.existing()) > wanted:
            self.remove(repeat, len(repeat.existing()) - 1)
        while len(repeat.existing()) < wanted:
            self.grow(repeat, len(repeat.existing()), quietly=quietly)
        return True

    def activate(self, top: Node) -> None:
        """Compute everything below `top` once; it is kept up to date from then on."""
        order = self._order
        nodes = sorted(
            top.below(), key=lambda node: order.get(node.definition.path, AFTER_ALL_VALUES)
        )  # what is computed comes after what it is computed from: no deep recursion
        for node in nodes:
            if isinstance(node, Question):
                node.value.place = order.get(node.definition.path, AFTER_ALL_VALUES)
            node.activate()

    def grow(self, repeat: Range, place: int | None = None, *, quietly: bool = False) -> None:
        """Append an instance: the one written in the form at `place`, else from the template."""
        self._known = None
        content = None
        if place is not None and place < len(repeat.starts):
            content = repeat.starts[place]
        instance = grown_instance(repeat, content)
        self.preload(instance.below())
        repeat.insert(instance, quietly=quietly)
        self._world.graph.changed.add(Subtree(instance))
        self.activate(instance)
        self._actions.grown(instance)

    def preload(self, nodes: Iterable[Node]) -> None:
        """Fill in what the program knows: an identifier, the date, the device."""
        for node in nodes:
            preload = node.definition.bind.preload
            if isinstance(node, Question) and preload is not None:
                value = self._preloaded(preload.kind, preload.parameter)
                if value:
                    node.write(value)

    def _preloaded(self, kind: str, parameter: str) -> str:
        local = self._world.interview.now.astimezone(self._world.interview.zone)
        match kind:
            case "uid":
                return f"uuid:{self._world.interview.uuid()}"
            case "date":
                return local.date().isoformat()
            case "timestamp" if parameter != "end":
                return iso_text(local)
            case "property":
                return self._properties.get(parameter, "")
            case _:
                return ""

    def resize(self, repeat: Range, size: int) -> None:
        """Give a repeat the number of instances that it had when it was kept."""
        while len(repeat.existing()) > size:
            self.remove(repeat, len(repeat.existing()) - 1)
        while len(repeat.existing()) < size:
            self._known = None
            repeat.insert(grown_instance(repeat))
        repeat.followed = size
