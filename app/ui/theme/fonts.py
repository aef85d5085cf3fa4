"""The font of the window: Atkinson Hyperlegible, drawn for readers with low vision."""

from importlib.util import find_spec
from pathlib import Path

from PySide6.QtGui import QFontDatabase

FAMILY = "Atkinson Hyperlegible"
_PACKAGE = "fontpkg_atkinson_hyperlegible"
_FACES = ("Regular", "Bold")  # the window writes nothing in italics


def load_fonts() -> str:
    """Give Qt the faces and return the family's name, or the system's when none loads.

    Needs a QApplication. Calling it again costs little: Qt recognises a file it already has.
    """
    loaded = [
        QFontDatabase.addApplicationFont(str(folder / "files" / f"AtkinsonHyperlegible-{face}.ttf"))
        for folder in _folders()
        for face in _FACES
    ]
    if all(identifier < 0 for identifier in loaded):
        return QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont).family()
    return FAMILY


def _folders() -> list[Path]:
    """Return where the font's package is installed (without loading importlib.resources: 15 ms)."""
    spec = find_spec(_PACKAGE)
    places = spec.submodule_search_locations if spec is not None else None
    return [Path(place) for place in places or ()]
