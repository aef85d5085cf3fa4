"""Blocks that hold others or stand in columns: fields, questions and answers, cards, columns."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.documents.blocks import Block, Piece, Style, Text, draw_stack, stacked
from app.documents.pen import Pen
from app.documents.structure import Node
from app.documents.tokens import ACCENT, BODY, MUTED, RULE, WASH
from app.documents.typography import Line, plain


@dataclass(frozen=True, slots=True)
class Fields:
    """A table of two columns, « what » and its value. Rows without a value are left out."""

    rows: Sequence[tuple[str, str]]
    size: float = BODY
    label_share: float = 0.32
    tall: float = 0.0  # least height of a row: room to write by hand

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
        height = max(stacked(labels) + 8, stacked(values) + 8, self.tall)
        named, said = _sides(width, left, 10, rtl=row.rtl)

        def draw(pen: Pen, x: float, top: float) -> None:
            draw_stack(labels, pen, x + named, top + 4.5)
            draw_stack(values, pen, x + said, top + 4)
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
        height = max(stacked(heads), stacked(answer)) + 12
        asked, said = _sides(width, left, 16, rtl=parent.rtl)

        def draw(pen: Pen, x: float, top: float) -> None:
            pen.stroke([(x, top), (x + width, top)], color=RULE, line=0.5)
            draw_stack(heads, pen, x + asked, top + 5)
            draw_stack(answer, pen, x + said, top + 5)

        return Piece(height, draw)


@dataclass(frozen=True, slots=True)
class Card:
    """Blocks on a quiet background, with an ink bar at the left; never cut by a page break."""

    blocks: Sequence[Block]
    fill: str = WASH
    bar: bool = True
    padding: float = 12.0
    before: float = 8.0
    keep: bool = False  # stays on the page of what follows

    def pieces(self, width: float, parent: Node) -> list[Piece]:
        """Return one piece."""
        node = parent.child("Sect")
        inner = width - 2 * self.padding
        content = [piece for block in self.blocks for piece in block.pieces(inner, node)]
        height = stacked(content) + 2 * self.padding

        def draw(pen: Pen, x: float, top: float) -> None:
            stroke = "" if self.bar else RULE
            pen.rectangle((x, top), (width, height), fill=self.fill, stroke=stroke, radius=4)
            if self.bar:
                side = x + width - 4 if node.rtl else x
                pen.rectangle((side, top), (4, height), fill=ACCENT, radius=2)
            draw_stack(content, pen, x + self.padding, top + self.padding)

        return [Piece(height, draw, before=self.before, keep=self.keep)]


@dataclass(frozen=True, slots=True)
class Columns:
    """Blocks side by side, in columns of one width: equal treatment of the parties."""

    columns: Sequence[Sequence[Block]]
    gap: float = 18.0
    before: float = 0.0

    def pieces(self, width: float, parent: Node) -> list[Piece]:
        """Return one piece; none without columns."""
        if not self.columns:
            return []
        each = (width - self.gap * (len(self.columns) - 1)) / len(self.columns)
        stacks = [
            [piece for block in column for piece in block.pieces(each, parent)]
            for column in self.columns
        ]
        height = max(stacked(stack) for stack in stacks)

        shown = stacks[::-1] if parent.rtl else stacks

        def draw(pen: Pen, x: float, top: float) -> None:
            for index, stack in enumerate(shown):
                draw_stack(stack, pen, x + index * (each + self.gap), top)

        return [Piece(height, draw, before=self.before)]


def _sides(width: float, left: float, gap: float, *, rtl: bool) -> tuple[float, float]:
    """Return where the first and the second of two columns begin; the first is read first."""
    return (width - left + gap, 0.0) if rtl else (0.0, left)


@dataclass(frozen=True, slots=True)
class InLanguage:
    """Blocks in another language than the paper's: screen readers change their voice there."""

    blocks: Sequence[Block]
    lang: str
    rtl: bool = False

    def pieces(self, width: float, parent: Node) -> list[Piece]:
        """Return the pieces of the blocks."""
        node = parent.child("Sect", lang=self.lang, rtl=self.rtl)
        return [piece for block in self.blocks for piece in block.pieces(width, node)]
