"""A page to print once for each printer and kind of envelope: is the address in the window?"""

from dataclasses import dataclass, field
from datetime import date
from typing import Final

from app.documents.blocks import Block, Bullets, Style, Text
from app.documents.kinds import TEMPLATES, PapierKind
from app.documents.pen import Pen
from app.documents.postal import PostalAddress
from app.documents.sheet import Sheet, data_hash, render
from app.documents.structure import Node
from app.documents.tokens import ACCENT, MARGIN_SIDE, MM, MUTED, RULE, SMALL
from app.documents.typography import Run, plain, rich
from app.documents.window import (
    FOLDS_MM,
    HEIGHT_MM,
    LEFT_MM,
    TOP_MM,
    WIDTH_MM,
    Offset,
    draw_address,
    draw_folds,
)

_TEMPLATE: Final = TEMPLATES[PapierKind.ENVELOPPE]
# Six lines, the longest of 38 signs, wide letters included: the worst that the rules let through.
_WORST: Final = PostalAddress(
    (
        "Madame Exemple LONGUENOM-IMAGINAIRE-XY",
        "CHEZ MONSIEUR IMAGINAIRE",
        "Appartement 12, étage 3, escalier B",
        "128 BIS AV DES ACACIAS IMAGINAIRES",
        "LIEU DIT LES GRANDS CHAMPS",
        "00000 COMMUNE IMAGINAIRE SUR RIVIERE X",
    )
)
_STEPS: Final = (
    "Imprimez cette page à 100 % (« taille réelle »), jamais « ajuster à la page ».",
    "Pliez la page aux deux traits du bord gauche. Glissez-la dans l’enveloppe.",
    "Secouez l’enveloppe dans tous les sens.",
    "Les six lignes se lisent toujours en entier ? C’est réglé.",
    "Sinon, mesurez l’écart en millimètres. Notez-le dans Réglages, puis recommencez.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowTestData:
    """The offset to try."""

    printed_on: date
    offset: Offset = field(default_factory=Offset)


def window_test_pdf(data: WindowTestData) -> bytes:
    """Return the test page, with the zone where the windows in use overlap."""
    moved = data.offset != Offset()
    shift = f"{data.offset.right_mm:+.1f} mm à droite, {data.offset.down_mm:+.1f} mm vers le bas"
    blocks: list[Block] = [
        Text(
            plain(f"Décalage essayé : {shift.replace('.', ',') if moved else 'aucun'}."),
            Style(size=12),
        ),
        Bullets([rich(step) for step in _STEPS], Style(size=12), numbered=True),
    ]
    sheet = Sheet(
        template=_TEMPLATE,
        title=_TEMPLATE.title,
        author="Passerelle",
        reference="",
        printed_on=data.printed_on,
        digest=data_hash(_TEMPLATE, data),
        final=True,
    )
    return render(
        sheet,
        blocks,
        first_top=(FOLDS_MM[0] + 8) * MM,
        opening=lambda pen, node: _opening(pen, node, data.offset),
    )


def _opening(pen: Pen, node: Node, offset: Offset) -> None:
    with pen.mark(node.child("H1")):
        pen.text((MARGIN_SIDE, 24 * MM), (Run("Page d’essai", bold=True),), 24, color=ACCENT)
    with pen.mark(node.child("P")):
        words = (Run("Enveloppe à fenêtre : l’adresse est-elle au bon endroit ?"),)
        pen.text((MARGIN_SIDE, 32 * MM), words, 12)
    box = ((LEFT_MM * MM, TOP_MM * MM), (WIDTH_MM * MM, HEIGHT_MM * MM))
    pen.rectangle(*box, stroke=RULE)
    with pen.mark(node.child("P")):
        caption = (Run("Zone visible dans les fenêtres courantes"),)
        pen.text((LEFT_MM * MM, (TOP_MM - 2) * MM), caption, SMALL, color=MUTED)
    draw_address(pen, _WORST, offset, node)
    draw_folds(pen)
