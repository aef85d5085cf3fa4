"""The way to reportlab: its modules, the embedded fonts, and the signs that they have.

reportlab has no type stubs and executes any `reportlab_mods` it finds, in the user's home or on the
path, while it is imported. It is imported late (150 ms) and behind empty modules of those names.
"""

import sys
import unicodedata
from functools import lru_cache
from importlib import import_module
from types import ModuleType
from typing import Any, Final

from app.documents.remembered import remembered
from app.documents.scripts import FURTHER, as_drawn, file_of

REGULAR: Final = "Atkinson"
BOLD: Final = "Atkinson-Bold"
_FILES: Final = {
    REGULAR: "AtkinsonHyperlegible-Regular.ttf",
    BOLD: "AtkinsonHyperlegible-Bold.ttf",
}
_HOOKS: Final = (
    "reportlab_mods",
    "reportlab_settings",
    "reportlab.local_rl_mods",
    "reportlab.local_rl_settings",
)


def reportlab(name: str) -> Any:  # noqa: ANN401 - the library has no types
    """Import a module of reportlab, with its hooks for foreign code shut."""
    if "reportlab" not in sys.modules:
        for hook in _HOOKS:
            sys.modules.setdefault(hook, ModuleType(hook))
        # streams as bytes: their form in letters, for mail of long ago, takes a quarter more
        vars(import_module("reportlab.rl_config"))["useA85"] = 0
    return import_module(f"reportlab.{name}")


@lru_cache(maxsize=1)
def fonts() -> dict[str, Any]:
    """Register the embedded fonts once and return their faces by name."""
    folder = import_module("fontpkg_atkinson_hyperlegible").ROOT / "files"
    metrics, ttfonts = reportlab("pdfbase.pdfmetrics"), reportlab("pdfbase.ttfonts")
    faces: dict[str, Any] = {}
    for name, file in _FILES.items():
        font = ttfonts.TTFont(name, str(folder / file))
        metrics.registerFont(font)
        faces[name] = font.face
    return faces


@lru_cache(maxsize=1)
def further_fonts() -> dict[str, Any]:
    """Register the faces for other writing systems, which few papers need, and return them."""
    metrics, ttfonts = reportlab("pdfbase.pdfmetrics"), reportlab("pdfbase.ttfonts")
    faces: dict[str, Any] = {}
    for name in FURTHER:
        font = ttfonts.TTFont(name, str(file_of(name)))
        metrics.registerFont(font)
        faces[name] = font.face
    return faces


def width(text: str, bold: bool, size: float) -> float:  # noqa: FBT001 - the shape of Measure
    """Return the width of `text` in points."""
    return _units(text, bold) * size / 1000


@remembered(2048)
def _units(text: str, bold: bool) -> float:  # noqa: FBT001 - as `width`
    """Return the width of `text` in thousandths of its size."""
    used = 0.0
    for name, part in stretches(as_drawn(text)):
        face = further_fonts()[name] if name else fonts()[BOLD if bold else REGULAR]
        glyphs, default = face.charWidths, face.defaultWidth
        used += float(sum([glyphs.get(ord(sign), default) for sign in part]))
    return used


@remembered(1024)
def stretches(text: str) -> tuple[tuple[str, str], ...]:
    """Cut `text`, as it is drawn, by the face that has its signs.

    The name is empty for the papers' own face, which any sign takes that it has.
    """
    known = fonts()[REGULAR].charToGlyph
    text = printable(text)
    if all(ord(sign) in known for sign in text):
        return (("", text),)
    found: list[tuple[str, str]] = []
    for sign in text:
        face = "" if ord(sign) in known else _further_face(sign)
        if found and found[-1][0] == face:
            found[-1] = (face, found[-1][1] + sign)
        else:
            found.append((face, sign))
    return tuple(found)


@remembered(1024)
def printable(text: str) -> str:
    """Return `text` in signs that a font has.

    A sign that none has loses its accent rather than becoming an empty box; what has no such base
    becomes « ? », which a reader sees and corrects by hand.
    """
    known = fonts()[REGULAR].charToGlyph
    composed = unicodedata.normalize("NFC", text)
    return "".join(sign if ord(sign) in known else _base(sign, known) for sign in composed)


def _base(sign: str, known: dict[int, int]) -> str:
    if unicodedata.category(sign) in {"Cc", "Cf"}:
        return ""
    if unicodedata.category(sign) == "Zs":
        return "\u00a0"
    if _further_face(sign):
        return sign
    if unicodedata.combining(sign):
        return ""
    base = unicodedata.normalize("NFKD", sign)[0]
    return base if ord(base) in known or _further_face(base) else "?"


def _further_face(sign: str) -> str:
    """Return the first of the further faces that has `sign`, empty when none has."""
    return next(
        (name for name, face in further_fonts().items() if ord(sign) in face.charToGlyph), ""
    )
