"""Pages: blocks stacked into them, and what every paper carries at its foot."""

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from enum import Enum
from typing import Final, Protocol, cast

from app.documents.blocks import Block, Piece
from app.documents.kinds import Template
from app.documents.pdf import width
from app.documents.pen import Pen
from app.documents.structure import Node
from app.documents.tokens import (
    CONTENT_WIDTH,
    FOOT,
    MARGIN_BOTTOM,
    MARGIN_SIDE,
    MARGIN_TOP,
    MM,
    MUTED,
    PAGE_HEIGHT,
    PAGE_WIDTH,
    RULE,
)
from app.documents.typography import Run, french_date
from app.domain.agent import Structure
from app.domain.convention import Convention

PROJET: Final = "Projet – sans valeur"
Column = Sequence[Block]
_BOTTOM: Final = PAGE_HEIGHT - MARGIN_BOTTOM


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """What every page of a paper shows around its content.

    `reference` is « AAAA-STRUCT-nnnn », empty for a paper handed out before there is one. A paper
    that is not `final` carries « Projet – sans valeur » across each page.
    """

    template: Template
    title: str
    author: str
    reference: str
    printed_on: date
    digest: str
    final: bool
    mark: str = ""  # which of several originals: « Exemplaire 1/2 »


class OfStructure(Protocol):
    """The data of a paper that the structure gives."""

    @property
    def structure(self) -> Structure:
        """Return whose paper it is."""
        ...

    @property
    def printed_on(self) -> date:
        """Return the day at its foot."""
        ...


def sheet_of(
    template: Template, data: OfStructure, *, reference: str, final: bool, title: str = ""
) -> Sheet:
    """Return what the pages of a paper of the structure show; its title is the template's own."""
    return Sheet(
        template=template,
        title=title or template.title,
        author=data.structure.name,
        reference=reference,
        printed_on=data.printed_on,
        digest=data_hash(template, data),
        final=final,
    )


def data_hash(template: Template, data: object) -> str:
    """Return the SHA-256 of a paper's canonical data; footers show its first 12 digits.

    A convention counts by its own hash, which records keep too.
    """
    content = {"template": template.label, "data": _canonical(data)}
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def pdf_hash(pdf: bytes) -> str:
    """Return the SHA-256 of a file as it was printed."""
    return hashlib.sha256(pdf).hexdigest()


def _canonical(value: object) -> object:
    if isinstance(value, Convention):
        return value.hash
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, date):
        return value.isoformat()
    if is_dataclass(value) and not isinstance(value, type):
        names = [item.name for item in fields(value)]
        return {name: _canonical(getattr(value, name)) for name in names}
    if isinstance(value, tuple):
        return [_canonical(item) for item in cast("tuple[object, ...]", value)]
    if value is None or isinstance(value, str | int | float):
        return value
    raise TypeError(f"{type(value).__name__} has no canonical form")


def paginate(
    pieces: Sequence[Piece], first_top: float = MARGIN_TOP
) -> list[list[tuple[float, Piece]]]:
    """Place pieces on pages: for each page, the pieces with their tops.

    Pieces that must stay together move to the next page together, unless they exceed a page.
    """
    pages: list[list[tuple[float, Piece]]] = [[]]
    top = first_top
    for group in _groups(pieces):
        tall = sum(piece.before + piece.height for piece in group)
        if group[0].breaks or (pages[-1] and top + tall > _BOTTOM):
            pages.append([])
            top = MARGIN_TOP
        for piece in group:
            if pages[-1] and top + piece.before + piece.height > _BOTTOM:
                pages.append([])
                top = MARGIN_TOP
            top += piece.before if pages[-1] else 0
            pages[-1].append((top, piece))
            top += piece.height
    return pages


def _groups(pieces: Sequence[Piece]) -> list[list[Piece]]:
    groups: list[list[Piece]] = []
    open_group = False
    for piece in pieces:
        if open_group:
            groups[-1].append(piece)
        else:
            groups.append([piece])
        open_group = piece.keep
    return groups


