"""A chart on paper: the drawing of `domain.graphique` in the papers' inks."""

from dataclasses import dataclass
from typing import Final

from app.documents.blocks import ASCENT, Piece
from app.documents.pen import Pen
from app.documents.structure import Node
from app.documents.tokens import ACCENT, INK, MUTED, WASH
from app.documents.typography import Run
from app.domain.graphique import Encre, Graphique, dessiner

_INKS: Final = {
    Encre.TEXTE: INK,
    Encre.DISCRET: MUTED,
    Encre.BARRE: ACCENT,
    Encre.FOND: WASH,
}


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart as one figure, which a listener hears as its description."""

    graphique: Graphique
    size: float = 9.5
    share: float = 0.86

    def pieces(self, width: float, parent: Node) -> list[Piece]:
        """Return one piece."""
        node = parent.child("Figure", alt=self.graphique.description)
        drawing = dessiner(self.graphique, width * self.share, self.size)

        def draw(pen: Pen, x: float, top: float) -> None:
            with pen.mark(node):
                for box in drawing.boites:
                    at = (x + box.x, top + box.y)
                    pen.rectangle(at, (box.large, box.haut), fill=_INKS[box.encre])
                for word in drawing.mots:
                    at = (x + word.x, top + word.y + ASCENT * self.size)
                    pen.text(at, (Run(word.texte, word.gras),), self.size, color=_INKS[word.encre])

        return [Piece(drawing.haut, draw, before=6)]
