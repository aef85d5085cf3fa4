"""The icon set: line drawings on a grid of 24, in the colour of the words beside them."""

from functools import lru_cache
from pathlib import Path

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

FOLDER = Path(__file__).resolve().parents[3] / "resources" / "icons"
_DRAWN_AT = 2  # twice the size asked for, so that dense screens stay sharp


@lru_cache(maxsize=64)
def _drawing(name: str) -> str:
    return (FOLDER / f"{name}.svg").read_text(encoding="utf-8")


@lru_cache(maxsize=512)
def pixmap(name: str, colour: str, size: int) -> QPixmap:
    """Return the icon `name` in `colour` (`#rrggbb`), `size` pixels wide and high.

    Raises:
        FileNotFoundError: the set has no icon of this name (a mistake of the program).
    """
    svg = _drawing(name).replace("currentColor", colour)
    image = QPixmap(size * _DRAWN_AT, size * _DRAWN_AT)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    QSvgRenderer(QByteArray(svg.encode())).render(
        painter, QRectF(0, 0, size * _DRAWN_AT, size * _DRAWN_AT)
    )
    painter.end()
    image.setDevicePixelRatio(_DRAWN_AT)
    return image


@lru_cache(maxsize=256)
def icon(name: str, colour: str, size: int, *, gap: int = 0, after: bool = False) -> QIcon:
    """Return the icon `name` for a button, with `gap` empty pixels on the side of the words.

    `after` when the icon follows the words. Qt's own distance is a fixed 4 pixels, too small at
    any zoom.
    """
    wide = QPixmap((size + gap) * _DRAWN_AT, size * _DRAWN_AT)
    wide.fill(Qt.GlobalColor.transparent)
    wide.setDevicePixelRatio(_DRAWN_AT)
    painter = QPainter(wide)
    painter.drawPixmap(gap if after else 0, 0, pixmap(name, colour, size))
    painter.end()
    return QIcon(wide)
