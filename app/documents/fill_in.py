"""What is written on a paper by hand: a word and a line after it."""

from dataclasses import dataclass

from app.documents import pdf
from app.documents.blocks import Piece, Style, Text
from app.documents.pen import Pen
from app.documents.structure import Node
from app.documents.tokens import BODY, MUTED, RULE
from app.documents.typography import plain


@dataclass(frozen=True, slots=True)
class Blank:
    """A label with a rule to write on; the rule begins after the longest usual label."""

    label: str
    size: float = BODY
    label_share: float = 0.32
    room: float = 2.0  # height over the size: a hand needs more than a line of print

    def pieces(self, width: float, parent: Node) -> list[Piece]:
        """Return one piece."""
        style = Style(size=self.size, color=MUTED)
        node = parent.child("P")
        needs = pdf.width(self.label, False, self.size) + 10
        left = min(max(width * self.label_share, needs), width * 0.7)
        words = Text(plain(self.label), style).pieces(left - 8, node)
        tall = max(sum(piece.height for piece in words), self.size * self.room)
        rtl = parent.rtl

        def draw(pen: Pen, x: float, top: float) -> None:
            line = top + tall - sum(piece.height for piece in words)
            for piece in words:
                piece.draw(pen, x + (width - left + 8 if rtl else 0), line)
                line += piece.height
            ends = (x, x + width - left) if rtl else (x + left, x + width)
            pen.stroke([(ends[0], top + tall - 3), (ends[1], top + tall - 3)], color=RULE, line=0.8)

        return [Piece(tall, draw)]


@dataclass(frozen=True, slots=True)
class Cut:
    """A dashed line across the column: what is below is cut off and sent back."""

    before: float = 8.0

    def pieces(self, width: float, parent: Node) -> list[Piece]:
        """Return the line."""
        del parent
        dash, gap = 7.0, 5.0

        def draw(pen: Pen, x: float, top: float) -> None:
            left = x
            while left < x + width:
                ends = [(left, top + 4), (min(left + dash, x + width), top + 4)]
                pen.stroke(ends, color=MUTED, line=0.8)
                left += dash + gap

        return [Piece(8, draw, before=self.before)]
