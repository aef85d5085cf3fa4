"""The guide as a book: its contents say which chapters there are, and in which order."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from operator import itemgetter
from pathlib import Path
from typing import Final

from app.conventions.structures.words import bare
from app.documents.guide.inline import Sentence, said
from app.documents.guide.markdown import (
    Block,
    Commands,
    Listing,
    Paragraph,
    Picture,
    Quote,
    Rows,
    Title,
    read_blocks,
)

CONTENTS: Final = "GUIDE-UTILISATEUR.md"
CARD: Final = "carte"
_SENTENCE: Final = re.compile(r"(?<=[.!?]) +")


@dataclass(frozen=True)
class Chapter:
    """A page of the guide. `key` is its file's name without its ending; `part` its group."""

    key: str
    part: str
    title: str
    path: Path
    blocks: tuple[Block, ...]

    @cached_property
    def places(self) -> tuple[tuple[str, str, str], ...]:
        """Return « anchor, title, words » of each part under a title, for the search."""
        found: list[tuple[str, str, list[str]]] = [("", self.title, [])]
        for block in self.blocks[1:]:
            if isinstance(block, Title):
                found.append((block.anchor, said(block.words), []))
            else:
                found[-1][2].extend(said(one) for one in sentences(block))
        return tuple((anchor, title, " ".join(words)) for anchor, title, words in found)


@dataclass(frozen=True)
class Book:
    """The guide: what stands before its chapters, then those."""

    title: str
    opening: tuple[Block, ...]
    chapters: tuple[Chapter, ...]

    def chapter(self, key: str) -> Chapter:
        """Return a chapter.

        Raises:
            KeyError: the guide has none of this name.
        """
        return next(one for one in self.chapters if one.key == key) if self.has(key) else _no(key)

    def has(self, key: str) -> bool:
        """Tell whether there is a chapter of this name."""
        return any(one.key == key for one in self.chapters)

    def search(self, query: str) -> list[tuple[Chapter, str, str, str]]:
        """Return « chapter, anchor, title, words around » of the places with all words of `query`.

        Accents and capitals do not count; a word may be the beginning of another. Places whose
        title has more of the words come first.
        """
        wanted = bare(query).split()
        found: list[tuple[int, tuple[Chapter, str, str, str]]] = []
        for chapter in self.chapters if wanted else ():
            for anchor, title, words in chapter.places:
                named = f"{chapter.title} {title}"
                if _count(f"{named} {words}", wanted) == len(wanted):
                    place = (chapter, anchor, title, _around(words, wanted))
                    found.append((_count(named, wanted), place))
        found.sort(key=itemgetter(0), reverse=True)
        return [place for _, place in found]


def read_book(docs: Path) -> Book:
    """Read the guide under `docs`.

    Raises:
        OSError: a file of the guide is missing.
        NotOurMarkdownError: a page of it is written in another way than ours.
    """
    title, *rest = read_blocks((docs / CONTENTS).read_text(encoding="utf-8"))
    opening: list[Block] = []
    chapters: list[Chapter] = []
    part = ""
    for block in rest:
        if isinstance(block, Title):
            part = said(block.words)
        elif isinstance(block, Listing):
            chapters += [read_chapter(docs / target, part) for target in targets(block)]
        else:
            opening.append(block)
    words = said(title.words) if isinstance(title, Title) else ""
    return Book(words, tuple(opening), tuple(chapters))


def read_chapter(path: Path, part: str, key: str = "") -> Chapter:
    """Read one page; its key is its file's name unless another is given.

    Raises:
        OSError: it is not there.
        NotOurMarkdownError: it is written in another way than ours.
    """
    blocks = read_blocks(path.read_text(encoding="utf-8"))
    first = blocks[0]
    title = said(first.words) if isinstance(first, Title) else path.stem
    return Chapter(key or path.stem, part, title, path, blocks)


def targets(block: Block) -> list[str]:
    """Return where the links of a block lead."""
    return [one.target for words in sentences(block) for one in words if one.target]


def sentences(block: Block) -> Iterator[Sentence]:
    """Yield the words of a block, in the order of reading."""
    match block:
        case Title(words=words) | Paragraph(words=words):
            yield words
        case Listing(items=items):
            for item in items:
                for inner in item:
                    yield from sentences(inner)
        case Quote(blocks=blocks):
            for inner in blocks:
                yield from sentences(inner)
        case Rows(heads=heads, rows=rows):
            for row in (heads, *rows):
                yield from row
        case Picture() | Commands():
            pass


def _no(key: str) -> Chapter:
    raise KeyError(key)


def _count(text: str, wanted: Sequence[str]) -> int:
    """Return how many of the words wanted begin a word of `text`."""
    padded = f" {bare(text)}"
    return sum(f" {word}" in padded for word in wanted)


def _around(words: str, wanted: Sequence[str]) -> str:
    """Return the sentence that holds most of the words wanted."""
    parts = _SENTENCE.split(words)
    return max(parts, key=lambda one: _count(one, wanted)).strip().rstrip(".")
