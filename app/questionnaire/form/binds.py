"""Read the binds of a form: type, rules and messages of each node."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.questionnaire.form.body import Body, is_always_true
from app.questionnaire.form.model import (
    Bind,
    ControlKind,
    Formula,
    Preload,
    Text,
    ValueType,
)
from app.questionnaire.form.names import JAVAROSA, resolved

if TYPE_CHECKING:
    from app.questionnaire.form.compiling import Compiler
    from app.questionnaire.form.xml import Element

_TYPES = {type_.value: type_ for type_ in ValueType}
_UNSUPPORTED = {
    ValueType.GEOPOINT: "une position géographique",
    ValueType.GEOTRACE: "un tracé géographique",
    ValueType.GEOSHAPE: "une zone géographique",
    ValueType.BINARY: "un fichier (image, son, vidéo)",
    ValueType.BARCODE: "un code-barres",
    ValueType.INTENT: "un appel à une application externe",
}
_PRELOADS = frozenset({"uid", "date", "timestamp", "property"})


def bind_elements(model: Element, root: str) -> dict[str, Element]:
    """Return the `<bind>` elements by the path of their node."""
    return {
        resolved(nodeset, root): element
        for element in model.children("bind")
        if (nodeset := element.get("nodeset")) is not None
    }


class BindReader:
    """Makes a `Bind` of each node."""

    def __init__(self, compiler: Compiler, elements: dict[str, Element], body: Body) -> None:
        self._compiler = compiler
        self._elements = elements
        self._body = body

    def read(self, path: str) -> Bind:
        """Return the rules of the node at `path`."""
        element = self._elements.get(path)
        if element is None:
            return Bind(type=self._type(None, path))
        type_ = self._type(element, path)
        rule = self._rule
        readonly = rule(element, path, "readonly")
        return Bind(
            type=type_,
            relevant=rule(element, path, "relevant"),
            readonly=readonly,
            required=rule(element, path, "required"),
            constraint=rule(element, path, "constraint"),
            calculate=rule(element, path, "calculate"),
            constraint_message=self._message(element, path, "constraintMsg"),
            required_message=self._message(element, path, "requiredMsg"),
            preload=_preload(element),
            always_readonly=is_always_true(readonly),
        )

    def _rule(self, element: Element, path: str, name: str) -> Formula | None:
        return self._compiler.optional(element.get(name), path, name)

    def _message(self, element: Element, path: str, name: str) -> Text | None:
        return self._compiler.message(element.get(name, JAVAROSA), path, name)

    def _type(self, element: Element | None, path: str) -> ValueType:
        written = None if element is None else element.get("type")
        control = self._body.controls.get(path)
        if written is None:
            uploads = control is not None and control.kind is ControlKind.UPLOAD
            type_ = ValueType.BINARY if uploads else ValueType.STRING
        else:
            written = written.rpartition(":")[2]
            type_ = _TYPES.get(written, ValueType.STRING)
            if written == "integer":
                type_ = ValueType.INT
        self._check_type(type_, path)
        return type_

    def _check_type(self, type_: ValueType, path: str) -> None:
        if self._compiler.strict and type_ in _UNSUPPORTED:
            self._compiler.problem(
                f"la question demande {_UNSUPPORTED[type_]}, non pris en charge", path, "type"
            )


def _preload(element: Element) -> Preload | None:
    kind = element.get("preload", JAVAROSA)
    if kind not in _PRELOADS:
        return None
    return Preload(kind=kind, parameter=element.get("preloadParams", JAVAROSA) or "")
