"""What people fill in or sign on a paper: boxes, signatures, and the picture of a level."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from app.documents import pdf
from app.documents.blocks import ASCENT, Piece, Style, Text, draw_stack, stacked
from app.documents.pen import Pen
from app.documents.structure import Node
from app.documents.tokens import ACCENT, BODY, INK, MUTED, PAPER, RULE, WASH
from app.documents.typography import Line, Run

_STEPS: Final = 4
_PLANTS: Final = 3


@dataclass(frozen=True, slots=True)
class Box:
    """A box to tick before a few words; ticked only for an answer that was recorded."""

    words: str
    ticked: bool
    size: float = BODY

    @property
    def side(self) -> float:
        """Return the side of the box."""
        return self.size * 1.05

    @property
    def width(self) -> float:
        """Return how wide box and words are on one line."""
        return self.side + 6 + pdf.width(self.words, self.ticked, self.size)

    @property
    def alternative(self) -> str:
        """Return what stands for the picture of the box."""
        state = "case cochée" if self.ticked else "case à cocher, vide"
        return f"{state} : {self.words}"

    def draw(self, pen: Pen, at: tuple[float, float], node: Node) -> float:
        """Draw it with its top left at `at` and return its width."""
        x, top = at
        self.draw_box(pen, at, node.child("Figure", alt=self.alternative))
        runs = (Run(self.words, self.ticked),)
        with pen.mark(node.child("Span")):
            pen.text((x + self.side + 6, top + self.side * 0.83), runs, self.size)
        return self.width

    def draw_box(self, pen: Pen, at: tuple[float, float], figure: Node) -> None:
        """Draw the box alone, ticked or not."""
        side, (x, top) = self.side, at
        with pen.mark(figure):
            pen.rectangle(at, (side, side), fill=PAPER, stroke=INK, radius=1.5)
            if self.ticked:
                points = [(0.2, 0.52), (0.42, 0.76), (0.82, 0.22)]
                tick = [(x + side * a, top + side * b) for a, b in points]
                pen.stroke(tick, color=ACCENT, line=2.2)


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
class Ticks:
    """Boxes that flow like words, as many in a line as fit; long words go on under themselves."""

    boxes: Sequence[Box]
    label: str = ""
    before: float = 2.0
    gap: float = 18.0
    keep: bool = False  # stays on the page of what follows

    def pieces(self, width: float, parent: Node) -> list[Piece]:
        """Return one piece a line; `label` stands before the first box."""
        rows: list[list[tuple[float, Piece]]] = [[]]
        left = 0.0
        if self.label:
            left = pdf.width(self.label, False, self.boxes[0].size) + 10
            words = Text((Run(self.label),), Style(size=self.boxes[0].size))
            rows[0] += [(0.0, piece) for piece in words.pieces(left, parent)]
        for box in self.boxes:
            taken = box.width
            if rows[-1] and left + taken > width:
                rows.append([])
                left = 0.0
            rows[-1].append((left, _ticked(box, width - left, parent.child("P"))))
            left += taken + self.gap
        return [self._row(row, first=index == 0) for index, row in enumerate(rows)]

    def _row(self, row: Sequence[tuple[float, Piece]], *, first: bool) -> Piece:
        def draw(pen: Pen, x: float, top: float) -> None:
            for left, piece in row:
                piece.draw(pen, x + left, top)

        height = max(piece.height for _, piece in row) + 3
        return Piece(height, draw, before=self.before if first else 0, keep=self.keep)


def _ticked(box: Box, width: float, node: Node) -> Piece:
    figure = node.child("Figure", alt=box.alternative)
    style = Style(size=box.size, leading=1.25)
    words = Text((Run(box.words, box.ticked),), style, tag="Span")
    lines = words.pieces(width - box.side - 6, node)

    def draw(pen: Pen, x: float, top: float) -> None:
        box.draw_box(pen, (x, top + 1), figure)
        draw_stack(lines, pen, x + box.side + 6, top)

    return Piece(stacked(lines), draw)


@dataclass(frozen=True, slots=True)
class Signatures:
    """Empty boxes to sign in, side by side, each with who signs it."""

    labels: Sequence[str]
    height: float = 74.0
    before: float = 12.0
    keep: bool = False  # stays on the page of what follows

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

        return [Piece(height, draw, before=self.before, keep=self.keep)]


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
        step, base = 20.0, 12.0
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


@dataclass(frozen=True, slots=True)
class Seedlings:
    """A wish as a picture: three plants, one more filled for each step, then the word."""

    rank: int  # 1 to 3
    label: str
    size: float

    def __post_init__(self) -> None:
        if not 1 <= self.rank <= _PLANTS:
            raise ValueError(f"a wish stands on one of {_PLANTS} steps, not {self.rank}")

    def pieces(self, width: float, parent: Node) -> list[Piece]:
        """Return one piece: the plants at the left, the word at the right."""
        del width
        many = "plante" if self.rank == 1 else "plantes"
        alt = f"{self.rank} {many} sur {_PLANTS}."
        figure, words = parent.child("Figure", alt=alt), parent.child("P")
        height, each = 34.0, 34.0

        def draw(pen: Pen, x: float, top: float) -> None:
            with pen.mark(figure):
                for index in range(_PLANTS):
                    _plant(pen, (x + index * each + 14, top + height - 6), index < self.rank)
            left = x + _PLANTS * each + 10
            with pen.mark(words):
                baseline = top + height / 2 - self.size / 2 + ASCENT * self.size
                pen.text((left, baseline), (Run(self.label, bold=True),), self.size + 2)

        return [Piece(height, draw, before=4)]


def _plant(pen: Pen, foot: tuple[float, float], grown: bool) -> None:  # noqa: FBT001 - drawn or not
    x, ground = foot
    fill = ACCENT if grown else WASH
    pen.stroke([(x - 9, ground), (x + 9, ground)], color=ACCENT, line=1.2)
    pen.stroke([(x, ground), (x, ground - 14)], color=ACCENT, line=1.6)
    pen.circle((x - 6, ground - 16), 5, fill=fill, stroke=ACCENT)
    pen.circle((x + 6, ground - 16), 5, fill=fill, stroke=ACCENT)
    pen.circle((x, ground - 21), 5, fill=fill, stroke=ACCENT)
