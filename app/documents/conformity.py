"""The papers of conformity: register, impact assessment, and the file that holds both.

Source: RGPD art. 30 and 35; documents.md b8. They are read by a DPO, printed rarely and kept for
years: body size, numbered chapters, tables of two columns. They name no person who is helped.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from app.documents.blocks import (
    Block,
    Bullets,
    PageBreak,
    Piece,
    Space,
    Style,
    Text,
    heading,
)
from app.documents.forms import Signatures
from app.documents.kinds import Template
from app.documents.panels import Card, Fields
from app.documents.parties import letterhead
from app.documents.sheet import render, sheet_of
from app.documents.structure import Node
from app.documents.tokens import MUTED
from app.documents.typography import plain
from app.domain.agent import Structure
from app.domain.convention import Convention

REGISTER: Final = Template(code="REGISTRE", version=1, title="Registre des traitements")
AIPD: Final = Template(code="AIPD", version=1, title="Analyse d’impact")
DOSSIER: Final = Template(code="CONFORMITE", version=1, title="Dossier de conformité")
_SIZE: Final = 10.5
_SHARE: Final = 0.3


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A part of a chapter. Rows are « what » and its value; an empty value is left out.

    `under` puts its title one step under that of the section before; `numbered` counts its points.
    """

    title: str = ""
    words: tuple[str, ...] = ()
    rows: tuple[tuple[str, str], ...] = ()
    points: tuple[str, ...] = ()
    signatures: tuple[str, ...] = ()
    under: bool = False
    numbered: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """A chapter, or a whole paper. `todo` are what somebody still has to say: shown apart."""

    title: str
    words: tuple[str, ...] = ()
    todo: tuple[str, ...] = ()
    sections: tuple[Section, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ConformityData:
    """A paper: one chapter for the register or the assessment, several for the file."""

    template: Template
    convention: Convention
    structure: Structure
    reference: str
    chapters: tuple[Chapter, ...]
    printed_on: date
    about: str = ""
    summary: tuple[tuple[str, str], ...] = ()


def conformity_pdf(data: ConformityData) -> bytes:
    """Return the paper. Each chapter of a file begins a page; a paper of one has no summary."""
    sheet = sheet_of(data.template, data, reference=data.reference, final=True)
    return render(sheet, _blocks(data))


@dataclass(frozen=True, slots=True)
class Together:
    """Blocks that no page break parts, unless they are taller than a page."""

    blocks: Sequence[Block]

    def pieces(self, width: float, parent: Node) -> list[Piece]:
        """Return the pieces of all, each but the last bound to the next."""
        found = [piece for block in self.blocks for piece in block.pieces(width, parent)]
        return [*(piece._replace(keep=True) for piece in found[:-1]), *found[-1:]]


def _blocks(data: ConformityData) -> list[Block]:
    head: list[Block] = list(letterhead(data.convention, data.structure))
    if len(data.chapters) == 1:
        return [*head, *_chapter(data.chapters[0], level=1)]
    blocks = [
        *head,
        heading(data.template.title, 1, size=24, before=18, after=4),
        _words(data.about),
        Fields(data.summary, size=_SIZE, label_share=_SHARE),
        heading("Contenu", 2, size=14),
        Bullets([plain(one.title) for one in data.chapters], Style(size=_SIZE), numbered=True),
    ]
    for number, chapter in enumerate(data.chapters, 1):
        blocks += [PageBreak(), *_chapter(chapter, level=2, number=number)]
    return blocks


def _chapter(chapter: Chapter, *, level: int, number: int = 0) -> list[Block]:
    title = f"{number}. {chapter.title}" if number else chapter.title
    blocks: list[Block] = [heading(title, level, size=22 if level == 1 else 18, before=16)]
    quiet = Style(size=_SIZE - 0.5, color=MUTED, after=4)
    blocks += [Text(plain(sentence), quiet) for sentence in chapter.words]
    if chapter.todo:
        blocks += [_todo(chapter.todo), Space(4)]
    for section in chapter.sections:
        blocks += _section(section, level + 1)
    return blocks


def _todo(sentences: Sequence[str]) -> Block:
    title = Text(plain("Il manque encore", bold=True), Style(size=_SIZE, after=2))
    return Card([title, Bullets([plain(one) for one in sentences], Style(size=_SIZE))], padding=9)


def _section(section: Section, level: int) -> list[Block]:
    blocks: list[Block] = []
    if section.title:
        level, size = (level + 1, 11.5) if section.under else (level, 13.0)
        blocks.append(heading(section.title, level, size=size, before=size - 2, after=2))
    blocks += [_words(sentence) for sentence in section.words]
    if section.rows:
        blocks.append(Fields(section.rows, size=_SIZE, label_share=_SHARE))
    if section.points:
        points, style = [plain(one) for one in section.points], Style(size=_SIZE, leading=1.32)
        blocks.append(Bullets(points, style, numbered=section.numbered, gap=2))
    if section.signatures:  # who signs has before his eyes what he signs
        return [Together([*blocks, Signatures(section.signatures)])]
    return blocks


def _words(sentence: str) -> Text:
    return Text(plain(sentence), Style(size=_SIZE, after=3))
