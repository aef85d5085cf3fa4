"""Render every screen to PNG: `python -m tests.screens OUT`.

A screen is registered by a module `tests/ui/screens_*.py` that calls `screen(name, factory)`; the
factory gets a fresh window and fills it. Each is drawn at 100 % and 150 %, light and high contrast;
`python -m tests.screens OUT "" sombre` draws each once, dark at 100 %.
"""

import importlib
import os
import pkgutil
import sys
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QWidget

import tests.ui
from app.ui.shell.window import MainWindow
from app.ui.theme.current import ThemeManager
from app.ui.theme.tokens import Appearance, Scheme

WIDTH, HEIGHT = 1180, 780
ZOOMS = (100, 150)
SCHEMES = (Scheme.LIGHT, Scheme.HIGH_CONTRAST)

Factory = Callable[[MainWindow], QWidget | None]
"""Fills a window with a screen; returns a dialog when that is what should be drawn."""


@dataclass(frozen=True, slots=True)
class Screen:
    """A screen to draw. `name` becomes the file's name: « unlock-wrong-passphrase »."""

    name: str
    factory: Factory


_SCREENS: list[Screen] = []


def screen(name: str, factory: Factory) -> None:
    """Register a screen."""
    _SCREENS.append(Screen(name, factory))


def all_screens() -> Sequence[Screen]:
    """Return every registered screen, after importing the modules that register them."""
    for module in pkgutil.iter_modules(tests.ui.__path__):
        if module.name.startswith("screens_"):
            importlib.import_module(f"tests.ui.{module.name}")
    by_name = {one.name: one for one in _SCREENS}
    return [by_name[name] for name in sorted(by_name)]


def settle() -> None:
    """Let Qt lay out, paint and destroy what it has to."""
    for _ in range(3):
        QApplication.processEvents()
    QCoreApplication.sendPostedEvents(None, int(QEvent.Type.DeferredDelete))


def draw(
    folder: Path,
    wanted: str = "",
    *,
    zooms: Sequence[int] = ZOOMS,
    schemes: Sequence[Scheme] = SCHEMES,
    only: Collection[str] = (),
) -> Iterator[Path]:
    """Draw the screens whose name holds `wanted`, or those of `only`, and yield the files."""
    instance = QApplication.instance()
    application = instance if isinstance(instance, QApplication) else QApplication([])
    themes = ThemeManager(application)
    folder.mkdir(parents=True, exist_ok=True)
    for one, zoom, scheme in product(all_screens(), zooms, schemes):
        if wanted not in one.name or (only and one.name not in only):
            continue
        themes.apply(Appearance(scheme=scheme, zoom=zoom))
        window = MainWindow(application, themes)
        window.resize(WIDTH, HEIGHT)
        window.show()
        drawn = one.factory(window) or window
        settle()
        path = folder / f"{one.name}-{scheme.value}-{zoom}.png"
        drawn.grab().save(str(path))
        window.close()
        window.deleteLater()
        settle()
        yield path


def main(arguments: Sequence[str]) -> int:
    """Draw all screens into the folder given, or those whose name holds the second argument.

    A third one names the only palette, at 100 % alone.
    """
    if not arguments:
        print("usage: python -m tests.screens OUT [PART-OF-NAME [PALETTE]]", file=sys.stderr)
        return 2
    folder, wanted = Path(arguments[0]), "".join(arguments[1:2])
    drawn = (
        draw(folder, wanted, zooms=(100,), schemes=(Scheme(arguments[2]),))
        if arguments[2:]
        else draw(folder, wanted)
    )
    count = sum(1 for _ in drawn)
    print(f"{count} images in {arguments[0]}")
    return 0


if __name__ == "__main__":
    # Run as a module this file is `__main__`; the screens register with `tests.screens`.
    sys.exit(importlib.import_module("tests.screens").main(sys.argv[1:]))
