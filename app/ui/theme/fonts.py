"""The font of the window: Atkinson Hyperlegible, drawn for readers with low vision."""

from importlib.resources import files
from pathlib import Path

from PySide6.QtGui import QFontDatabase

FAMILY = "Atkinson Hyperlegible"
_PACKAGE = "fontpkg_atkinson_hyperlegible"
_FACES = ("Regular", "Bold", "Italic", "BoldItalic")


def load_fonts() -> str:
    """Give Qt the four faces and return the family's name, or the system's when none loads.

    Needs a QApplication. Calling it again costs little: Qt recognises a file it already has.
    """
    folder = Path(str(files(_PACKAGE))) / "files"
    faces = (folder / f"AtkinsonHyperlegible-{face}.ttf" for face in _FACES)
    loaded = [QFontDatabase.addApplicationFont(str(face)) for face in faces if face.is_file()]
    if all(identifier < 0 for identifier in loaded):
        return QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont).family()
    return FAMILY
