"""Draws the program's icon for Windows: `python -m installer.windows.icon OUT`, from the same SVG.

The result is kept beside this file: run it again when the drawing changes (a test compares them).
"""

import io
import sys
from pathlib import Path
from typing import Final

from PIL import Image
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

DRAWING: Final = Path(__file__).parents[1] / "linux" / "passerelle" / "passerelle.svg"
SIZES: Final = (16, 20, 24, 32, 40, 48, 64, 256)
"""What Windows asks for at 100, 125, 150 and 200 %."""


def drawn(size: int) -> Image.Image:
    """Return the drawing, `size` dots a side."""
    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    QSvgRenderer(str(DRAWING)).render(painter)
    painter.end()
    kept = QByteArray()
    buffer = QBuffer(kept)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]  # pyright: ignore[reportCallIssue, reportArgumentType] - its stubs want bytes
    return Image.open(io.BytesIO(kept.data()))


def main() -> int:
    """Write every size into one file."""
    largest, *others = (drawn(size) for size in reversed(SIZES))
    pairs = [(size, size) for size in SIZES]
    largest.save(sys.argv[1], "ICO", sizes=pairs, append_images=others)
    return 0


if __name__ == "__main__":
    sys.exit(main())
