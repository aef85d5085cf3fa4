"""The logos of the parties: files beside a profile, drawn at one height.

Source: 002 art. 5, l. 240-242: the Département's logo stands on what is shown to people, at least
as large as any other. A party without a file keeps its place, its name in letters.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import Final

from app.documents import pdf
from app.documents.blocks import Draw, Piece
from app.documents.pen import Pen
from app.documents.structure import Node
from app.documents.tokens import ACCENT, RULE
from app.documents.typography import Line, Run, break_lines

_CONVENTIONS: Final = Path(__file__).resolve().parents[2] / "resources" / "conventions"
_SUFFIXES: Final = (".png", ".jpg", ".jpeg")
HEIGHT: Final = 42.0  # points, about 15 mm
_SIZES: Final = (13.0, 12.0, 11.0, 10.0, 9.0, 8.0)
_LEADING: Final = 1.15


class Partie(StrEnum):
    """A party that may have a logo; its value is the name of the file."""

    DEPARTEMENT = "departement"
    PARTENAIRE = "partenaire"
    STRUCTURE = "structure"


@lru_cache(maxsize=8)
def logos_of(profile: str, conventions: Path = _CONVENTIONS) -> Mapping[Partie, bytes]:
    """Return the logos that a profile brings, read once."""
    folder = conventions / profile / "logos"
    found: dict[Partie, bytes] = {}
    for partie in Partie:
        for suffix in _SUFFIXES:
            file = folder / f"{partie.value}{suffix}"
            if partie not in found and file.is_file():
                found[partie] = file.read_bytes()
    return found


@dataclass(frozen=True, slots=True)
class Logos:
    """The logos of the parties in a row, in columns of one width, all of one height.

    A wide logo lowers them all. `parties` are names and images; without an image the name stands
    in the place, as décor: it is in the line under it too.
    """

    parties: Sequence[tuple[str, bytes]]
    gap: float = 18.0  # that of the columns under it
    always: bool = False  # names in their places even where nobody brought a logo
    before: float = 0.0

    def pieces(self, width: float, parent: Node) -> list[Piece]:
        """Return one piece; none where no party brought a logo."""
        images = [image for _, image in self.parties if image]
        if not (images or self.always):
            return []
        each = (width - self.gap * (len(self.parties) - 1)) / len(self.parties)
        height = min([HEIGHT, *(each * high / wide for wide, high in map(size_of, images))])
        drawn = [
            _logo(parent, name, image, (each, height)) if image else _name(name, (each, height))
            for name, image in self.parties
        ]

        def draw(pen: Pen, x: float, top: float) -> None:
            for index, one in enumerate(drawn):
                one(pen, x + index * (each + self.gap), top)

        return [Piece(height + 6, draw, before=self.before)]


@lru_cache(maxsize=16)
def size_of(image: bytes) -> tuple[int, int]:
    """Return how wide and how high an image is, in its own points."""
    wide, high = pdf.reportlab("lib.utils").ImageReader(BytesIO(image)).getSize()
    return int(wide), int(high)


def _logo(parent: Node, name: str, image: bytes, room: tuple[float, float]) -> Draw:
    node = parent.child("Figure", alt=f"Logo : {name}")

    def draw(pen: Pen, x: float, top: float) -> None:
        with pen.mark(node):
            pen.image((x, top), room, image)

    return draw


def _name(name: str, room: tuple[float, float]) -> Draw:
    """Return what draws the place of a logo that a party has not brought, its name in it."""
    size, lines = _fitted(name, room[0] - 12, room[1] - 6)

    def draw(pen: Pen, x: float, top: float) -> None:
        pen.rectangle((x, top), room, stroke=RULE, radius=3)
        down = top + (room[1] - len(lines) * size * _LEADING) / 2
        with pen.decor():
            for index, line in enumerate(lines):
                at = (x + 6, down + (index + 0.85) * size * _LEADING)
                pen.text(at, line, size, color=ACCENT)

    return draw


def _fitted(name: str, width: float, height: float) -> tuple[float, list[Line]]:
    """Return the largest size at which a name fits its place, and its lines."""
    lines: list[Line] = []
    for size in _SIZES:
        lines = break_lines((Run(name, bold=True),), width, size, pdf.width)
        if len(lines) * size * _LEADING <= height:
            return size, lines
    return _SIZES[-1], lines[: max(1, int(height / (_SIZES[-1] * _LEADING)))]
