"""What one asks of a printer."""

import re
from dataclasses import dataclass
from typing import Final

MOST_COPIES: Final = 50
_PART: Final = re.compile(r"(\d+)(?:\s*[-\u2013à]\s*(\d+))?")


class PagesError(ValueError):
    """What was typed is no choice of pages; `str()` is the sentence to show."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintChoice:
    """A printer and how it prints. `pages` are numbers from 1, none for all.

    Without a `printer` the document goes into a file. `shared` asks for the reminder about sheets
    left in the tray.
    """

    printer: str = ""
    pages: tuple[int, ...] = ()
    copies: int = 1
    duplex: bool = False
    shared: bool = True

    @property
    def to_file(self) -> bool:
        """Tell whether it goes into a file instead of a printer."""
        return not self.printer


def read_pages(text: str, count: int) -> tuple[int, ...]:
    """Read « 1-2, 4 »; nothing means all pages, and so does their whole list.

    Raises:
        PagesError: a page that the document does not have, or something else than numbers.
    """
    chosen: list[int] = []
    for part in filter(None, (one.strip() for one in re.split(r"[,;]", text))):
        found = _PART.fullmatch(part)
        if found is None:
            raise PagesError("Écrivez des numéros de pages\u00a0: 1-2 ou 1, 3.")
        first, last = int(found[1]), int(found[2] or found[1])
        if not 1 <= first <= last <= count:
            most = f"de 1 à {count}" if count > 1 else "la page 1 seulement"
            raise PagesError(f"Ce document va {most}." if count > 1 else f"Il y a {most}.")
        chosen += [page for page in range(first, last + 1) if page not in chosen]
    return () if chosen == list(range(1, count + 1)) else tuple(chosen)
