"""The logical structure of a paper, which a screen reader walks instead of the page's ink.

A `Node` is an element of the PDF's structure tree (H1, P, L, Table…). Each time something of it is
drawn, the pen leaves a `Mark` in it: page and number of the marked content.
"""

from dataclasses import dataclass, field
from typing import Final, NamedTuple

_CELLS: Final = frozenset({"TD", "TH"})  # an empty one keeps its place in the row


class Mark(NamedTuple):
    """Marked content on a page (counted from 0)."""

    page: int
    mcid: int


@dataclass(slots=True, eq=False)
class Node:
    """An element of the structure tree; the order of `kids` is the order of reading."""

    tag: str
    alt: str = ""
    scope: str = ""  # of a table header: « Row » or « Column »
    numbering: str = ""  # of a list: « Disc » or « Decimal »
    lang: str = ""  # « en »: where it is not that of the paper
    rtl: bool = False  # read from right to left; what is below inherits it
    box: tuple[float, float, float, float] | None = None  # of a figure, in points from bottom left
    kids: "list[Node | Mark]" = field(default_factory=list["Node | Mark"])
    _said: list[str] = field(default_factory=list[str])
    _turned: bool = False

    @property
    def actual(self) -> str:
        """Return the text as it is read, where it is drawn in another order; else nothing."""
        return " ".join(line.strip() for line in self._said) if self._turned else ""

    def say(self, text: str, *, turned: bool) -> None:
        """Add a line of text; `turned` when some of it is read from right to left."""
        self._said.append(text)
        self._turned = self._turned or turned

    def child(
        self, tag: str, *, alt: str = "", scope: str = "", lang: str = "", rtl: bool | None = None
    ) -> "Node":
        """Add an element at the end and return it."""
        node = Node(tag, alt=alt, scope=scope, lang=lang, rtl=self.rtl if rtl is None else rtl)
        self.kids.append(node)
        return node


def prune(node: Node) -> None:
    """Drop elements with nothing drawn in them: a checker calls them faults."""
    for kid in node.kids:
        if isinstance(kid, Node):
            prune(kid)
    node.kids = [
        kid
        for kid in node.kids
        if isinstance(kid, Mark) or kid.kids or (kid.tag in _CELLS and node.kids)
    ]
    if all(isinstance(kid, Node) and not kid.kids for kid in node.kids):
        node.kids = []  # a row of empty cells is no row
