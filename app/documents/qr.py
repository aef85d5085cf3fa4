"""QR codes: the matrix, made with the encoder that reportlab brings, and its place on a paper."""

from dataclasses import dataclass
from typing import Final

from app.documents import pdf
from app.documents.blocks import Piece
from app.documents.pen import Pen
from app.documents.structure import Node

QUIET_ZONE: Final = 4  # modules; ISO/IEC 18004 § 6.3.8
Matrix = list[list[bool]]


def qr_matrix(text: str) -> Matrix:
    """Return the modules of `text`, dark ones true, without the quiet zone."""
    encoder = pdf.reportlab("graphics.barcode.qrencoder")
    code = encoder.QRCode(None, encoder.QRErrorCorrectLevel.M)
    code.addData(text)
    code.make()
    size = int(code.getModuleCount())
    return [[bool(code.isDark(y, x)) for x in range(size)] for y in range(size)]


@dataclass(frozen=True, slots=True, kw_only=True)
class QrCode:
    """A drawing of `side` points with its quiet zone; `alt` is what a screen reader says."""

    text: str
    side: float
    alt: str

    def pieces(self, width: float, parent: Node) -> list[Piece]:
        """Return one piece, at the left of the column."""
        del width
        node = parent.child("Figure", alt=self.alt)
        matrix = qr_matrix(self.text)

        def draw(pen: Pen, x: float, top: float) -> None:
            with pen.mark(node):
                pen.modules((x, top), self.side, matrix, quiet=QUIET_ZONE)

        return [Piece(self.side, draw)]
