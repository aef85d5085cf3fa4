"""Blocks of a guide as blocks of a paper."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from app.documents.blocks import Block as Strip
from app.documents.blocks import Draw, Piece, Style, Text, heading
from app.documents.guide.inline import Sentence, on_paper, said
from app.documents.guide.markdown import (
    Block,
    Commands,
    Listing,
    Paragraph,
    Picture,
    Quote,
    Rows,
    Title,
)
from app.documents.logos import size_of
from app.documents.panels import Card
from app.documents.pen import Pen
from app.documents.structure import Node
from app.documents.tables import Table
from app.documents.tokens import ACCENT, BODY, MM, MUTED, RULE, SMALL
from app.documents.typography import Run, plain

_SIZES: Final = {1: 20.0, 2: 14.0, 3: 12.0, 4: 11.0}
_WIDEST: Final = 120 * MM  # of a picture: half a page keeps room for the words about it
_INDENT: Final = 15.0


@dataclass(frozen=True, slots=True)
class Marked:
    """A heading that the file's own contents lead to. `page` finds it again once it is placed."""

    words: str
    level: int
    numbers: dict[str, int] | None = None

    def pieces(self, width: float, parent: Node) -> list[Piece]:
        """Return the heading's pieces; the first one notes where it stands."""
        first, *rest = heading(
            self.words, self.level, size=_SIZES[self.level], before=18 if self.level > 1 else 4
        ).pieces(width, parent)

        def draw(pen: Pen, x: float, top: float) -> None:
            pen.bookmark(self.words, self.level - 1, top)
            if self.numbers is not None:
                self.numbers[self.words] = pen.page + 1
            first.draw(pen, x, top)

        return [first._replace(draw=draw), *rest]


@dataclass(frozen=True, slots=True)
class Listed:
    """A list whose items hold blocks; a mark stays beside the first line of its item."""

    items: Sequence[Sequence[Strip]]
    numbered: bool
    size: float

    def pieces(self, width: float, parent: Node) -> list[Piece]:
        """Return the pieces of all items."""
        node = parent.child("L")
        node.numbering = "Decimal" if self.numbered else "Disc"
        found: list[Piece] = []
        for number, item in enumerate(self.items, 1):
            found += self._item(item, f"{number}." if self.numbered else "•", width, node)
        return found

    def _item(self, item: Sequence[Strip], sign: str, width: float, listing: Node) -> list[Piece]:
        node = listing.child("LI")
        label = Text((Run(sign, True),), Style(size=self.size, color=ACCENT), tag="Lbl")
        mark = label.pieces(_INDENT, node)[0].draw
        body = node.child("LBody")
        inside = [piece for strip in item for piece in strip.pieces(width - _INDENT, body)]
        return [
            piece._replace(
                draw=_shifted(piece.draw, mark if index == 0 else None),
                before=max(piece.before, 3.0) if index == 0 else piece.before,
            )
            for index, piece in enumerate(inside)
        ]


@dataclass(frozen=True, slots=True)
class Image:
    """A picture; its words are what a screen reader says of it."""

    words: str
    data: bytes

    def pieces(self, width: float, parent: Node) -> list[Piece]:
        """Return one piece, framed by a hairline."""
        wide, high = size_of(self.data)
        room = min(width, _WIDEST)
        tall = room * high / wide
        node = parent.child("Figure", alt=self.words)

        def draw(pen: Pen, x: float, top: float) -> None:
            with pen.mark(node):
                pen.image((x, top), (room, tall), self.data)
                pen.rectangle((x, top), (room, tall), stroke=RULE)

        return [Piece(tall + 8, draw, before=6)]


def strips(
    blocks: Iterable[Block], folder: Path, *, size: float = BODY, numbers: dict[str, int] | None
) -> list[Strip]:
    """Return what a paper is made of for the blocks of a page whose pictures stand in `folder`."""
    return [_strip(block, folder, size, numbers) for block in blocks]


def _strip(block: Block, folder: Path, size: float, numbers: dict[str, int] | None) -> Strip:
    found: Strip
    match block:
        case Title(level=level, words=words):
            found = Marked(said(words), level, numbers if level == 1 else None)
        case Paragraph(words=words):
            found = _text(words, size)
        case Listing(numbered=numbered, items=items):
            inside = [strips(item, folder, size=size, numbers=numbers) for item in items]
            found = Listed(inside, numbered, size)
        case Rows(heads=heads, rows=rows):
            found = _table(heads, rows, size)
        case Quote(blocks=inner):
            found = Card(strips(inner, folder, size=size, numbers=numbers))
        case Picture(words=words, path=path):
            found = Image(words, (folder / path).read_bytes())
        case Commands(text=text):
            style = Style(size=SMALL, color=MUTED)
            found = Card([Text(plain(line or " "), style) for line in text.split("\n")], bar=False)
    return found


def _text(words: Sentence, size: float) -> Text:
    return Text(on_paper(words), Style(size=size, before=4, after=2))


def _table(
    heads: tuple[Sentence, ...], rows: tuple[tuple[Sentence, ...], ...], size: float
) -> Table:
    small = Style(size=size - 1, leading=1.25)
    longest = [max(len(said(row[at])) for row in (heads, *rows)) for at in range(len(heads))]
    weights = [min(max(one, 12), 70) for one in longest]
    columns = [(said(head), one / sum(weights)) for head, one in zip(heads, weights, strict=True)]
    cells = [[[Text(on_paper(cell), small)] if cell else [] for cell in row] for row in rows]
    return Table(columns, cells, size=size)


def _shifted(inner: Draw, mark: Draw | None) -> Draw:
    def draw(pen: Pen, x: float, top: float) -> None:
        if mark is not None:
            mark(pen, x, top)
        inner(pen, x + _INDENT, top)

    return draw
