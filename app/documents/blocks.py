"""What papers are made of: paragraphs, headings, lists, fields and cards, which flow down the page.

A block cuts itself into pieces that no page break may cut, and says of each whether the next must
stay beside it. Blocks own no page: `app.documents.sheet` stacks the pieces.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple, Protocol

from app.documents import pdf
from app.documents.pen import Pen
from app.documents.remembered import remembered
from app.documents.structure import Node
from app.documents.tokens import ACCENT, BODY, INK, LEADING
from app.documents.typography import Line, Run, break_lines, plain

Draw = Callable[[Pen, float, float], None]
ASCENT: Final = 0.95  # of Atkinson Hyperlegible, over its size


class Piece(NamedTuple):
    """A strip that stands whole on a page. `draw` receives its left and its top."""

    height: float
    draw: Draw
    before: float = 0  # white above, dropped at the top of a page
    keep: bool = False  # stays on the page of the next piece
    breaks: bool = False  # begins a new page


class Block(Protocol):
    """Something that can be laid out in a column."""

    def pieces(self, width: float, parent: Node) -> list[Piece]:
        """Cut into pieces for a column of `width` points; its structure goes under `parent`."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """How a paragraph looks."""

    size: float = BODY
    color: str = INK
    bold: bool = False
    before: float = 0.0
    after: float = 0.0
    leading: float = LEADING


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph, left aligned unless it is `right`, words never cut."""

    runs: Line
    style: Style = field(default_factory=Style)
    tag: str = "P"
    keep: bool = False
    right: bool = False

    def pieces(self, width: float, parent: Node) -> list[Piece]:
        """One piece a line; the first two and the last two lines stay together."""
        style = self.style
        runs = tuple([Run(run.text, True) for run in self.runs]) if style.bold else self.runs
        lines = _broken(runs, width, style.size)
        node = parent.child(self.tag)
        last = len(lines) - 1
        column = width if node.rtl or self.right else 0.0
        return [
            Piece(
                style.size * style.leading + (style.after if index == last else 0),
                _line_drawing(line, node, style, last=index == last, column=column),
                before=style.before if index == 0 else 0,
                keep=self.keep if index == last else index in {0, last - 1},
            )
            for index, line in enumerate(lines)
        ]


@remembered(1024)
def _broken(runs: Line, width: float, size: float) -> tuple[Line, ...]:
    """Return the lines of a paragraph: sizes are tried, originals and letters repeat it."""
    return tuple(break_lines(runs, width, size, pdf.width))


def _line_drawing(line: Line, node: Node, style: Style, *, last: bool, column: float = 0.0) -> Draw:
    """Return what draws a line; at the right of its `column`, where it is read from there."""
    # the space that parts it from the next line; at the left of a line read from the right, no one
    # would see where it stands
    runs = line if last or node.rtl else (*line[:-1], Run(line[-1].text + " ", line[-1].bold))

    def draw(pen: Pen, x: float, top: float) -> None:
        slack = style.size * (style.leading - 1.25) / 2  # the font's own line is 1.25 high
        if column:
            x += column - sum(pdf.width(run.text, run.bold, style.size) for run in line)
        at = (x, top + slack + ASCENT * style.size)
        pen.line(node, at, runs, style.size, style.color)

    return draw


def heading(text: str, level: int, *, size: float, before: float = 14, after: float = 4) -> Text:
    """Return a title; levels go down one by one, as screen readers navigate by them."""
    style = Style(size=size, color=ACCENT, bold=True, before=before, after=after, leading=1.25)
    return Text(plain(text), style, tag=f"H{level}", keep=True)


@dataclass(frozen=True, slots=True)
class Space:
    """White, dropped at the top of a page."""

    height: float

    def pieces(self, width: float, parent: Node) -> list[Piece]:
        """Return the white."""
        del width, parent
        return [Piece(0, _nothing, before=self.height)]


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows begins a page."""

    def pieces(self, width: float, parent: Node) -> list[Piece]:
        """Return the break."""
        del width, parent
        return [Piece(0, _nothing, breaks=True)]


def _nothing(pen: Pen, x: float, top: float) -> None:
    del pen, x, top


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list; with `numbered`, steps to do in order."""

    items: Sequence[Line]
    style: Style = field(default_factory=Style)
    numbered: bool = False
    gap: float = 3.0

    def pieces(self, width: float, parent: Node) -> list[Piece]:
        """Return the pieces of every item; a mark never parts from its first line."""
        if not self.items:
            return []
        node = parent.child("L")
        node.numbering = "Decimal" if self.numbered else "Disc"
        pieces: list[Piece] = []
        for number, item in enumerate(self.items, 1):
            sign = f"{number}." if self.numbered else "•"
            pieces += self._item(item, sign, width, node.child("LI"))
        return pieces

    def _item(self, item: Line, sign: str, width: float, node: Node) -> list[Piece]:
        indent = self.style.size * (2.0 if self.numbered else 1.25)
        style = Style(size=self.style.size, color=ACCENT, leading=self.style.leading)
        column = width if node.rtl else 0.0
        runs = (Run(sign, bold=True),)
        mark = _line_drawing(runs, node.child("Lbl"), style, last=True, column=column)
        body = Text(item, self.style, tag="LBody").pieces(width - indent, node)
        left = 0.0 if node.rtl else indent

        def shifted(piece: Piece, *, first: bool) -> Draw:
            def draw(pen: Pen, x: float, top: float) -> None:
                if first:
                    mark(pen, x, top)
                piece.draw(pen, x + left, top)

            return draw

        return [
            Piece(
                piece.height,
                shifted(piece, first=index == 0),
                before=self.gap if index == 0 else 0,
                keep=piece.keep,
            )
            for index, piece in enumerate(body)
        ]


def stacked(pieces: Sequence[Piece]) -> float:
    """Return the height of pieces one under the other."""
    return sum(piece.height + (piece.before if index else 0) for index, piece in enumerate(pieces))


def draw_stack(pieces: Sequence[Piece], pen: Pen, x: float, top: float) -> None:
    """Draw pieces one under the other."""
    for index, piece in enumerate(pieces):
        top += piece.before if index else 0
        piece.draw(pen, x, top)
        top += piece.height
