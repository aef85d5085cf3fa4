"""The guide on paper: the whole of it with contents and bookmarks, a chapter, the card of keys."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from operator import attrgetter
from typing import Final

from app.documents import pdf
from app.documents.blocks import Block as Strip
from app.documents.blocks import PageBreak, Piece, Style, Text, heading
from app.documents.guide.book import CARD, Book, Chapter
from app.documents.guide.flow import strips
from app.documents.kinds import Template
from app.documents.pen import Pen
from app.documents.sheet import Sheet, data_hash, render
from app.documents.structure import Node
from app.documents.tokens import BODY, MUTED
from app.documents.typography import Run, plain

_GUIDE: Final = Template(code="GUIDE", version=1, title="Guide de l’utilisateur")
_CARD: Final = Template(code="CARTE", version=1, title="Carte des touches")
_AUTHOR: Final = "Passerelle"
_CARD_SIZE: Final = 11.5


@dataclass(frozen=True, slots=True)
class _Contents:
    """Lines of the contents, each with its page at the right: known once pages were counted."""

    titles: Sequence[str]
    numbers: dict[str, int]

    def pieces(self, width: float, parent: Node) -> list[Piece]:
        """Return one piece a line."""
        node = parent.child("TOC")
        return [self._entry(title, width, node.child("TOCI")) for title in self.titles]

    def _entry(self, title: str, width: float, node: Node) -> Piece:
        words = Text(plain(title), Style(size=BODY)).pieces(width - 40, node)[0]

        def draw(pen: Pen, x: float, top: float) -> None:
            words.draw(pen, x, top)
            number = str(self.numbers.get(title, ""))
            left = x + width - pdf.width(number, False, BODY)
            pen.line(node, (left, top + BODY), (Run(number),), BODY, MUTED)

        return words._replace(draw=draw)


def guide_pdf(book: Book, made_on: date) -> bytes:
    """Return the whole guide: about two seconds, so in a thread of its own.

    It is drawn twice, for the contents in front name pages that come after them.

    Raises:
        OSError: a picture is missing.
    """
    numbers: dict[str, int] = {}
    render(_sheet(_GUIDE, book.title, made_on, book), _whole(book, numbers))
    return render(_sheet(_GUIDE, book.title, made_on, book), _whole(book, numbers))


def chapter_pdf(chapter: Chapter, made_on: date) -> bytes:
    """Return one chapter."""
    sheet = _sheet(_GUIDE, chapter.title, made_on, chapter)
    return render(sheet, strips(chapter.blocks, chapter.path.parent, numbers=None))


def card_pdf(book: Book, made_on: date) -> bytes:
    """Return the card of keys and of the day, on one page."""
    chapter = book.chapter(CARD)
    blocks = strips(chapter.blocks, chapter.path.parent, size=_CARD_SIZE, numbers=None)
    return render(_sheet(_CARD, chapter.title, made_on, chapter), blocks)


def _sheet(template: Template, title: str, made_on: date, source: Book | Chapter) -> Sheet:
    chapters = source.chapters if isinstance(source, Book) else (source,)
    return Sheet(
        template=template,
        title=title,
        author=_AUTHOR,
        reference="",
        printed_on=made_on,
        digest=data_hash(template, tuple(str(one.blocks) for one in chapters)),
        final=True,
    )


def _whole(book: Book, numbers: dict[str, int]) -> Sequence[Strip]:
    found: list[Strip] = [heading(book.title, 1, size=26, before=8, after=8)]
    found += strips(book.opening, book.chapters[0].path.parent, numbers=None)
    for part, chapters in groupby(book.chapters, key=attrgetter("part")):
        found.append(heading(part, 2, size=13, before=10, after=2))
        found.append(_Contents([one.title for one in chapters], numbers))
    for chapter in book.chapters:
        found.append(PageBreak())
        found += strips(chapter.blocks, chapter.path.parent, numbers=numbers)
    return found
