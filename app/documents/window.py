"""Where the window of an envelope lies on the page, and the address inside it.

Source: documents.md e1. The frames of KOMA-Script's NF.lco and of edics.fr have in common
x 110–195 mm and y 55–80 mm; envelopes and printers differ, hence the offset and the test page.
"""

from dataclasses import dataclass
from typing import Final

from app.documents import pdf
from app.documents.pen import Pen
from app.documents.postal import PostalAddress
from app.documents.structure import Node
from app.documents.tokens import MM, RULE
from app.documents.typography import Run

LEFT_MM: Final = 110.0
TOP_MM: Final = 55.0
WIDTH_MM: Final = 85.0
HEIGHT_MM: Final = 25.0
FOLDS_MM: Final = (99.0, 198.0)
_SIZES: Final = (10.0, 9.5, 9.0)  # points: at 11 the longest line leaves the window
MOST_MM: Final = 10.0  # an offset beyond it means another envelope
_LEADING: Final = 11.5
_FIRST_BASELINE: Final = 9.6


@dataclass(frozen=True, slots=True, kw_only=True)
class Offset:
    """A correction for one printer and one kind of envelope, found with the test page."""

    right_mm: float = 0.0
    down_mm: float = 0.0

    def __post_init__(self) -> None:
        if abs(self.right_mm) > MOST_MM or abs(self.down_mm) > MOST_MM:
            raise ValueError("an offset of more than 10 mm means another envelope")


def draw_address(pen: Pen, address: PostalAddress, offset: Offset, parent: Node) -> None:
    """Write the address in the window, in the largest size at which every line fits.

    A line that is too wide at 9 points, as 38 capital W would be, gets narrower letters.
    """
    room = WIDTH_MM * MM
    size = next((size for size in _SIZES if _widest(address, size) <= room), _SIZES[-1])
    squeeze = min(1.0, room / _widest(address, size))
    node = parent.child("P")
    x = (LEFT_MM + offset.right_mm) * MM
    top = (TOP_MM + offset.down_mm) * MM + _FIRST_BASELINE
    with pen.mark(node):
        for index, line in enumerate(address.lines):
            last = index == len(address.lines) - 1
            text = line if last else f"{line} "
            pen.text((x, top + index * _LEADING), (Run(text),), size, squeeze=squeeze)


def _widest(address: PostalAddress, size: float) -> float:
    return max(pdf.width(line, False, size) for line in address.lines)


def draw_folds(pen: Pen) -> None:
    """Mark at the left edge where a sheet is folded in three."""
    for fold in FOLDS_MM:
        pen.stroke([(5 * MM, fold * MM), (10 * MM, fold * MM)], color=RULE, line=0.6)
