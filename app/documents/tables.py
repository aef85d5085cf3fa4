"""Tables with a row of headings: cells of any blocks, each heading named to a listener."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.documents.blocks import Block, Piece, Style, Text, draw_stack, stacked
from app.documents.pen import Pen
from app.documents.structure import Node
from app.documents.tokens import ACCENT, BODY, RULE, WASH
from app.documents.typography import plain

_PADDING = 6.0


@dataclass(frozen=True, slots=True)
class Table:
    """Cells under their headings; `columns` are heading and share of the width.

    `figures`: every column but the first is of numbers, whose headings stand over their units.
    """

    columns: Sequence[tuple[str, float]]
    rows: Sequence[Sequence[Sequence[Block]]]
    size: float = BODY
    before: float = 4.0
    figures: bool = False

    def pieces(self, width: float, parent: Node) -> list[Piece]:
        """Return one piece a row; the headings stay with the first one."""
        if not self.rows:
            return []
        table = parent.child("Table")
        style = Style(size=self.size - 1, color=ACCENT, bold=True, leading=1.2)
        heads = [
            [Text(plain(title), style, right=self.figures and at > 0)]
            for at, (title, _) in enumerate(self.columns)
        ]
        return [
            self._row(heads, width, table.child("TR"), head=True),
            *(self._row(row, width, table.child("TR"), head=False) for row in self.rows),
        ]

    def _row(
        self, cells: Sequence[Sequence[Block]], width: float, row: Node, *, head: bool
    ) -> Piece:
        stacks: list[tuple[float, list[Piece]]] = []
        left = 0.0
        for blocks, (_, share) in zip(cells, self.columns, strict=True):
            node = row.child("TH", scope="Column") if head else row.child("TD")
            room = width * share - 2 * _PADDING
            found = [piece for block in blocks for piece in block.pieces(room, node)]
            stacks.append((left, found))
            left += width * share
        height = max(stacked(stack) for _, stack in stacks) + 2 * _PADDING - 3

        def draw(pen: Pen, x: float, top: float) -> None:
            box = (width, height)
            pen.rectangle((x, top), box, fill=WASH if head else "", stroke=RULE)
            for at, stack in stacks:
                draw_stack(stack, pen, x + at + _PADDING, top + _PADDING - 2)
                if at:
                    pen.stroke([(x + at, top), (x + at, top + height)], color=RULE, line=0.8)

        return Piece(height, draw, before=self.before if head else 0, keep=head)
