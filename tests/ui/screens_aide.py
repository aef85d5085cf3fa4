"""The guide by F1: a chapter, and what was found."""

from PySide6.QtWidgets import QWidget

from app.bootstrap.places import guide_folder
from app.documents.guide.book import read_book
from app.ui.help.window import HelpWindow
from app.ui.shell.window import MainWindow
from tests.screens import screen


def _guide(window: MainWindow, chapter: str) -> HelpWindow:
    guide = HelpWindow(read_book(guide_folder()), window)
    guide.resize(window.size())
    guide.show()
    guide.show_chapter(chapter)
    return guide


def _chapter(window: MainWindow) -> QWidget:
    return _guide(window, "aujourdhui")


def _found(window: MainWindow) -> QWidget:
    guide = _guide(window, "cle-usb")
    guide.search.line.setText("clé usb")
    guide.search.query_changed.emit("clé usb")
    return guide


screen("aide-1-chapitre", _chapter)
screen("aide-2-cherche", _found)
