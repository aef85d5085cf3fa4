"""The little Markdown that our guides are written in, read strictly.

What it does not know is a fault of the page, not a paragraph. Known: titles, paragraphs, lists (one
in another), tables, quotes, pictures alone on their line, blocks of commands, and the marks of
`inline`.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from app.documents.guide.inline import Sentence, read_sentence, said


class NotOurMarkdownError(ValueError):
    """A line of a guide that this reader does not know."""


@dataclass(frozen=True, slots=True)
class Title:
    """A heading; `anchor` is the one that a forge gives it."""

    level: int
    words: Sentence

    @property
    def anchor(self) -> str:
        """Return small letters and dashes, without punctuation."""
        return re.sub(r"[^\w\- ]", "", said(self.words).strip().lower()).replace(" ", "-")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running words."""

    words: Sentence


@dataclass(frozen=True, slots=True)
class Listing:
    """A list; each item holds blocks of its own."""

    numbered: bool
    items: tuple[tuple["Block", ...], ...]


@dataclass(frozen=True, slots=True)
class Rows:
    """A table with its headings."""

    heads: tuple[Sentence, ...]
    rows: tuple[tuple[Sentence, ...], ...]


@dataclass(frozen=True, slots=True)
class Quote:
    """What must not be missed."""

    blocks: tuple["Block", ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture, and the words for who does not see it."""

    words: str
    path: str


@dataclass(frozen=True, slots=True)
class Commands:
    """Lines to type, as they stand."""

    text: str


Block = Title | Paragraph | Listing | Rows | Quote | Picture | Commands
_TITLE: Final = re.compile(r"(#{1,4}) +(.+)")
_ITEM: Final = re.compile(r"(?:(-)|(\d+)\.) +(?=\S)")
_PICTURE: Final = re.compile(r"!\[([^\]]*)\]\(([^)\s]+)\)")
_REMARK: Final = re.compile(r"<!-- [\w ]+ -->")  # marks a place for a program, alone on its line
_FENCE: Final = "```"
_FOREIGN: Final = re.compile(r"[<=~*_]{3,}|<[a-z/!]|\[[^\]]+\]:|!\[")


def read_blocks(text: str) -> tuple[Block, ...]:
    """Read a page.

    Raises:
        NotOurMarkdownError: a line is none that our guides use.
    """
    return tuple(_blocks(text.split("\n")))


def _blocks(lines: Sequence[str]) -> Iterator[Block]:
    at = 0
    while at < len(lines):
        line = lines[at]
        if not line.strip() or _REMARK.fullmatch(line):
            at += 1
            continue
        end, block = _block(lines, at)
        yield block
        at = end


def _block(lines: Sequence[str], at: int) -> tuple[int, Block]:
    line = lines[at]
    if match := _TITLE.fullmatch(line.strip()):
        return at + 1, Title(len(match[1]), read_sentence(match[2]))
    if match := _PICTURE.fullmatch(line.strip()):
        return at + 1, Picture(match[1], match[2])
    reader = next((read for sign, read in _READERS.items() if line.startswith(sign)), None)
    if reader is not None:
        return reader(lines, at)
    return _list(lines, at) if _ITEM.match(line) else _paragraph(lines, at)


def _commands(lines: Sequence[str], at: int) -> tuple[int, Block]:
    end = next((i for i in range(at + 1, len(lines)) if lines[i].startswith(_FENCE)), 0)
    if not end:
        raise NotOurMarkdownError(lines[at])
    return end + 1, Commands("\n".join(lines[at + 1 : end]))


def _quote(lines: Sequence[str], at: int) -> tuple[int, Block]:
    end = _while(lines, at, ">")
    inside = [one[1:].removeprefix(" ") for one in lines[at:end]]
    return end, Quote(tuple(_blocks(inside)))


def _paragraph(lines: Sequence[str], at: int) -> tuple[int, Block]:
    end = at
    while end < len(lines) and lines[end].strip() and (end == at or not _begins(lines[end])):
        end += 1
    text = "\n".join(lines[at:end])
    if _FOREIGN.search(re.sub(r"`[^`]*`", "", text)) or lines[at].startswith("    "):
        raise NotOurMarkdownError(text)
    return end, Paragraph(read_sentence(text))


def _begins(line: str) -> bool:
    """Tell whether a line ends the paragraph above it without an empty one between."""
    return bool(
        line.startswith(("|", ">", _FENCE))
        or _TITLE.fullmatch(line)
        or _ITEM.match(line)
        or _PICTURE.fullmatch(line.strip())
    )


def _while(lines: Sequence[str], at: int, sign: str) -> int:
    end = at
    while end < len(lines) and lines[end].startswith(sign):
        end += 1
    return end


def _table(lines: Sequence[str], at: int) -> tuple[int, Block]:
    end = _while(lines, at, "|")
    cells = [_cells(line) for line in lines[at:end]]
    if len(cells) < 3 or len({len(row) for row in cells}) > 1:  # noqa: PLR2004 - heads, rule, a row
        raise NotOurMarkdownError(lines[at])
    heads, _, *rows = cells
    return end, Rows(heads, tuple(rows))


def _cells(line: str) -> tuple[Sentence, ...]:
    return tuple(read_sentence(cell) for cell in line.strip().strip("|").split("|"))


def _list(lines: Sequence[str], at: int) -> tuple[int, Block]:
    """Read the items of one list: further lines of an item stand under its words."""
    numbered = not lines[at].startswith("-")
    items: list[tuple[Block, ...]] = []
    while at < len(lines) and (match := _ITEM.match(lines[at])) and bool(match[2]) is numbered:
        indent, end = match.end(), at + 1
        inside = [lines[at][indent:]]
        while end < len(lines) and (not lines[end].strip() or lines[end].startswith("  ")):
            inside.append(lines[end].removeprefix(" " * min(indent, _blank(lines[end]))))
            end += 1
        items.append(tuple(_blocks(inside)))
        at = end
    return at, Listing(numbered, tuple(items))


def _blank(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


_READERS: Final = {_FENCE: _commands, "|": _table, ">": _quote}
