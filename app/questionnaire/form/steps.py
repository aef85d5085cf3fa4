"""The screens of an interview in their order."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING

from app.questionnaire.form.nodes import Node, ParentNode, Range
from app.questionnaire.form.questions import Question

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from app.questionnaire.form.model import BodyItem


class StepKind(Enum):
    """What a screen holds."""

    QUESTION = auto()
    FIELD_LIST = auto()
    REPEAT = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One screen: a question, a list of questions, or the end of a repeat.

    `path` tells it from all others, as long as no instance before it is removed. `questions`
    are the paths that apply; `headings` the labels of the groups around, outermost first. A
    repeat screen asks whether to add another instance.
    """

    path: str
    kind: StepKind
    questions: tuple[str, ...] = ()
    headings: tuple[str, ...] = ()


def steps_of(items: Sequence[BodyItem], root: ParentNode) -> Iterator[Step]:
    """Yield the screens that apply at present."""
    yield from _steps(items, root, ())


def _steps(items: Sequence[BodyItem], around: Node, headings: tuple[str, ...]) -> Iterator[Step]:
    for item in items:
        yield from _item_steps(item, around, headings)


def _item_steps(item: BodyItem, around: Node, headings: tuple[str, ...]) -> Iterator[Step]:
    node = around if not item.path else _find(item.path, around)
    if node is None or not node.is_relevant():
        return
    if item.is_question:
        if isinstance(node, Question):
            path = node.path()
            yield Step(path=path, kind=StepKind.QUESTION, questions=(path,), headings=headings)
    elif isinstance(node, Range):
        yield from _repeat_steps(item, node, headings)
    elif "field-list" in item.appearance:
        yield from _field_list(item, node, _with(headings, node, item))
    else:
        yield from _steps(item.children, node, _with(headings, node, item))


def _repeat_steps(item: BodyItem, repeat: Range, headings: tuple[str, ...]) -> Iterator[Step]:
    for instance in list(repeat.existing()):
        if not instance.is_relevant():
            continue
        inside = _with(headings, instance, item)
        if "field-list" in item.appearance:
            yield from _field_list(item, instance, inside)
        else:
            yield from _steps(item.children, instance, inside)
    if repeat.count is None:
        path = f"{repeat.path()}[range]"
        yield Step(path=path, kind=StepKind.REPEAT, headings=_with(headings, repeat, item))


def _field_list(item: BodyItem, node: Node, headings: tuple[str, ...]) -> Iterator[Step]:
    inner = list(_steps(item.children, node, headings))
    questions = tuple(path for step in inner for path in step.questions)
    if questions:
        path = node.path() if item.path else questions[0]
        yield Step(path=path, kind=StepKind.FIELD_LIST, questions=questions, headings=headings)


def _with(headings: tuple[str, ...], node: Node, item: BodyItem) -> tuple[str, ...]:
    label = node.label() if item.path else None
    if not item.path and item.label is not None:
        label = node.rendered(f"group:{id(item)}", item.label)
    return (*headings, label.strip()) if label and label.strip() else headings


def _find(path: str, around: Node) -> Node | None:
    """Return the node of `path` inside the instance that `around` stands in."""
    node: Node = around
    while node.parent is not None and not path.startswith(f"{node.definition.path}/"):
        node = node.parent
    rest = path[len(node.definition.path) + 1 :]
    for name in rest.split("/") if rest else ():
        if not isinstance(node, ParentNode) or name not in node.children:
            return None
        node = node.children[name]
    return node
