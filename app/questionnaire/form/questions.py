"""The values of one interview: what is answered, computed, chosen and judged."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.questionnaire.expressions.context import Context
from app.questionnaire.expressions.failures import EvaluationError
from app.questionnaire.expressions.values import Moment, TreeNode, to_text
from app.questionnaire.form.codecs import Codec, codec_of, range_codec, trigger_codec
from app.questionnaire.form.failures import AnswerRefusedError
from app.questionnaire.form.model import (
    CHOICES,
    Control,
    ControlKind,
    FixedItem,
    Itemset,
    NodeDefinition,
    Text,
)
from app.questionnaire.form.nodes import Node, World
from app.questionnaire.form.reactive import Cell

if TYPE_CHECKING:
    from collections.abc import Sequence


MAX_TEXT = 1_000_000
"""Longest result of a calculation; a text that feeds on itself doubles until it is stopped."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A choice of a question: its value, and where its label comes from."""

    value: str
    source: FixedItem | TreeNode


def _codec(definition: NodeDefinition) -> Codec:
    control = definition.control
    if control is not None:
        if control.kind in CHOICES:
            return str
        if control.kind is ControlKind.TRIGGER:
            return trigger_codec
        if control.bounds is not None:
            return range_codec(definition.bind.type, control.bounds)
    return codec_of(definition.bind.type)


