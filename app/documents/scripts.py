"""Writing systems that the papers' own typeface lacks: further faces, and right-to-left order.

A paper is laid out in the order in which it is read. Only here, when a line is measured or drawn,
are the letters of Arabic joined and the line put into the order of the page (documents.md e3: lines
broken before each is reordered). The libraries are loaded with the first sign that needs them.
"""

import unicodedata
from importlib import import_module
from pathlib import Path
from typing import Final, cast

from app.documents.remembered import remembered

WIDE: Final = "Noto"  # Cyrillic, Greek, Latin with any accent
ARABIC: Final = "Noto-Arabic"
FURTHER: Final = (WIDE, ARABIC)  # in the order in which they are asked for a sign
_PACKAGES: Final = {
    WIDE: ("fontpkg_noto_sans", "NotoSans[wdth,wght].ttf"),
    ARABIC: ("fontpkg_noto_sans_arabic", "NotoSansArabic[wdth,wght].ttf"),
}
_RIGHT_TO_LEFT: Final = frozenset({"R", "AL", "AN"})
_FIRST: Final = "\u0590"  # no sign before it is written from right to left


def file_of(face: str) -> Path:
    """Return the file of a further face (SIL Open Font License 1.1, beside it in its package)."""
    package, name = _PACKAGES[face]
    return cast("Path", import_module(package).ROOT) / "files" / name


@remembered(1024)
def turns(text: str) -> bool:
    """Tell whether some of `text` is written from right to left."""
    return any(
        sign >= _FIRST and unicodedata.bidirectional(sign) in _RIGHT_TO_LEFT for sign in text
    )


def held(value: str) -> str:
    """Return a value (a name, a number, an address) that keeps its order within Arabic text."""
    return value if not value or turns(value) else f"\u202a{value}\u202c"


@remembered(1024)
def as_drawn(text: str, *, rtl: bool = False) -> str:
    """Return one line as it is drawn from left to right, its Arabic letters joined.

    `rtl` says that the line belongs to a paragraph which is itself read from right to left.
    """
    if not (rtl or turns(text)):
        return text
    shaped = import_module("arabic_reshaper").reshape(text)
    # the part in Python: the compiled one does not turn parentheses round
    ordered = import_module("bidi.algorithm").get_display(shaped, base_dir="R" if rtl else "L")
    return cast("str", ordered)
