"""Activation codes on paper: one sheet a laptop, or labels to stick on a bag.

A code is a key until it has served: the sheet says so, and what to do with it afterwards.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from app.documents.blocks import (
    Block,
    Bullets,
    PageBreak,
    Space,
    Style,
    Text,
    draw_stack,
    heading,
)
from app.documents.kinds import Template
from app.documents.panels import Card, Columns, Fields
from app.documents.pen import Pen
from app.documents.qr import QrCode
from app.documents.sheet import Sheet, render
from app.documents.structure import Node
from app.documents.tokens import (
    BODY,
    LARGE,
    MM,
    MUTED,
    PAGE_HEIGHT,
    PAGE_WIDTH,
    RULE,
    SMALL,
)
from app.documents.typography import plain, rich

_TEMPLATE: Final = Template(code="ACTIVATION", version=1, title="Activer un poste Passerelle")
_QR: Final = 62 * MM
_GROUPS_OF_A_LINE: Final = 2
_COLUMNS, _ROWS = 2, 4  # labels of 105 × 74 mm fill an A4 sheet
_PADDING: Final = 7 * MM
_LABEL_QR: Final = 36 * MM
_ALT: Final = "Code QR du code d’activation écrit à côté"
_ONCE: Final = (
    "Ce code sert une seule fois, pour un seul poste. Tant qu’il n’a pas servi, gardez cette "
    "feuille comme une clé. Ensuite, détruisez-la."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivationPaper:
    """One code for one laptop. `code` is ten groups of four joined by « - »."""

    structure: str
    poste: str
    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivationBatch:
    """What the papers of one printing have in common; `expires` is a day and hour in words."""

    departement: str
    address: str
    expires: str
    printed_on: date
    papers: Sequence[ActivationPaper]


def sheets_pdf(batch: ActivationBatch) -> bytes:
    """Return one page a laptop, to hand over with it."""
    sheet = Sheet(
        template=_TEMPLATE,
        title=_TEMPLATE.title,
        author=batch.departement,
        reference="",
        printed_on=batch.printed_on,
        digest="",  # of a code, even a hash stays where the code is
        final=True,
    )
    blocks: list[Block] = []
    for at, paper in enumerate(batch.papers):
        blocks += [PageBreak()] if at else []
        blocks += _sheet(batch, paper)
    return render(sheet, blocks)


def labels_pdf(batch: ActivationBatch) -> bytes:
    """Return eight labels a page, on plain A4 or on sheets of 105 × 74 mm labels."""
    root = Node("Document")
    pen = Pen(
        title=_TEMPLATE.title,
        author=batch.departement,
        subject=_TEMPLATE.label,
        printed_on=batch.printed_on,
    )
    each = _COLUMNS * _ROWS
    width, height = PAGE_WIDTH / _COLUMNS, PAGE_HEIGHT / _ROWS
    for first in range(0, len(batch.papers), each):
        _cutting_lines(pen, width, height)
        for at, paper in enumerate(batch.papers[first : first + each]):
            x, top = at % _COLUMNS * width, at // _COLUMNS * height
            pieces = [
                piece
                for block in _label(batch, paper)
                for piece in block.pieces(width - 2 * _PADDING, root.child("Sect"))
            ]
            draw_stack(pieces, pen, x + _PADDING, top + _PADDING)
        pen.end_page()
    return pen.close(root)


def _sheet(batch: ActivationBatch, paper: ActivationPaper) -> Sequence[Block]:
    return [
        Text(plain(batch.departement), Style(size=SMALL, color=MUTED)),
        heading(_TEMPLATE.title, 1, size=24, before=10, after=2),
        Text(plain(paper.structure, bold=True), Style(size=LARGE + 2)),
        Text(plain(paper.poste), Style(size=LARGE, after=10)),
        Columns(
            [
                [QrCode(text=paper.code, side=_QR, alt=_ALT)],
                [
                    Space(6),
                    Text(plain("Code d’activation"), Style(size=SMALL, color=MUTED, after=4)),
                    *(_code_lines(paper.code, size=21)),
                ],
            ],
            before=6,
        ),
        Fields(
            (
                ("Adresse du service", batch.address),
                ("À utiliser avant le", batch.expires),
            ),
            size=BODY + 1,
        ),
        heading("Sur le poste", 2, size=LARGE, before=16),
        Bullets(
            [
                rich("Ouvrez Passerelle, puis **Réglages**, onglet **Département**."),
                rich("Recopiez l’**adresse du service**, puis le **code d’activation**."),
                rich("Choisissez **Activer ce poste**, puis **Synchroniser**."),
            ],
            Style(size=BODY + 1),
            numbered=True,
        ),
        Text(
            plain(
                "Majuscules, minuscules et tirets n’ont pas d’importance. Les lettres I, L, O et U "
                "n’y figurent pas. Un lecteur de codes QR branché au poste le tape à votre place."
            ),
            Style(size=SMALL, color=MUTED, before=6),
        ),
        Card([Text(plain(_ONCE), Style(size=BODY))], before=14),
    ]


def _label(batch: ActivationBatch, paper: ActivationPaper) -> Sequence[Block]:
    small = Style(size=8.5, color=MUTED, leading=1.25)
    return [
        Text(plain(_cut(paper.structure), bold=True), Style(size=BODY, leading=1.2)),
        Text(plain(_cut(f"{paper.poste} – activer Passerelle")), Style(size=SMALL, after=2)),
        Columns(
            [
                [QrCode(text=paper.code, side=_LABEL_QR, alt=_ALT)],
                [Space(4), *_code_lines(paper.code, size=13.5)],
            ],
            gap=8,
        ),
        Text(plain(f"{batch.address} – avant le {batch.expires}"), small),
    ]


def _code_lines(code: str, *, size: float) -> Sequence[Block]:
    groups = code.split("-")
    return [
        Text(
            plain("   ".join(groups[at : at + _GROUPS_OF_A_LINE]), bold=True),
            Style(size=size, leading=1.4),
        )
        for at in range(0, len(groups), _GROUPS_OF_A_LINE)
    ]


def _cut(text: str, longest: int = 46) -> str:
    return text if len(text) <= longest else f"{text[: longest - 1].rstrip()}…"


def _cutting_lines(pen: Pen, width: float, height: float) -> None:
    for column in range(1, _COLUMNS):
        pen.stroke([(column * width, 0), (column * width, PAGE_HEIGHT)], color=RULE, line=0.3)
    for row in range(1, _ROWS):
        pen.stroke([(0, row * height), (PAGE_WIDTH, row * height)], color=RULE, line=0.3)
