"""Lists of choices and attached tables: trees that never change."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from app.questionnaire.form.failures import FormError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.questionnaire.form.xml import Element

MAX_CELLS = 2_000_000


class ListNode:
    """An element of a list; a leaf has a text, a branch the texts below joined."""

    __slots__ = ("_attributes", "_by_name", "_children", "_own", "_parent", "name")

    def __init__(self, name: str, parent: ListNode | None, own: str = "") -> None:
        self.name = name
        self._parent = parent
        self._own = own
        self._children: list[ListNode] = []
        self._by_name: dict[str, list[ListNode]] = {}
        self._attributes: dict[str, ListNode] = {}

    def add(self, child: ListNode) -> None:
        """Append a child."""
        self._children.append(child)
        self._by_name.setdefault(child.name, []).append(child)

    def add_attribute(self, name: str, value: str) -> None:
        """Set an attribute."""
        self._attributes[name] = ListNode(name, self, value)

    def parent_node(self) -> ListNode | None:
        """Return the node above."""
        return self._parent

    def children_named(self, name: str) -> Sequence[ListNode]:
        """Return the children of that name."""
        return self._by_name.get(name, ())

    def child_nodes(self) -> Sequence[ListNode]:
        """Return all children."""
        return self._children

    def attribute_node(self, name: str) -> ListNode | None:
        """Return an attribute."""
        return self._attributes.get(name)

    def text(self) -> str:
        """Return the text, of a branch all texts below."""
        if not self._children:
            return self._own
        return "".join(child.text() for child in self._children)


def list_of(element: Element) -> ListNode:
    """Return the list that an `<instance>` element holds."""
    top = ListNode(element.name, None)
    waiting = [(element, top)]
    while waiting:
        source, node = waiting.pop()
        for name, value in source.attributes.items():
            node.add_attribute(name, value)
        for child in source.elements():
            below = ListNode(child.name, node, child.own_text())
            node.add(below)
            waiting.append((child, below))
    return top


def table_of(text: str) -> ListNode:
    """Return an attached CSV table as the list root/item/column.

    Raises:
        FormError: the table is too large, or its lines do not fit its heading.
    """
    top = ListNode("instance", None)
    root = ListNode("root", top)
    top.add(root)
    sample = text[:4096]
    separator = ";" if sample.count(";") > sample.count(",") else ","
    lines = csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=separator)
    try:
        heading = [name.strip() for name in next(lines, list[str]())]
        cells = 0
        for line in lines:
            if not line:
                continue
            cells += len(line)
            if cells > MAX_CELLS:
                raise FormError.of(f"la table jointe dépasse {MAX_CELLS} cellules")
            item = ListNode("item", root)
            for name, value in zip(heading, line, strict=False):
                item.add(ListNode(name, item, value))
            root.add(item)
    except csv.Error:
        raise FormError.of("la table jointe n’est pas un fichier CSV lisible") from None
    return top
