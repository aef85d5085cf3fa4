"""Read the XML of a form without entities, external access or unbounded size."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from xml.parsers import expat

from app.questionnaire.form.failures import FormError

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_BYTES = 20_000_000
MAX_DEPTH = 120
MAX_ELEMENTS = 500_000


@dataclass(slots=True)
class Element:
    """An element with its resolved namespace; `content` keeps texts and elements in order.

    `name` is as written, with its prefix; attributes are keyed as written too.
    """

    name: str
    local: str
    uri: str
    attributes: dict[str, str]
    prefixes: dict[str, str]
    content: list[str | Element] = field(default_factory=list["str | Element"])

    def elements(self) -> Iterator[Element]:
        """Yield the child elements."""
        return (child for child in self.content if isinstance(child, Element))

    def child(self, local: str) -> Element | None:
        """Return the first child element of that local name."""
        return next((child for child in self.elements() if child.local == local), None)

    def children(self, local: str) -> list[Element]:
        """Return the child elements of that local name."""
        return [child for child in self.elements() if child.local == local]

    def own_text(self) -> str:
        """Return the texts directly inside, joined."""
        return "".join(part for part in self.content if isinstance(part, str))

    def get(self, local: str, uri: str = "") -> str | None:
        """Return an attribute by its local name, in a namespace or in none."""
        if not uri:
            return self.attributes.get(local)
        for name, value in self.attributes.items():
            prefix, _, own = name.rpartition(":")
            if prefix and own == local and self.prefixes.get(prefix) == uri:
                return value
        return None

    def descendants(self) -> Iterator[Element]:
        """Yield this element and all below, in document order."""
        waiting: list[Element] = [self]
        while waiting:
            element = waiting.pop()
            yield element
            waiting.extend(reversed(list(element.elements())))


def parse_xml(source: str | bytes) -> Element:
    """Read a document and return its root.

    Raises:
        FormError: no XML, a DOCTYPE, or more than an honest form holds.
    """
    data = source.encode() if isinstance(source, str) else source
    if len(data) > MAX_BYTES:
        raise FormError.of(f"le fichier dépasse {MAX_BYTES // 1_000_000} Mo")
    builder = _Builder()
    parser = expat.ParserCreate("utf-8" if isinstance(source, str) else None)
    parser.buffer_text = True
    parser.StartElementHandler = builder.start
    parser.EndElementHandler = builder.end
    parser.CharacterDataHandler = builder.text
    parser.StartDoctypeDeclHandler = builder.doctype
    try:
        parser.Parse(data, True)
    except expat.ExpatError as fault:
        raise FormError.of(
            f"le fichier n’est pas du XML bien formé (ligne {fault.lineno})"
        ) from None
    except (ValueError, LookupError):  # an encoding that nobody knows
        raise FormError.of("le fichier n’est pas du XML lisible") from None
    if builder.root is None:
        raise FormError.of("le fichier est vide")
    return builder.root


class _Builder:
    def __init__(self) -> None:
        self.root: Element | None = None
        self._open: list[Element] = []
        self._count = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self._count += 1
        if len(self._open) >= MAX_DEPTH:
            raise FormError.of(f"le fichier imbrique plus de {MAX_DEPTH} niveaux")
        if self._count > MAX_ELEMENTS:
            raise FormError.of(f"le fichier contient plus de {MAX_ELEMENTS} éléments")
        prefixes = self._open[-1].prefixes if self._open else {}
        declared = {
            key.partition(":")[2]: value
            for key, value in attributes.items()
            if key == "xmlns" or key.startswith("xmlns:")
        }
        if declared:
            prefixes = {**prefixes, **declared}
        prefix, _, local = name.rpartition(":")
        element = Element(name, local, prefixes.get(prefix, ""), attributes, prefixes)
        if self._open:
            self._open[-1].content.append(element)
        else:
            self.root = element
        self._open.append(element)

    def end(self, _name: str) -> None:
        self._open.pop()

    def text(self, text: str) -> None:
        if self._open:
            self._open[-1].content.append(text)

    def doctype(self, *_details: object) -> None:
        raise FormError.of("le fichier contient une déclaration DOCTYPE, refusée par sécurité")
