"""The questions of a form in the order and with the numbers of the paper.

The paper and the page where papers are typed show the same numbers and the same keys: both read
this outline. It depends on the questionnaire alone, never on an answer.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from app.documents.blank_questionnaire_conditions import Asked, Said, conditions
from app.questionnaire.expressions.syntax import FunctionCall, StringLiteral
from app.questionnaire.form.markdown import plain
from app.questionnaire.form.model import (
    BodyItem,
    Control,
    ControlKind,
    FormDefinition,
    NodeDefinition,
    NodeKind,
    Text,
    ValueType,
)
from app.questionnaire.form.session import FormSession
from app.questionnaire.guide.model import Guide

KEYS: Final = "123456789abcdefghijklmnopqrstuvwxyz"
"""One key an answer: the digits, then the letters. A longer list has no keys."""

_APOSTROPHE = re.compile(r"(?<=\w)'(?=\w)")  # the workbook's reader straightens them


class Answer(StrEnum):
    """How a question is answered on paper."""

    ONE = "one"
    SEVERAL = "several"
    RANK = "rank"
    TEXT = "text"
    NUMBER = "number"
    DECIMAL = "decimal"
    DATE = "date"
    TIME = "time"
    MOMENT = "moment"  # a day with its hour
    TICK = "tick"  # something to confirm
    NOTE = "note"  # to read, nothing to answer
    SCREEN = "screen"  # of a kind that only the screen takes


_CONTROLS: Final = {
    ControlKind.SELECT_ONE: Answer.ONE, ControlKind.SELECT_MULTIPLE: Answer.SEVERAL,
    ControlKind.RANK: Answer.RANK, ControlKind.NOTE: Answer.NOTE, ControlKind.TRIGGER: Answer.TICK,
    ControlKind.UPLOAD: Answer.SCREEN,
}  # fmt: skip
_TYPES: Final = {
    ValueType.STRING: Answer.TEXT, ValueType.BARCODE: Answer.TEXT, ValueType.INT: Answer.NUMBER,
    ValueType.DECIMAL: Answer.DECIMAL, ValueType.DATE: Answer.DATE, ValueType.TIME: Answer.TIME,
    ValueType.DATE_TIME: Answer.MOMENT,
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """An answer to tick; `key` is what is typed for it, empty in a list that has no keys."""

    key: str
    code: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A question, or with the number 0 something to read.

    `headings` are the parts it stands in, outermost first. `repeated` names the group of which
    there may be several. `bounds` are words on what a number may be. `said` are the statements
    under which it is asked, all of them.
    """

    path: str
    number: int
    label: str
    hint: str
    answer: Answer
    options: tuple[Option, ...] = ()
    headings: tuple[str, ...] = ()
    repeated: str = ""
    noted_by_worker: bool = False
    large: bool = False
    bounds: str = ""
    said: tuple[Said, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """The whole questionnaire; `asked` gives the questions by path, as conditions name them."""

    title: str
    version: str
    items: tuple[Item, ...]
    asked: Mapping[str, Asked]

    @property
    def questions(self) -> tuple[Item, ...]:
        """Return what is answered, notes left out."""
        return tuple(item for item in self.items if item.number)


def outline_of(form: FormDefinition, guide: Guide, blank: FormSession) -> Outline:
    """Return the outline of a questionnaire; `blank` is an interview of it without an answer."""
    found = list(_Reader(form, guide, blank).items(form.body, (), ""))
    numbers = iter(range(1, len(found) + 1))
    items = [
        item if item.answer is Answer.NOTE else replace(item, number=next(numbers))
        for item in found
    ]
    asked = {
        item.path: Asked(
            number=item.number,
            several=item.answer is Answer.SEVERAL,
            labels={option.code: option.label for option in item.options},
        )
        for item in items
        if item.number and not item.repeated  # « question 5 » would not say which copy
    }
    said = [replace(item, said=_said(form, item.path, asked)) for item in items]
    return Outline(title=form.title, version=form.version, items=tuple(said), asked=asked)


def _said(form: FormDefinition, path: str, asked: Mapping[str, Asked]) -> tuple[Said, ...]:
    """Return the statements of a question and of every group around it, each once."""
    names = path.strip("/").split("/")
    found: list[Said] = []
    for depth in range(1, len(names) + 1):
        node = form.by_path.get("/" + "/".join(names[:depth]))
        relevant = node.bind.relevant if node else None
        if node is not None and relevant is not None:
            always = isinstance(relevant.expression, FunctionCall) and (
                relevant.expression.name == "true"
            )
            found += () if always else conditions(relevant.expression, node.path, asked)
    return tuple(dict.fromkeys(found))


class _Reader:
    """Walks the screens of a form in their order."""

    def __init__(self, form: FormDefinition, guide: Guide, blank: FormSession) -> None:
        self._form = form
        self._guide = guide
        self._blank = blank

    def items(
        self, body: tuple[BodyItem, ...], headings: tuple[str, ...], repeated: str
    ) -> Iterator[Item]:
        """Yield what stands on the paper, numbers left at 0."""
        for one in body:
            node = self._form.by_path.get(one.path)
            if one.is_question:
                if node is not None and node.control is not None:
                    yield from self._item(node, node.control, headings, repeated)
                continue
            label = self._words(one.label or (node.label if node else None))
            inside = (*headings, label) if label else headings
            again = node is not None and node.kind is NodeKind.REPEAT
            name = (label or "cette partie") if again else repeated
            yield from self.items(one.children, inside, name)

    def _item(
        self, node: NodeDefinition, control: Control, headings: tuple[str, ...], repeated: str
    ) -> Iterator[Item]:
        if node.bind.always_readonly and control.kind is not ControlKind.NOTE:
            return  # computed and shown, never answered
        question = self._guide.questions.get(node.name)
        answer = _CONTROLS.get(control.kind) or _TYPES.get(node.bind.type, Answer.SCREEN)
        if control.kind is ControlKind.RANGE and answer is Answer.TEXT:
            answer = Answer.DECIMAL
        bounds = control.bounds
        words = f"de {bounds.start} à {bounds.end}".replace(".", ",") if bounds else ""
        yield Item(
            path=node.path,
            number=0,
            label=self._words(control.label) or node.name,
            hint=self._words(control.hint),
            answer=answer,
            options=self._options(node, control),
            headings=headings,
            repeated=repeated,
            noted_by_worker=question is not None and question.noted_by_worker,
            large="multiline" in control.appearance,
            bounds=words,
        )

    def _options(self, node: NodeDefinition, control: Control) -> tuple[Option, ...]:
        """Return every answer of the list, also those that a filter would hide on screen."""
        if control.kind not in _CONTROLS or not (control.items or control.itemset):
            return ()
        question = self._guide.questions.get(node.name)
        found = [(one.code, one.label) for one in question.choices] if question else []
        if not found:
            try:
                shown = self._blank.state(node.path).options or ()
            except KeyError:  # inside a repeat without a copy yet
                shown = ()
            found = [(one.value, one.label) for one in shown]
        keys = KEYS if len(found) <= len(KEYS) else [""] * len(found)
        return tuple(
            Option(key=key, code=code, label=_neat(label))
            for key, (code, label) in zip(keys, found, strict=False)
        )

    def _words(self, text: Text | None) -> str:
        """Return a text as it is printed: an answer quoted in it becomes « … »."""
        if text is None:
            return ""
        found: Text | None = text
        if text.translation is not None:
            match text.translation.expression:
                case StringLiteral(value=name):
                    language = self._form.translations.get(self._form.default_language, {})
                    found = language.get(name)
                case _:
                    found = None
        chunks = found.chunks if found else ()
        return _neat("".join(one if isinstance(one, str) else "…" for one in chunks))


def _neat(text: str) -> str:
    return _APOSTROPHE.sub("’", plain(text)).strip()
