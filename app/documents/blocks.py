"""What papers are made of: paragraphs, headings, lists, fields and cards, which flow down the page.

A block cuts itself into pieces that no page break may cut, and says of each whether the next must
stay beside it. Blocks own no page: `app.documents.sheet` stacks the pieces.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final, Protocol

from app.documents import pdf
from app.documents.pen import Pen
from app.documents.structure import Node
from app.documents.tokens import ACCENT, BODY, INK, LEADING, MUTED, RULE, WASH
from app.documents.typography import Line, Run, break_lines, plain

Draw = Callable[[Pen, float, float], None]
ASCENT: Final = 0.95  # of Atkinson Hyperlegible, over its size


@dataclass(frozen=True, slots=True)
class Piece:
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
    """A paragraph, left aligned, words never cut."""

    runs: Line
    style: Style = field(default_factory=Style)
    tag: str = "P"
    keep: bool = False

    def pieces(self, width: float, parent: Node) -> list[Piece]:
        """One piece a line; the first two and the last two lines stay together."""
        style = self.style
        runs = tuple(Run(run.text, run.bold or style.bold) for run in self.runs)
        lines = break_lines(runs, width, style.size, pdf.width)
        node = parent.child(self.tag)
        last = len(lines) - 1
        return [
            Piece(
                style.size * style.leading + (style.after if index == last else 0),
                _line_drawing(line, node, style, last=index == last),
                before=style.before if index == 0 else 0,
                keep=self.keep if index == last else index in {0, last - 1},
            )
            for index, line in enumerate(lines)
        ]


def _line_drawing(line: Line, node: Node, style: Style, *, last: bool) -> Draw:
    runs = line if last else (*line[:-1], Run(line[-1].text + " ", line[-1].bold))

    def draw(pen: Pen, x: float, top: float) -> None:
        slack = style.size * (style.leading - 1.25) / 2  # the font's own line is 1.25 high
        with pen.mark(node):
            pen.text((x, top + slack + ASCENT * style.size), runs, style.size, color=style.color)

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
        pieces: list[Piece] = []
        for number, item in enumerate(self.items, 1):
            sign = f"{number}." if self.numbered else "•"
            pieces += self._item(item, sign, width, node.child("LI"))
        return pieces

    def _item(self, item: Line, sign: str, width: float, node: Node) -> list[Piece]:
        indent = self.style.size * (2.0 if self.numbered else 1.25)
        style = Style(size=self.style.size, color=ACCENT, leading=self.style.leading)
        mark = _line_drawing((Run(sign, bold=True),), node.child("Lbl"), style, last=True)
        body = Text(item, self.style).pieces(width - indent, node.child("LBody"))

        def shifted(piece: Piece, *, first: bool) -> Draw:
            def draw(pen: Pen, x: float, top: float) -> None:
                if first:
                    mark(pen, x, top)
                piece.draw(pen, x + indent, top)

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


@dataclass(frozen=True, slots=True)
class Fields:
    """A table of two columns, « what » and its value. Rows without a value are left out."""

    rows: Sequence[tuple[str, str]]
    size: float = BODY
    label_share: float = 0.32

    def pieces(self, width: float, parent: Node) -> list[Piece]:
        """Return one piece a row, with a hairline under each."""
        rows = [(label, value) for label, value in self.rows if value.strip()]
        if not rows:
            return []
        table = parent.child("Table")
        return [self._row(label, value, width, table) for label, value in rows]

    def _row(self, label: str, value: str, width: float, table: Node) -> Piece:
        row = table.child("TR")
        left = width * self.label_share
        head, cell = row.child("TH", scope="Row"), row.child("TD")
        quiet = Style(size=max(self.size - 1, 9.5), color=MUTED)
        labels = Text(plain(label), quiet).pieces(left - 10, head)
        values: list[Piece] = []
        for part in value.split("\n"):
            values += Text(plain(part), Style(size=self.size)).pieces(width - left, cell)
        height = max(_stacked(labels), _stacked(values)) + 8

        def draw(pen: Pen, x: float, top: float) -> None:
            _draw_stack(labels, pen, x, top + 4.5)
            _draw_stack(values, pen, x + left, top + 4)
            pen.stroke([(x, top + height), (x + width, top + height)], color=RULE, line=0.5)

        return Piece(height, draw)


@dataclass(frozen=True, slots=True)
class Sections:
    """Questions at the left, short answers at the right: one look finds the answer."""

    rows: Sequence[tuple[str, Sequence[Line]]]
    size: float
    label_share: float = 0.33

    def pieces(self, width: float, parent: Node) -> list[Piece]:
        """Return one piece a question."""
        return [self._section(title, lines, width, parent) for title, lines in self.rows if lines]

    def _section(self, title: str, lines: Sequence[Line], width: float, parent: Node) -> Piece:
        left = width * self.label_share
        label = Style(size=self.size, color=ACCENT, bold=True, leading=1.3)
        heads = Text(plain(title), label, tag="H2").pieces(left - 16, parent)
        answer = [
            piece
            for line in lines
            for piece in Text(line, Style(size=self.size, leading=1.3)).pieces(width - left, parent)
        ]
        height = max(_stacked(heads), _stacked(answer)) + 12

        def draw(pen: Pen, x: float, top: float) -> None:
            pen.stroke([(x, top), (x + width, top)], color=RULE, line=0.5)
            _draw_stack(heads, pen, x, top + 5)
            _draw_stack(answer, pen, x + left, top + 5)

        return Piece(height, draw)


@dataclass(frozen=True, slots=True)
class Card:
    """Blocks on a quiet background, with an ink bar at the left; never cut by a page break."""

    blocks: Sequence[Block]
    fill: str = WASH
    bar: bool = True
    padding: float = 12.0
    before: float = 8.0

    def pieces(self, width: float, parent: Node) -> list[Piece]:
        """Return one piece."""
        node = parent.child("Sect")
        inner = width - 2 * self.padding
        content = [piece for block in self.blocks for piece in block.pieces(inner, node)]
        height = _stacked(content) + 2 * self.padding

        def draw(pen: Pen, x: float, top: float) -> None:
            stroke = "" if self.bar else RULE
            pen.rectangle((x, top), (width, height), fill=self.fill, stroke=stroke, radius=4)
            if self.bar:
                pen.rectangle((x, top), (4, height), fill=ACCENT, radius=2)
            _draw_stack(content, pen, x + self.padding, top + self.padding)

        return [Piece(height, draw, before=self.before)]


@dataclass(frozen=True, slots=True)
class Columns:
    """Blocks side by side, in columns of one width: equal treatment of the parties."""

    columns: Sequence[Sequence[Block]]
    gap: float = 18.0
    before: float = 0.0

    def pieces(self, width: float, parent: Node) -> list[Piece]:
        """Return one piece."""
        each = (width - self.gap * (len(self.columns) - 1)) / len(self.columns)
        stacks = [
            [piece for block in column for piece in block.pieces(each, parent)]
            for column in self.columns
        ]
        height = max(_stacked(stack) for stack in stacks)

        def draw(pen: Pen, x: float, top: float) -> None:
            for index, stack in enumerate(stacks):
                _draw_stack(stack, pen, x + index * (each + self.gap), top)

        return [Piece(height, draw, before=self.before)]


def _stacked(pieces: Sequence[Piece]) -> float:
    return sum(piece.height + (piece.before if index else 0) for index, piece in enumerate(pieces))


def _draw_stack(pieces: Sequence[Piece], pen: Pen, x: float, top: float) -> None:
    for index, piece in enumerate(pieces):
        top += piece.before if index else 0
        piece.draw(pen, x, top)
        top += piece.height
