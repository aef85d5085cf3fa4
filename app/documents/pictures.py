"""Small pictures beside a few words, drawn by the pen: no file, the same on any printer."""

from dataclasses import dataclass
from enum import StrEnum

from app.documents.blocks import Piece, Style, Text, draw_stack, stacked
from app.documents.pen import Pen
from app.documents.structure import Node
from app.documents.tokens import ACCENT
from app.documents.typography import Line


class Picture(StrEnum):
    """What is drawn; its value is said to who does not see it."""

    SCREEN = "un écran"
    ENVELOPE = "une enveloppe"
    PHONE = "un téléphone"


@dataclass(frozen=True, slots=True)
class Pictured:
    """A line of words with its picture at the left."""

    picture: Picture
    words: Line
    size: float
    before: float = 0.0

    def pieces(self, width: float, parent: Node) -> list[Piece]:
        """Return one piece."""
        side = self.size * 1.2
        left = side + self.size * 0.5
        node = parent.child("Sect")
        figure = node.child("Figure", alt=f"Dessin : {self.picture.value}")
        words = Text(self.words, Style(size=self.size, leading=1.2)).pieces(width - left, node)
        height = max(side, stacked(words)) + self.size * 0.15

        def draw(pen: Pen, x: float, top: float) -> None:
            with pen.mark(figure):
                _draw(pen, self.picture, (x, top + 1), side)
            draw_stack(words, pen, x + left, top)

        return [Piece(height, draw, before=self.before)]


def _draw(pen: Pen, picture: Picture, at: tuple[float, float], side: float) -> None:
    def point(a: float, b: float) -> tuple[float, float]:
        return at[0] + a * side, at[1] + b * side

    line = side * 0.07
    match picture:
        case Picture.SCREEN:
            pen.rectangle(point(0.02, 0.12), (side * 0.96, side * 0.6), stroke=ACCENT, radius=2)
            pen.stroke([point(0.5, 0.72), point(0.5, 0.88)], color=ACCENT, line=line)
            pen.stroke([point(0.25, 0.9), point(0.75, 0.9)], color=ACCENT, line=line)
            pen.stroke([point(0.2, 0.42), point(0.42, 0.58)], color=ACCENT, line=line)
            pen.stroke([point(0.42, 0.58), point(0.78, 0.28)], color=ACCENT, line=line)
        case Picture.ENVELOPE:
            pen.rectangle(point(0.02, 0.2), (side * 0.96, side * 0.62), stroke=ACCENT, radius=2)
            flap = [point(0.02, 0.22), point(0.5, 0.56), point(0.98, 0.22)]
            pen.stroke(flap, color=ACCENT, line=line)
        case Picture.PHONE:
            pen.rectangle(point(0.24, 0.04), (side * 0.52, side * 0.92), stroke=ACCENT, radius=4)
            pen.stroke([point(0.42, 0.84), point(0.58, 0.84)], color=ACCENT, line=line)
            pen.stroke([point(0.24, 0.74), point(0.76, 0.74)], color=ACCENT, line=line / 2)
