"""What somebody takes away with whom no mandate can be signed: other ways, and whom to call.

Neither name nor reason stands on it, and nothing of the refusal is kept (documents.md b1).
"""

from collections.abc import Sequence
from typing import Final

from app.documents.blocks import Block, Bullets, Style, Text, heading
from app.documents.kinds import TEMPLATES, PapierKind
from app.documents.mandate_data import OrientationData
from app.documents.panels import Card
from app.documents.parties import letterhead, mentions
from app.documents.sheet import largest_that_fits, render, sheet_of
from app.documents.texts import Texts, load
from app.documents.tokens import LARGE
from app.documents.typography import plain

_TEMPLATE: Final = TEMPLATES[PapierKind.ORIENTATION]


def orientation_slip_pdf(data: OrientationData) -> bytes:
    """Return the slip, in large print, on one page."""
    texts = load("orientation.toml", data.convention.profile)
    sheet = sheet_of(_TEMPLATE, data, title=texts.word("titres", "titre"), reference="", final=True)
    blocks = largest_that_fits(lambda size: _blocks(data, texts, size), (16, 15, LARGE))
    return render(sheet, blocks)


def _blocks(data: OrientationData, texts: Texts, size: float) -> Sequence[Block]:
    style = Style(size=size, leading=1.32)
    return [
        *letterhead(data.convention, data.structure),
        heading(texts.word("titres", "titre"), 1, size=28, before=14, after=4),
        Text(texts.line("corps", "ouverture", {}), style),
        Card([Text(texts.line("corps", "gratuit", {}), style)], before=10),
        heading(texts.word("titres", "comment"), 2, size=size + 3),
        Bullets(texts.lines("corps", "comment", {}), style, gap=6),
        Text(texts.line("corps", "garder", {}), Style(size=size, before=10, leading=1.32)),
        *_places(data, texts, style),
        heading(texts.word("titres", "appeler"), 2, size=size + 3),
        Text(plain(data.contact.line), style),
        *mentions(data.convention),
    ]


def _places(data: OrientationData, texts: Texts, style: Style) -> list[Block]:
    if not data.lieux:
        return []
    lines = [plain(f"{lieu.nom} – {lieu.details}".removesuffix(" – ")) for lieu in data.lieux]
    title = heading(texts.word("titres", "lieux"), 2, size=style.size + 3)
    return [title, Bullets(lines, style, gap=4)]
