"""What people fill in or sign on a paper: boxes, signatures, and the picture of a level."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from app.documents import pdf
from app.documents.blocks import ASCENT, Piece, Style, Text
from app.documents.pen import Pen
from app.documents.structure import Node
from app.documents.tokens import ACCENT, BODY, INK, MUTED, PAPER, RULE, WASH
from app.documents.typography import Line, Run

_STEPS: Final = 4


@dataclass(frozen=True, slots=True)
class Box:
    """A box to tick before a few words; ticked only for an answer that was recorded."""

    words: str
    ticked: bool
    size: float = BODY

    def draw(self, pen: Pen, at: tuple[float, float], node: Node) -> float:
        """Draw it with its top left at `at` and return its width."""
        side, (x, top) = self.size * 1.05, at
        state = "case cochée" if self.ticked else "case à cocher, vide"
        with pen.mark(node.child("Figure", alt=f"{state} : {self.words}")):
            pen.rectangle(at, (side, side), fill=PAPER, stroke=INK, radius=1.5)
            if self.ticked:
                points = [(0.2, 0.52), (0.42, 0.76), (0.82, 0.22)]
                tick = [(x + side * a, top + side * b) for a, b in points]
                pen.stroke(tick, color=ACCENT, line=2.2)
        runs = (Run(self.words, self.ticked),)
        with pen.mark(node.child("Span")):
            pen.text((x + side + 6, top + side * 0.83), runs, self.size)
        return side + 6 + pdf.width(self.words, self.ticked, self.size)


@dataclass(frozen=True, slots=True)
class Choice:
    """A purpose and its two boxes. `answer` is None while nobody has answered: none is ticked."""

    purpose: Line
    answer: bool | None
    yes: str = "J’accepte"
    no: str = "Je refuse"
    size: float = BODY

    def pieces(self, width: float, parent: Node) -> list[Piece]:
        """Return one piece: the words above, the boxes under them."""
        node = parent.child("Sect")
        words = Text(self.purpose, Style(size=self.size)).pieces(width - 20, node)
        answers = node.child("P")
        text_height = sum(piece.height for piece in words)
        height = text_height + self.size * 1.05 + 22

        def draw(pen: Pen, x: float, top: float) -> None:
            pen.rectangle((x, top), (width, height - 6), stroke=RULE, radius=4)
            line = top + 6
            for piece in words:
                piece.draw(pen, x + 10, line)
                line += piece.height
            line += 3
            used = Box(self.yes, self.answer is True, self.size).draw(pen, (x + 10, line), answers)
            second = (x + 10 + max(used + 30, 130), line)
            Box(self.no, self.answer is False, self.size).draw(pen, second, answers)

        return [Piece(height, draw)]


@dataclass(frozen=True, slots=True)
class Statements:
    """Boxes under one another, one a line."""

    boxes: Sequence[Box]

    def pieces(self, width: float, parent: Node) -> list[Piece]:
        """Return a piece a box."""
        del width
        return [self._piece(box, parent.child("P")) for box in self.boxes]

    def _piece(self, box: Box, node: Node) -> Piece:
        def draw(pen: Pen, x: float, top: float) -> None:
            box.draw(pen, (x, top + 3), node)

        return Piece(box.size * 1.05 + 8, draw)


@dataclass(frozen=True, slots=True)
class Signatures:
    """Empty boxes to sign in, side by side, each with who signs it."""

    labels: Sequence[str]
    height: float = 74.0
    before: float = 12.0

    def pieces(self, width: float, parent: Node) -> list[Piece]:
        """Return one piece."""
        gap = 18.0
        each = (width - gap * (len(self.labels) - 1)) / len(self.labels)
        small = Style(size=BODY - 1, color=MUTED)
        stacks = [Text(((Run(label)),), small).pieces(each - 16, parent) for label in self.labels]

        labels = max(sum(piece.height for piece in stack) for stack in stacks)
        height = max(self.height, labels + 46)  # room for the hand under a long name

        def draw(pen: Pen, x: float, top: float) -> None:
            for index, stack in enumerate(stacks):
                left = x + index * (each + gap)
                pen.rectangle((left, top), (each, height), fill=PAPER, stroke=RULE, radius=4)
                line = top + 5
                for piece in stack:
                    piece.draw(pen, left + 8, line)
                    line += piece.height

        return [Piece(height, draw, before=self.before)]


@dataclass(frozen=True, slots=True)
class Stairs:
    """The level as a picture: four steps, the person's own filled and named in words."""

    rank: int  # 1 to 4
    label: str
    size: float

    def __post_init__(self) -> None:
        if not 1 <= self.rank <= _STEPS:
            raise ValueError(f"a level stands on one of {_STEPS} steps, not {self.rank}")

    def pieces(self, width: float, parent: Node) -> list[Piece]:
        """Return one piece: the stairs at the left, the word at the right."""
        del width
        alt = f"Un escalier de {_STEPS} marches. Vous êtes sur la marche {self.rank}."
        figure, words = parent.child("Figure", alt=alt), parent.child("P")
        step, base = 26.0, 12.0
        height = base + 9.0 * (_STEPS - 1) + 10

        def draw(pen: Pen, x: float, top: float) -> None:
            with pen.mark(figure):
                for index in range(_STEPS):
                    tall = base + 9.0 * index
                    fill = ACCENT if index < self.rank else WASH
                    at = (x + index * (step + 4), top + height - 6 - tall)
                    pen.rectangle(at, (step, tall), fill=fill, stroke=ACCENT, radius=2)
            left = x + _STEPS * (step + 4) + 12
            with pen.mark(words):
                baseline = top + height / 2 - self.size / 2 + ASCENT * self.size
                pen.text((left, baseline), (Run(self.label, bold=True),), self.size + 2)

        return [Piece(height, draw, before=4)]