class _Measured(list[Block]):
    """Blocks that were laid out to be counted: `draw` need not do it again. Drawn once only."""

    layout: tuple[Node, list[Piece]] | None = None


def largest_that_fits(
    column: Callable[[float], Column],
    sizes: Sequence[float],
    first_top: float = MARGIN_TOP,
    pages: int = 1,
) -> Column:
    """Return the column at the first of `sizes` that fits one page, or `pages`.

    When none does there is one page more anyway, and they are printed at the first size.
    """
    for size in sizes:
        blocks, root = _Measured(column(size)), Node("Document")
        blocks.layout = (root, _laid_out(blocks, root))
        if len(paginate(blocks.layout[1], first_top)) <= pages:
            return blocks
    return column(sizes[0])


def fits(blocks: Column, *, first_top: float = MARGIN_TOP) -> bool:
    """Tell whether a column stands on one page."""
    return len(paginate(_laid_out(blocks, Node("Document")), first_top)) <= 1


def _taken(blocks: Column, root: Node) -> list[Piece]:
    """Return the pieces of `blocks` under `root`: those of the count, where there was one."""
    if not isinstance(blocks, _Measured) or blocks.layout is None or root.rtl:
        return _laid_out(blocks, root)
    counted, pieces = blocks.layout
    blocks.layout = None
    root.kids += counted.kids
    return pieces


def _laid_out(blocks: Column, root: Node) -> list[Piece]:
    return [piece for block in blocks for piece in block.pieces(CONTENT_WIDTH, root)]


def render(
    sheet: Sheet,
    blocks: Column,
    *,
    first_top: float = MARGIN_TOP,
    opening: Callable[[Pen, Node], None] | None = None,
) -> bytes:
    """Draw a paper. `opening` draws what stands at fixed places of the first page."""
    root = Node("Document")
    pen = Pen(
        title=f"{sheet.title} – {sheet.reference}" if sheet.reference else sheet.title,
        author=sheet.author,
        subject=sheet.template.label,
        printed_on=sheet.printed_on,
    )
    draw(pen, root, sheet, blocks, first_top=first_top, opening=opening)
    return pen.close(root)


def draw(  # noqa: PLR0913 - what `render` is given, and where to draw it
    pen: Pen,
    root: Node,
    sheet: Sheet,
    blocks: Column,
    *,
    first_top: float = MARGIN_TOP,
    opening: Callable[[Pen, Node], None] | None = None,
) -> None:
    """Draw a paper on new pages of `pen`, under `root`: several papers may share one file."""
    head = root.child("Sect")
    pages = paginate(_taken(blocks, root), first_top)
    for number, page in enumerate(pages, 1):
        if number == 1 and opening:
            opening(pen, head)
        for top, piece in page:
            piece.draw(pen, MARGIN_SIDE, top)
        _foot(pen, sheet, f"page {number}/{len(pages)}")
        if not sheet.final:
            pen.watermark(PROJET, head.child("P"))
        pen.end_page()


def _foot(pen: Pen, sheet: Sheet, page: str) -> None:
    line = PAGE_HEIGHT - 15 * MM
    parts = [sheet.reference, sheet.mark, sheet.template.label, sheet.digest[:12]]
    left = " · ".join(part for part in (*parts, french_date(sheet.printed_on)) if part)
    pen.stroke([(MARGIN_SIDE, line), (PAGE_WIDTH - MARGIN_SIDE, line)], color=RULE, line=0.5)
    with pen.footer():
        pen.text((MARGIN_SIDE, line + 13), (Run(left),), FOOT, color=MUTED)
        right = PAGE_WIDTH - MARGIN_SIDE - width(page, False, FOOT)
        pen.text((right, line + 13), (Run(page),), FOOT, color=MUTED)
