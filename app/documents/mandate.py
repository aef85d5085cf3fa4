"""The mandate, in two originals: the person's and the structure's.

Source: documents.md b1; 002 art. 2, l. 150-174; code civil, art. 1375 (two originals) and 1984 to
2010 (mandate). The words are in `resources/documents/mandat.toml`.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from app.documents.blocks import Block, Bullets, Style, Text, heading
from app.documents.forms import Box, Signatures, Ticks
from app.documents.kinds import TEMPLATES, PapierKind
from app.documents.mandate_data import Exemplaire, MandatData
from app.documents.mandate_parts import (
    before_signing,
    object_table,
    parties,
    reading,
    terms,
    values_of,
    witnesses,
)
from app.documents.panels import Card, Columns
from app.documents.parties import letterhead, mentions
from app.documents.pen import Pen
from app.documents.sheet import Sheet, data_hash, draw, largest_that_fits
from app.documents.structure import Node
from app.documents.texts import Texts, load
from app.documents.tokens import LARGE, MUTED, SMALL
from app.documents.typography import Line, plain, said
from app.domain.agent import Structure
from app.domain.convention import Convention
from app.domain.mandat_listes import Mandataire

_TEMPLATE: Final = TEMPLATES[PapierKind.MANDAT]
_SIZES: Final = (11.0, 10.5, 10.0, 9.5)
_PAGES: Final = 2
_BLANK_LINES: Final = 3


def mandate_pdf(data: MandatData, only: Exemplaire | None = None) -> bytes:
    """Return both originals in one file, or `only` one of them, each with its own pages."""
    pen = Pen(
        title=" – ".join(part for part in (_TEMPLATE.title, data.reference) if part),
        author=data.structure.name,
        subject=_TEMPLATE.label,
        printed_on=data.printed_on,
    )
    root = Node("Document")
    digest = data_hash(_TEMPLATE, data)
    for original in (only,) if only else Exemplaire:
        _draw(pen, root.child("Part"), data, original, digest)
    return pen.close(root)


def mandate_blank(
    convention: Convention, structure: Structure, reference: str, printed_on: date
) -> MandatData:
    """Return a mandate to fill in by hand, on a day without power (carnet de secours)."""
    rules = convention.mandat
    return MandatData(
        convention=convention,
        structure=structure,
        reference=reference,
        printed_on=printed_on,
        mandataire_agent=rules is None or rules.mandataire is Mandataire.AGENT,
        lignes_vierges=_BLANK_LINES,
        final=True,
    )


def _draw(pen: Pen, root: Node, data: MandatData, original: Exemplaire, digest: str) -> None:
    texts = load("mandat.toml", data.convention.profile)
    sheet = Sheet(
        template=_TEMPLATE,
        title=_TEMPLATE.title,
        author=data.structure.name,
        reference=data.reference,
        printed_on=data.printed_on,
        digest=digest,
        final=data.final,
        mark=f"Exemplaire {original.value}/2",
    )
    blocks = largest_that_fits(
        lambda size: _blocks(data, texts, original, size), _SIZES, pages=_PAGES
    )
    draw(pen, root, sheet, blocks)


def _blocks(data: MandatData, texts: Texts, original: Exemplaire, size: float) -> Sequence[Block]:
    values = values_of(data)
    return [
        *letterhead(data.convention, data.structure),
        _head(data, texts, original),
        *parties(data, texts, size),
        *before_signing(data, texts, size),
        *object_table(data, texts, size),
        *terms(data, texts, values, size),
        _power(data, texts, values, size),
        *_group("agent", texts, texts.lines("agent", "liste", values), size),
        *_declared(data, texts, size),
        *_group("fin", texts, _ending(data, texts, values), size),
        *reading(data, texts, values, size),
        *_translation(texts, values, size),
        *_signatures(data, texts, values, size),
        *mentions(data.convention),
    ]


def _head(data: MandatData, texts: Texts, original: Exemplaire) -> Block:
    """Return the title at the left, the original's number and the reference at the right."""
    number = texts.word("titres", f"exemplaire_{original.value}")
    return Columns(
        (
            [
                heading(texts.word("titres", "titre"), 1, size=26, before=0, after=0),
                Text(texts.line("titres", "sous_titre", {}), Style(size=LARGE - 1, color=MUTED)),
            ],
            [
                Text(plain(number, bold=True), Style(size=LARGE - 1, before=0)),
                Text(plain(f"N° {data.reference}" if data.reference else ""), Style(size=LARGE)),
            ],
        ),
        before=4,
    )


def _power(data: MandatData, texts: Texts, values: Mapping[str, str], size: float) -> Block:
    form = "agent" if data.mandataire_agent else "structure"
    law = Style(size=SMALL, color=MUTED)
    return Card(
        [
            heading(texts.word("titres", "pouvoir"), 2, size=size + 2, before=0, after=2),
            Text(texts.line("pouvoir", form, values), Style(size=size)),
            Text(texts.line("pouvoir", "autre", values), Style(size=size)),
            Text(texts.line("pouvoir", "texte", values), law),
            Text(texts.line("pouvoir", "gratuit", values), Style(size=size)),
        ],
        padding=10,
        before=12,
    )


def _group(title: str, texts: Texts, lines: Sequence[Line], size: float) -> list[Block]:
    return [
        heading(texts.word("titres", title), 2, size=size + 2, before=12, after=1),
        Bullets(lines, Style(size=size, leading=1.3), gap=2),
    ]


def _declared(data: MandatData, texts: Texts, size: float) -> list[Block]:
    """Return what the person states: the ticks are those that were given, never ours."""
    ticks = (("exactitude", data.informee), ("capacite", data.declare_capacite))
    return [
        heading(texts.word("titres", "declare"), 2, size=size + 2, before=12, after=2),
        *(
            Ticks([Box(texts.word("informations", key), given is True, size)], before=1)
            for key, given in ticks
        ),
        *(Text(line, Style(size=size, before=3)) for line in texts.lines("declare", "liste", {})),
    ]


def _ending(data: MandatData, texts: Texts, values: Mapping[str, str]) -> list[Line]:
    keys = ["retrait", "fin", *(["destruction"] if data.destruction else []), "originaux"]
    return [line for key in keys for line in texts.lines("fin", key, values)]


def _translation(texts: Texts, values: Mapping[str, str], size: float) -> list[Block]:
    lines = texts.lines("lecture", "traduction", values)
    return [Text(line, Style(size=size, before=4)) for line in lines]


def _signatures(
    data: MandatData, texts: Texts, values: Mapping[str, str], size: float
) -> list[Block]:
    """Return place, day and hour, and the boxes to sign; with witnesses, none for the person."""
    made = Text(texts.line("signature", "fait", values), Style(size=size, before=10), keep=True)

    def label(part: str, key: str) -> str:
        return said(texts.line(part, key, values))

    agent = label("signature", "mandataire")
    if data.temoins:
        pair = (label("temoins", "temoin_1"), label("temoins", "temoin_2"))
        boxes = (Signatures(pair, height=76, keep=True), Signatures((agent,)))
        return [*witnesses(texts, size), made, *boxes]
    return [made, Signatures((label("signature", "mandant"), agent), height=84)]
