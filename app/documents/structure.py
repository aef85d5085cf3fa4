"""The logical structure of a paper, which a screen reader walks instead of the page's ink.

A `Node` is an element of the PDF's structure tree (H1, P, L, Table…). Each time something of it is
drawn, the pen leaves a `Mark` in it: page and number of the marked content.
"""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Mark:
    """Marked content on a page (counted from 0)."""

    page: int
    mcid: int


@dataclass(slots=True, eq=False)
class Node:
    """An element of the structure tree; the order of `kids` is the order of reading."""

    tag: str
    alt: str = ""
    scope: str = ""  # of a table header: « Row » or « Column »
    kids: "list[Node | Mark]" = field(default_factory=list["Node | Mark"])

    def child(self, tag: str, *, alt: str = "", scope: str = "") -> "Node":
        """Add an element at the end and return it."""
        node = Node(tag, alt=alt, scope=scope)
        self.kids.append(node)
        return node


def prune(node: Node) -> None:
    """Drop elements with nothing drawn in them: a checker calls them faults."""
    for kid in node.kids:
        if isinstance(kid, Node):
            prune(kid)
    node.kids = [kid for kid in node.kids if isinstance(kid, Mark) or kid.kids]
