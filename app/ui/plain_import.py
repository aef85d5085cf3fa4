"""Take Python's own `import` back from PySide6, which reads the source of every module for a word.

PySide6 replaces `builtins.__import__` so that `from __feature__ import snake_case` can work: after
each import, of whatever package, it opens the module's source, searches it for « PySide6 », and
leaves it in `linecache` (shibokensupport/feature.py, PYSIDE-2029; napari/napari#8584). Passerelle
uses no feature.
"""

import builtins

import PySide6.QtCore  # noqa: F401  # pyright: ignore[reportUnusedImport] - replaces it once, now


def take_import_back() -> None:
    """Let `import` be Python's; repeating it is harmless, as is a PySide6 that replaces nothing."""
    builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)
