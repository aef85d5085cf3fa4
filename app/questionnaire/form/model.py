"""A form as it is defined: what does not change from one interview to the next."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from app.questionnaire.expressions.context import Evaluator
    from app.questionnaire.expressions.syntax import Expression
    from app.questionnaire.form.lists import ListNode


@dataclass(frozen=True, slots=True, kw_only=True)
class Formula:
    """An expression of the form, ready to run."""

    source: str
    expression: Expression
    evaluator: Evaluator


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A label, hint or message: fixed parts and values in turn, or a translated text.

    `translation` gives the name of a text of the form's languages. `echoes` when a value among the
    `chunks` is put into words of the form (`<output>`), and is not the whole text by itself.
    """

    chunks: tuple[str | Formula, ...] = ()
    echoes: bool = False
    translation: Formula | None = None


class ValueType(StrEnum):
    """The type of an answer."""

    STRING = "string"
    INT = "int"
    DECIMAL = "decimal"
    DATE = "date"
    TIME = "time"
    DATE_TIME = "dateTime"
    BOOLEAN = "boolean"
    GEOPOINT = "geopoint"
    GEOTRACE = "geotrace"
    GEOSHAPE = "geoshape"
    BINARY = "binary"
    BARCODE = "barcode"
    INTENT = "intent"


class ControlKind(StrEnum):
    """How a question is asked."""

    INPUT = "input"
    NOTE = "note"
    SELECT_ONE = "select1"
    SELECT_MULTIPLE = "select"
    RANK = "rank"
    RANGE = "range"
    TRIGGER = "trigger"
    UPLOAD = "upload"


CHOICES = frozenset({ControlKind.SELECT_ONE, ControlKind.SELECT_MULTIPLE, ControlKind.RANK})


@dataclass(frozen=True, slots=True, kw_only=True)
class FixedItem:
    """A choice written in the question itself."""

    value: str
    label: Text | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Itemset:
    """Choices read from a list; `value` and `label` are taken at each node of the list."""

    nodes: Formula
    value: Formula
    label: Text | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """What a range allows, as written in the form."""

    start: str
    end: str
    step: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Control:
    """How one question is shown."""

    kind: ControlKind
    appearance: frozenset[str] = frozenset()
    label: Text | None = None
    hint: Text | None = None
    items: tuple[FixedItem, ...] = ()
    itemset: Itemset | None = None
    bounds: Bounds | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Preload:
    """A value filled in by the program: `kind` is uid, date, timestamp or property."""

    kind: str
    parameter: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Bind:
    """The rules of a node; `None` stands for the rule that never applies."""

    type: ValueType = ValueType.STRING
    relevant: Formula | None = None
    readonly: Formula | None = None
    required: Formula | None = None
    constraint: Formula | None = None
    calculate: Formula | None = None
    constraint_message: Text | None = None
    required_message: Text | None = None
    preload: Preload | None = None
    always_readonly: bool = False

    def formulas(self) -> Iterator[tuple[str, Formula]]:
        """Yield the rules that are set, with the names of their columns."""
        for name in ("relevant", "readonly", "required", "constraint", "calculate"):
            formula: Formula | None = getattr(self, name)
            if formula is not None:
                yield name, formula


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """The initial content of a node: its text and its children."""

    name: str
    text: str = ""
    children: tuple[Content, ...] = ()
    is_template: bool = False

    def named(self, name: str) -> tuple[Content, ...]:
        """Return the children of that name."""
        return tuple(child for child in self.children if child.name == name)


class NodeKind(StrEnum):
    """The kinds of nodes of a form."""

    GROUP = "group"
    REPEAT = "repeat"
    VALUE = "value"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class NodeDefinition:
    """One node of the form; `path` is absolute and has no positions.

    `count` drives how many instances a repeat has, `template` is what a new one starts from.
    """

    kind: NodeKind
    name: str
    path: str
    bind: Bind
    control: Control | None = None
    label: Text | None = None
    appearance: frozenset[str] = frozenset()
    children: tuple[NodeDefinition, ...] = ()
    count: Formula | None = None
    template: Content | None = None

    def walk(self) -> Iterator[NodeDefinition]:
        """Yield this node and all below, in document order."""
        waiting: list[NodeDefinition] = [self]
        while waiting:
            node = waiting.pop()
            yield node
            waiting.extend(reversed(node.children))


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyItem:
    """One element of the screens in their order; `path` is empty for a group without a node."""

    path: str
    appearance: frozenset[str] = frozenset()
    label: Text | None = None
    children: tuple[BodyItem, ...] = ()
    is_question: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """A value set by an event; `source` is the question whose change triggers it."""

    target: str
    events: frozenset[str]
    formula: Formula
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class FormDefinition:
    """A whole form.

    `order` lists the paths of values so that each comes after those it is computed from.
    """

    title: str
    form_id: str
    version: str
    root: NodeDefinition
    content: Content
    body: tuple[BodyItem, ...]
    languages: tuple[str, ...]
    default_language: str
    translations: Mapping[str, Mapping[str, Text]]
    lists: Mapping[str, ListNode]
    actions: tuple[Action, ...]
    order: Mapping[str, int]
    by_path: Mapping[str, NodeDefinition] = field(default_factory=dict[str, NodeDefinition])
