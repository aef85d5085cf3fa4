"""Read the body of a form: its controls and the order of its screens."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from app.questionnaire.expressions.syntax import FunctionCall
from app.questionnaire.form.model import (
    BodyItem,
    Bounds,
    Control,
    ControlKind,
    FixedItem,
    Formula,
    Itemset,
    Text,
)
from app.questionnaire.form.names import JAVAROSA, resolved
from app.questionnaire.form.xml import Element

if TYPE_CHECKING:
    from app.questionnaire.form.compiling import Compiler

_CONTROLS = {
    "input": ControlKind.INPUT,
    "select1": ControlKind.SELECT_ONE,
    "select": ControlKind.SELECT_MULTIPLE,
    "rank": ControlKind.RANK,
    "range": ControlKind.RANGE,
    "trigger": ControlKind.TRIGGER,
    "upload": ControlKind.UPLOAD,
}
_UNSUPPORTED_APPEARANCES = {
    "ex:": "un appel à une application externe",
    "search(": "la recherche search()",
    "placement-map": "une carte",
    "maps": "une carte",
    "signature": "une signature",
    "draw": "un dessin",
    "annotate": "un dessin",
    "intent:": "un appel à une application externe",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Repeat:
    """How a repeat is shown: its label and what drives the number of its instances."""

    label: Text | None
    appearance: frozenset[str]
    count: Formula | None
    fixed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """How a group is shown."""

    label: Text | None
    appearance: frozenset[str]


@dataclass(slots=True)
class Body:
    """What the body says of each node, by its path."""

    controls: dict[str, Control] = field(default_factory=dict[str, Control])
    groups: dict[str, Group] = field(default_factory=dict[str, Group])
    repeats: dict[str, Repeat] = field(default_factory=dict[str, Repeat])
    actions: list[tuple[str, Element]] = field(default_factory=list[tuple[str, Element]])
    items: tuple[BodyItem, ...] = ()


def appearances(element: Element) -> frozenset[str]:
    """Return the words of an `appearance`."""
    return frozenset((element.get("appearance") or "").split())


class BodyReader:
    """Reads a `<body>` into a `Body`."""

    def __init__(self, compiler: Compiler, bind_paths: dict[str, str]) -> None:
        self._compiler = compiler
        self._bind_paths = bind_paths
        self._body = Body()

    def read(self, element: Element, root: str) -> Body:
        """Read everything below `<body>`; `root` is the path of the root node."""
        self._body.items = self._children(element, root)
        return self._body

    def _children(self, element: Element, context: str) -> tuple[BodyItem, ...]:
        items: list[BodyItem] = []
        for child in element.elements():
            if child.local == "group":
                items.append(self._group(child, context))
            elif child.local == "repeat":
                items.append(self._repeat(child, context, label=None))
            elif child.local in _CONTROLS:
                item = self._control(child, context)
                items.extend(() if item is None else (item,))
            elif child.local not in {"label", "hint", "setvalue"}:
                self._unknown(child)
        return tuple(items)

    def _unknown(self, element: Element) -> None:
        if self._compiler.strict:
            what = element.name
            self._compiler.problem(f"l’élément « {what} » n’est pas pris en charge")

    def _path(self, element: Element, context: str) -> str | None:
        bind = element.get("bind")
        if bind is not None:
            return self._bind_paths.get(bind)
        reference = element.get("ref") or element.get("nodeset")
        return None if reference is None else resolved(reference, context)

    def _group(self, element: Element, context: str) -> BodyItem:
        path = self._path(element, context)
        label = self._compiler.element_text(element.child("label"), path or "", "label")
        for repeat in element.children("repeat"):
            if path is not None and self._path(repeat, context) == path:
                return self._repeat(repeat, context, label=label, group=element)
        look = appearances(element)
        if path is not None and path not in self._body.groups:
            self._body.groups[path] = Group(label=label, appearance=look)
            self._actions(element, path)
        return BodyItem(
            path=path or "",
            appearance=look,
            label=label,
            children=self._children(element, path or context),
        )

    def _repeat(
        self, element: Element, context: str, *, label: Text | None, group: Element | None = None
    ) -> BodyItem:
        path = self._path(element, context) or ""
        look = appearances(element)
        if group is not None:
            look |= appearances(group)
        count = self._compiler.optional(element.get("count", JAVAROSA), path, "repeat_count")
        fixed = (element.get("noAddRemove", JAVAROSA) or "").strip() == "true()"
        self._body.repeats[path] = Repeat(label=label, appearance=look, count=count, fixed=fixed)
        self._actions(element, path)
        children = self._children(element, path)
        return BodyItem(path=path, appearance=look, label=label, children=children)

    def _actions(self, element: Element, path: str) -> None:
        self._body.actions.extend((path, child) for child in element.children("setvalue"))

    def _control(self, element: Element, context: str) -> BodyItem | None:
        path = self._path(element, context)
        if path is None:
            self._compiler.problem(f"une question « {element.local} » n’a pas de nom")
            return None
        kind = _CONTROLS[element.local]
        look = appearances(element)
        self._check_appearance(element.get("appearance") or "", path)
        self._body.controls[path] = Control(
            kind=kind,
            appearance=look,
            label=self._compiler.element_text(element.child("label"), path, "label"),
            hint=self._compiler.element_text(element.child("hint"), path, "hint"),
            items=tuple(self._item(item, path) for item in element.children("item")),
            itemset=self._itemset(element.child("itemset"), path),
            bounds=_bounds(element) if kind is ControlKind.RANGE else None,
        )
        self._actions(element, path)
        return BodyItem(path=path, appearance=look, is_question=True)

    def _check_appearance(self, appearance: str, path: str) -> None:
        if not self._compiler.strict:
            return
        for mark, what in _UNSUPPORTED_APPEARANCES.items():
            if mark in appearance:
                message = f"l’apparence « {appearance[:40]} » demande {what}, non pris en charge"
                self._compiler.problem(message, path, "appearance")
                return

    def _item(self, element: Element, path: str) -> FixedItem:
        value = element.child("value")
        label = self._compiler.element_text(element.child("label"), path, "label")
        return FixedItem(value="" if value is None else value.own_text(), label=label)

    def _itemset(self, element: Element | None, path: str) -> Itemset | None:
        if element is None:
            return None
        value, label = element.child("value"), element.child("label")
        nodes = element.get("nodeset") or element.get("ref")
        reference = None if value is None else value.get("ref")
        if nodes is None or reference is None:
            self._compiler.problem("la liste de choix est incomplète", path, "choices")
            return None
        label_reference = None if label is None else label.get("ref")
        text = None
        if label_reference is not None:
            text = self._compiler.reference_text(label_reference, path, "choices")
        return Itemset(
            nodes=self._compiler.formula(nodes, path, "choice_filter"),
            value=self._compiler.formula(reference, path, "choices"),
            label=text,
        )


def _bounds(element: Element) -> Bounds:
    return Bounds(
        start=element.get("start") or "",
        end=element.get("end") or "",
        step=element.get("step") or "1",
    )


def is_always_true(formula: Formula | None) -> bool:
    """Tell whether a formula is `true()`, as a note's `readonly` is."""
    if formula is None:
        return False
    call = formula.expression
    return isinstance(call, FunctionCall) and call.name == "true"
