"""A chart in the window: the drawing of `domain.graphique` in the colours of the theme."""

from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.domain.graphique import Encre, Graphique, dessiner
from app.ui.theme.current import current_theme
from app.ui.theme.tokens import Size
from app.ui.typed import override

_INKS: Final = {
    Encre.TEXTE: "text",
    Encre.DISCRET: "muted",
    Encre.BARRE: "primary",
    Encre.FOND: "surface_alt",
}
_WIDEST: Final = 560
_LEAST: Final = 200


class ChartView(QWidget):
    """Shows a `Graphique`; a screen reader hears its description, the table stands beside."""

    def __init__(self, graphique: Graphique) -> None:
        super().__init__()
        self._graphique = graphique
        self.setObjectName("chart")
        self.setAccessibleName(graphique.titre)
        self.setAccessibleDescription(graphique.description)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setSizePolicy(policy)

    @override
    def sizeHint(self) -> QSize:
        theme = current_theme()
        wide = theme.px(_WIDEST)
        drawing = dessiner(self._graphique, wide, self._size())
        return QSize(wide, round(drawing.haut + self._size()))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(current_theme().px(_LEAST), self.sizeHint().height())

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        theme, size = current_theme(), self._size()
        wide = min(float(self.width()), float(theme.px(_WIDEST)))
        drawing = dessiner(self._graphique, wide, size)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for box in drawing.boites:
            colour = QColor(getattr(theme.palette, _INKS[box.encre]))
            painter.fillRect(QRectF(box.x, box.y, box.large, box.haut), colour)
        for word in drawing.mots:
            font = QFont(theme.family)
            font.setPixelSize(round(size))
            font.setBold(word.gras)
            painter.setFont(font)
            painter.setPen(QColor(getattr(theme.palette, _INKS[word.encre])))
            metrics = QFontMetricsF(font)
            text = metrics.elidedText(word.texte, Qt.TextElideMode.ElideRight, wide - word.x)
            painter.drawText(QRectF(word.x, word.y, wide - word.x, metrics.height()), text)
        painter.end()

    def _size(self) -> float:
        return float(current_theme().px(Size.SMALL))