class Question(Node):
    """A value, shown as a question or only computed.

    `base` is what was last answered or computed; `text()` is blank while it does not apply,
    and leaves out choices that are no longer offered.
    """

    __slots__ = (
        "_applied",
        "_choices",
        "_codec",
        "_constraint",
        "_held",
        "_labels",
        "base",
        "calculation",
        "value",
    )

    def __init__(self, world: World, definition: NodeDefinition, parent: Node, start: str) -> None:
        super().__init__(world, definition, parent)
        bind, graph = definition.bind, world.graph
        self._codec = _codec(definition)
        self.base = self._codec(start)
        self._applied: str | None = None
        self._held = False
        self._labels: dict[int, Cell[str]] = {}
        self.value = Cell(graph, self, "", self._current)
        calculate = bind.calculate
        self.calculation = (
            None
            if calculate is None
            else Cell(graph, self, "", lambda: to_text(self.evaluate(calculate)))
        )
        self._constraint = self._condition(bind.constraint, self)
        self._choices: Cell[tuple[Choice, ...]] | None = None
        if definition.control is not None and definition.control.kind in CHOICES:
            self._choices = Cell(graph, self, (), self._offered)

    # -- value ---------------------------------------------------------------------------------

    def text(self) -> str:
        """Return the value that formulas see."""
        return self.base if self.value.computing else self.value.get()

    def _current(self) -> str:
        """Return the value, after having taken over a new result of the calculation.

        A calculation is taken over when its result changes or when the question begins to
        apply; in between, an answer given over it stands.
        Source: web-forms 0.22, whose calculations write only when they run anew.
        """
        if not self.is_relevant():
            self._applied, self._held = None, False
            return ""
        if self.calculation is not None:
            result = self.calculation.get()
            self.value.unread_by(self.calculation)  # its own result must not set it off again
            if len(result) > MAX_TEXT:
                raise EvaluationError(f"un calcul donne plus de {MAX_TEXT} caractères")
            if result != self._applied and not self._held:
                self.base = self._codec(result)
            self._applied, self._held = result, False
        return self._shown()

    def _shown(self) -> str:
        if not self.base or self._choices is None or self.control is None:
            return self.base
        offered = dict.fromkeys(choice.value for choice in self._choices.get())
        if self.control.kind is ControlKind.SELECT_ONE:
            return self.base if self.base in offered else ""
        kept = [word for word in self.base.split() if word in offered]
        if self.control.kind is ControlKind.RANK:
            kept = list(dict.fromkeys([*kept, *offered]))
        return " ".join(kept)

    def write(self, text: str) -> None:
        """Set the value to what its type keeps of `text`."""
        self.base = self._codec(text)
        self.value.invalidate()

    def restore(self, base: str) -> None:
        """Take up a value kept from before; a calculation does not replace it by itself."""
        self.base, self._held = base, True
        self.value.invalidate()

    def answer(self, text: str) -> None:
        """Take an answer of the user.

        Raises:
            AnswerRefusedError: the question is closed to entry, or a ranking lacks a choice.
        """
        if self.is_readonly():
            raise AnswerRefusedError("cette question est en lecture seule")
        self.write(self._accepted(text))

    def _accepted(self, text: str) -> str:
        if self._choices is None or self.control is None or not text:
            return text
        offered = [choice.value for choice in self._choices.get()]
        if self.control.kind is ControlKind.SELECT_ONE:
            return text if text in offered else ""
        given = text.split()
        if self.control.kind is ControlKind.RANK:
            if not set(offered) <= set(given):
                raise AnswerRefusedError("un classement demande tous les choix")
            return " ".join(given)
        return " ".join(value for value in dict.fromkeys(offered) if value in given)

    # -- judgement -----------------------------------------------------------------------------

    def constraint_ok(self) -> bool:
        """Tell whether the constraint holds; a blank answer always satisfies it."""
        if self._constraint is None or self.value.get() == "" or not self.is_relevant():
            return True
        return self._constraint.get()

    def required_ok(self) -> bool:
        """Tell whether a required answer has been given."""
        if self._required is None or not self.is_relevant() or not self._required.get():
            return True
        return self.value.get() != ""

    def message(self) -> str | None:
        """Return what the form says of an answer that does not do."""
        bind = self.definition.bind
        if not self.constraint_ok():
            return self.rendered("constraint", bind.constraint_message)
        if not self.required_ok():
            return self.rendered("required", bind.required_message)
        return None

    def hint(self) -> str | None:
        """Return the hint."""
        return None if self.control is None else self.rendered("hint", self.control.hint)

    # -- choices -------------------------------------------------------------------------------

    @property
    def control(self) -> Control | None:
        """How the question is shown, `None` when it is only computed."""
        return self.definition.control

    def choices(self) -> Sequence[Choice]:
        """Return what is offered at present."""
        return () if self._choices is None else self._choices.get()

    def _offered(self) -> tuple[Choice, ...]:
        control = self.control
        if control is None:
            return ()
        if control.itemset is None:
            return tuple(Choice(item.value, item) for item in control.items)
        nodes = self.evaluate(control.itemset.nodes)
        if isinstance(nodes, str | int | float | Moment):
            return ()
        self.world.graph.spend(len(nodes))
        return tuple(Choice(self._item_value(control.itemset, node), node) for node in nodes)

    def _item_value(self, itemset: Itemset, node: TreeNode) -> str:
        return to_text(itemset.value.evaluator(Context(self.world.interview, node, node)))

    def choice_label(self, value: str) -> str:
        """Return the label of the choice of that value, blank when it is not offered.

        Of two choices with one value, the last: that of web-forms.
        """
        alike = (choice for choice in reversed(self.choices()) if choice.value == value)
        found = next(alike, None)
        return "" if found is None else self.label_of(found)

    def label_of(self, choice: Choice) -> str:
        """Return the label of a choice, its value when it has none."""
        cell = self._labels.get(id(choice.source))
        if cell is None:
            cell = Cell(self.world.graph, self, "", lambda: self._choice_text(choice))
            self._labels[id(choice.source)] = cell
        return cell.get()

    def _choice_text(self, choice: Choice) -> str:
        source = choice.source
        text: Text | None
        place: TreeNode
        if isinstance(source, FixedItem):
            text, place = source.label, self
        else:
            itemset = None if self.control is None else self.control.itemset
            text, place = None if itemset is None else itemset.label, source
        return choice.value if text is None else self.world.render(text, place)

    # -- life ----------------------------------------------------------------------------------

    def activate(self) -> None:
        """Compute value and rules once."""
        super().activate()
        self.value.get()
        self.constraint_ok()
        self.required_ok()

    def dispose(self) -> None:
        """Stop computing."""
        super().dispose()
        self.value.dispose()
        for cell in (self.calculation, self._constraint, self._choices, *self._labels.values()):
            if cell is not None:
                cell.dispose()
