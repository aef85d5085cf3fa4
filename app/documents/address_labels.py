"""Addresses on sheets of sticky labels, for what does not go into an envelope with a window."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from app.documents import pdf
from app.documents.pen import Pen
from app.documents.postal import PostalAddress
from app.documents.structure import Node
from app.documents.tokens import MM
from app.documents.typography import Run

_SIZES: Final = (11.0, 10.0, 9.0, 8.0)
_LEADING: Final = 1.18
_PADDING: Final = 5 * MM
_ASCENT: Final = 0.8  # of the size: from the top of the line to its baseline


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelSheet:
    """One kind of A4 sheet as shops sell it, in millimetres; gaps lie between labels."""

    code: str
    title: str
    columns: int
    rows: int
    width: float
    height: float
    left: float
    top: float
    gap: float = 0.0

    @property
    def each(self) -> int:
        """Return how many labels a sheet has."""
        return self.columns * self.rows


SHEETS: Final = {
    sheet.code: sheet
    for sheet in (
        LabelSheet(
            code="24", title="24 étiquettes de 70 × 37 mm", columns=3, rows=8,
            width=70, height=37, left=0, top=0.5,
        ),
        LabelSheet(
            code="21", title="21 étiquettes de 63,5 × 38,1 mm", columns=3, rows=7,
            width=63.5, height=38.1, left=7.2, top=15.1, gap=2.5,
        ),
        LabelSheet(
            code="14", title="14 étiquettes de 99,1 × 38,1 mm", columns=2, rows=7,
            width=99.1, height=38.1, left=4.6, top=15.1, gap=2.5,
        ),
    )
}  # fmt: skip


def draw_labels(
    pen: Pen, root: Node, addresses: Sequence[PostalAddress], sheet: LabelSheet, *, first: int = 1
) -> None:
    """Draw labels on new pages of `pen`; the first page starts at the label numbered `first`.

    Labels count from 1, left to right, then down: a sheet begun by an earlier printing serves.
    """
    if not 1 <= first <= sheet.each:
        raise ValueError("a sheet has no such label")
    cells = range(first - 1, first - 1 + len(addresses))
    for cell, address in zip(cells, addresses, strict=True):
        if cell > first - 1 and cell % sheet.each == 0:
            pen.end_page()
        _draw(pen, root.child("P"), address, sheet, cell % sheet.each)
    if addresses:
        pen.end_page()


def _draw(pen: Pen, node: Node, address: PostalAddress, sheet: LabelSheet, cell: int) -> None:
    room = sheet.width * MM - 2 * _PADDING
    size = next((size for size in _SIZES if _widest(address, size) <= room), _SIZES[-1])
    squeeze = min(1.0, room / _widest(address, size))
    x = (sheet.left + cell % sheet.columns * (sheet.width + sheet.gap)) * MM + _PADDING
    top = (sheet.top + cell // sheet.columns * sheet.height) * MM
    tall = len(address.lines) * size * _LEADING
    baseline = top + (sheet.height * MM - tall) / 2 + size * _ASCENT
    with pen.mark(node):
        for index, line in enumerate(address.lines):
            text = line if index == len(address.lines) - 1 else f"{line} "
            pen.text((x, baseline + index * size * _LEADING), (Run(text),), size, squeeze=squeeze)


def _widest(address: PostalAddress, size: float) -> float:
    return max(pdf.width(line, False, size) for line in address.lines)
