"""Read the primary instance of a form: its nodes and their initial values."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from app.questionnaire.form.model import (
    Content,
    Control,
    ControlKind,
    NodeDefinition,
    NodeKind,
    Preload,
)
from app.questionnaire.form.names import JAVAROSA, OPENROSA, XFORMS

if TYPE_CHECKING:
    from app.questionnaire.form.binds import BindReader
    from app.questionnaire.form.body import Body
    from app.questionnaire.form.compiling import Compiler
    from app.questionnaire.form.xml import Element

_MAX_NODES = 20_000


def content_of(element: Element) -> Content:
    """Return the initial content below an element of the primary instance."""
    children = tuple(content_of(child) for child in element.elements())
    return Content(
        name=element.name,
        text="" if children else element.own_text(),
        children=children,
        is_template=element.get("template", JAVAROSA) is not None,
    )


def with_meta(root: Element, content: Content) -> tuple[Content, str | None]:
    """Add the identifier that every interview has, and return its path when it was missing.

    Source: OpenRosa metadata schema; web-forms adds `orx:meta/orx:instanceID`.
    """
    prefix = next((key for key, uri in root.prefixes.items() if uri == OPENROSA and key), "")
    meta = next(
        (
            child
            for child in root.elements()
            if child.local == "meta" and child.uri in {OPENROSA, XFORMS}
        ),
        None,
    )
    if meta is not None:
        if meta.child("instanceID") is not None:
            return content, None
        own = meta.name.rpartition(":")[0]
        name = f"{own}:instanceID" if own else "instanceID"
        children = tuple(
            replace(child, text="", children=(*child.children, Content(name=name)))
            if child.name == meta.name
            else child
            for child in content.children
        )
        path = f"/{content.name}/{meta.name}/{name}"
        return replace(content, children=children), path
    meta_name, name = (
        (f"{prefix}:meta", f"{prefix}:instanceID") if prefix else ("meta", "instanceID")
    )
    added = Content(name=meta_name, children=(Content(name=name),))
    path = f"/{content.name}/{meta_name}/{name}"
    return replace(content, children=(*content.children, added)), path


def blank(content: Content) -> Content:
    """Return the same nodes without values: what a repeat without a template adds.

    Source: web-forms, which clones the structure of the first instance alone.
    """
    return replace(
        content, text="", is_template=False, children=tuple(blank(one) for one in content.children)
    )


class ContentReader:
    """Makes the definitions of the nodes from the primary instance."""

    def __init__(
        self, compiler: Compiler, binds: BindReader, body: Body, identifier: str | None
    ) -> None:
        self._compiler = compiler
        self._binds = binds
        self._body = body
        self._identifier = identifier
        self._count = 0

    def read(self, content: Content) -> NodeDefinition:
        """Return the definition of the root node."""
        return self._group(content, f"/{content.name}")

    def _nodes(self, content: Content, path: str) -> tuple[NodeDefinition, ...]:
        by_name: dict[str, list[Content]] = {}
        for child in content.children:
            by_name.setdefault(child.name, []).append(child)
        return tuple(self._node(children, f"{path}/{name}") for name, children in by_name.items())

    def _node(self, contents: list[Content], path: str) -> NodeDefinition:
        self._count += 1
        if self._count == _MAX_NODES:
            self._compiler.problem(f"le questionnaire a plus de {_MAX_NODES} questions")
        if path in self._body.repeats:
            return self._repeat(contents, path)
        if len(contents) > 1 and self._compiler.strict:
            self._compiler.problem("deux questions portent le même nom", path, "name")
        if contents[0].children:
            return self._group(contents[0], path)
        return self._value(contents[0], path)

    def _group(self, content: Content, path: str) -> NodeDefinition:
        shown = self._body.groups.get(path)
        return NodeDefinition(
            kind=NodeKind.GROUP,
            name=content.name,
            path=path,
            bind=self._binds.read(path),
            label=None if shown is None else shown.label,
            appearance=frozenset() if shown is None else shown.appearance,
            children=self._nodes(content, path),
        )

    def _repeat(self, contents: list[Content], path: str) -> NodeDefinition:
        shown = self._body.repeats[path]
        template = contents[0] if contents[0].is_template else blank(contents[0])
        instances = sum(1 for one in contents if one is not template)
        count = shown.count
        if count is None and shown.fixed:
            count = self._compiler.formula(str(max(instances, 1)), path, "repeat_count")
        return NodeDefinition(
            kind=NodeKind.REPEAT,
            name=contents[0].name,
            path=path,
            bind=self._binds.read(path),
            label=shown.label,
            appearance=shown.appearance,
            children=self._nodes(template, path),
            count=count,
            template=template,
        )

    def _value(self, content: Content, path: str) -> NodeDefinition:
        bind = self._binds.read(path)
        control = self._body.controls.get(path)
        if path == self._identifier:
            bind = replace(bind, preload=Preload(kind="uid", parameter=""))
        if control is not None and _is_note(control, always_readonly=bind.always_readonly):
            control = replace(control, kind=ControlKind.NOTE)
        return NodeDefinition(
            kind=NodeKind.VALUE,
            name=content.name,
            path=path,
            bind=bind,
            control=control,
            label=None if control is None else control.label,
            appearance=frozenset() if control is None else control.appearance,
        )


def _is_note(control: Control, *, always_readonly: bool) -> bool:
    has_words = control.label is not None or control.hint is not None
    return control.kind is ControlKind.INPUT and always_readonly and has_words
