"""The logos of the parties: files beside a profile, drawn at one height.

Source: 002 art. 5, l. 240-242: the Département's logo stands on what is shown to people, at least
as large as any other. A party without a file keeps its place, its name in letters.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import Final

from app.documents import pdf
from app.documents.blocks import Piece
from app.documents.pen import Pen
from app.documents.structure import Node
from app.documents.tokens import ACCENT, RULE
from app.documents.typography import Line, Run, break_lines

_CONVENTIONS: Final = Path(__file__).resolve().parents[2] / "resources" / "conventions"
_SUFFIXES: Final = (".png", ".jpg", ".jpeg")
HEIGHT: Final = 42.0  # points, about 15 mm


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
class Logo:
    """A logo in its column: always `HEIGHT` high, narrowed only when it is wider than the column.

    `name` is what it shows, for who does not see it.
    """

    image: bytes
    name: str
    height: float = HEIGHT

    def pieces(self, width: float, parent: Node) -> list[Piece]:
        """Return one piece."""
        node = parent.child("Figure", alt=f"Logo : {self.name}")

        def draw(pen: Pen, x: float, top: float) -> None:
            with pen.mark(node):
                pen.image((x, top), (width, self.height), self.image)

        return [Piece(self.height + 4, draw)]


@dataclass(frozen=True, slots=True)
class Wordmark:
    """The place of a logo that a party has not brought: as high as the others, its name in it.

    Décor: the name stands in the line under it.
    """

    name: str
    height: float = HEIGHT

    def pieces(self, width: float, parent: Node) -> list[Piece]:
        """Return one piece."""
        del parent
        lines = _fitted(self.name, width - 12, self.height - 8)

        def draw(pen: Pen, x: float, top: float) -> None:
            pen.rectangle((x, top), (width, self.height), stroke=RULE, radius=3)
            size, words = lines
            down = top + (self.height - len(words) * size * 1.15) / 2
            with pen.decor():
                for index, line in enumerate(words):
                    at = (x + 6, down + (index + 0.85) * size * 1.15)
                    pen.text(at, line, size, color=ACCENT)

        return [Piece(self.height + 4, draw)]


def _fitted(name: str, width: float, height: float) -> tuple[float, list[Line]]:
    """Return the largest size at which a name fits its box, and its lines."""
    lines: list[Line] = []
    for size in (13.0, 12.0, 11.0, 10.0, 9.0, 8.0):
        lines = break_lines((Run(name, bold=True),), width, size, pdf.width)
        if len(lines) * size * 1.15 <= height:
            return size, lines
    return 8.0, lines[: int(height / (8.0 * 1.15))]
