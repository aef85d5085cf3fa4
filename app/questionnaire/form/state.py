"""What can be seen of a node at one moment."""

from __future__ import annotations

from dataclasses import dataclass

from app.questionnaire.form.model import ControlKind
from app.questionnaire.form.nodes import Instance, Node, Range
from app.questionnaire.form.questions import Question


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """A choice as it is shown."""

    value: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NodeState:
    """Everything that a screen or a trace shows of one node.

    `kind` is a control kind, `calculated` for a value without a question, else `root`,
    `group`, `repeat` (with `count`) or `instance`. Values and judgements are those of a
    question; other nodes keep the defaults. `message` is set only when the answer does not do.
    """

    path: str
    kind: str
    relevant: bool
    label: str | None = None
    hint: str | None = None
    value: str = ""
    required: bool = False
    readonly: bool = False
    constraint_ok: bool = True
    required_ok: bool = True
    message: str | None = None
    options: tuple[Option, ...] | None = None
    count: int | None = None
    counted: bool = False
    appearance: frozenset[str] = frozenset()

    @property
    def valid(self) -> bool:
        """Whether the answer does."""
        return self.constraint_ok and self.required_ok


def state_of(node: Node) -> NodeState:
    """Return the state of any node."""
    if isinstance(node, Question):
        return _question_state(node)
    if isinstance(node, Range):
        return NodeState(
            path=node.path(),
            kind="repeat",
            relevant=node.is_relevant(),
            readonly=node.is_readonly(),
            label=node.label(),
            count=len(node.existing()),
            counted=node.count is not None,
            appearance=node.definition.appearance,
        )
    kind = "root" if node.parent is None else "instance" if isinstance(node, Instance) else "group"
    return NodeState(
        path=node.path(),
        kind=kind,
        relevant=node.is_relevant(),
        readonly=node.is_readonly(),
        label=node.label(),
        appearance=node.definition.appearance,
    )


def _question_state(node: Question) -> NodeState:
    control = node.control
    options = None
    if control is not None and control.kind in _WITH_OPTIONS:
        options = tuple(
            Option(value=choice.value, label=node.label_of(choice)) for choice in node.choices()
        )
    return NodeState(
        path=node.path(),
        kind="calculated" if control is None else control.kind.value,
        relevant=node.is_relevant(),
        label=node.label(),
        hint=node.hint(),
        value=node.value.get(),
        required=node.is_required(),
        readonly=node.is_readonly() or (control is not None and control.kind is ControlKind.NOTE),
        constraint_ok=node.constraint_ok(),
        required_ok=node.required_ok(),
        message=node.message(),
        options=options,
        appearance=node.definition.appearance,
    )


_WITH_OPTIONS = frozenset({ControlKind.SELECT_ONE, ControlKind.SELECT_MULTIPLE, ControlKind.RANK})
