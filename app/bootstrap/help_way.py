"""The guide by F1: at the chapter of what is on screen, locked or not."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication, QDialog, QWidget
from shiboken6 import isValid

from app.bootstrap.places import guide_folder
from app.documents.guide.book import Book, read_book
from app.documents.guide.paper import card_pdf, chapter_pdf, guide_pdf
from app.ui.help.chapters import chapter_of
from app.ui.help.window import HelpWindow
from app.ui.messages import failure_text
from app.ui.shell.paper_dialog import PaperDialog
from app.ui.widgets.tones import Tone

if TYPE_CHECKING:
    from app.bootstrap.program import Program

_BESIDE = 24
_SHARE = 0.8


class Help:
    """Opens the guide's one window, or brings it back with another chapter.

    It stands by itself beside the main window; over a question it belongs to that question, else
    nobody could read it before answering.
    """

    def __init__(self, program: "Program") -> None:
        self._program = program
        self._book: Book | None = None
        self._window: HelpWindow | None = None

    def show(self) -> None:
        """Show the chapter of the page, the part or the dialog that has the focus."""
        if self._program.window.handed is not None:
            return
        chapter = chapter_of(QApplication.focusWidget(), self._program.window.on_screen)
        window = self._opened()
        window.show_chapter(chapter)
        window.show()
        window.activateWindow()
        window.take_focus()

    def close(self) -> None:
        """Close the guide: the program ends."""
        if self._window is not None and isValid(self._window):
            self._window.close()
        self._window = None

    def _opened(self) -> HelpWindow:
        main, active = self._program.window, QApplication.activeWindow()
        owner = active if isinstance(active, QDialog) else None
        if self._window is not None and isValid(self._window):
            if self._window.isVisible() and self._window.parentWidget() is owner:
                return self._window
            self._window.close()
        self._book = self._book or read_book(guide_folder())
        self._window = window = HelpWindow(self._book, owner)
        window.resize(main.size() * _SHARE)
        window.move(main.x() + _BESIDE, main.y() + _BESIDE)
        self._connect(window, self._book)
        return window

    def _connect(self, window: HelpWindow, book: Book) -> None:
        today = self._program.clock.today

        def print_chapter(key: str) -> None:
            chapter = book.chapter(key)
            self._preview(lambda: chapter_pdf(chapter, today()), chapter.title, f"guide-{key}.pdf")

        window.print_asked.connect(print_chapter)
        window.guide_asked.connect(
            lambda: self._preview(lambda: guide_pdf(book, today()), book.title, "guide.pdf")
        )
        window.card_asked.connect(
            lambda: self._preview(
                lambda: card_pdf(book, today()), "Carte des touches", "carte-des-touches.pdf"
            )
        )
        themes = self._program.themes
        for keys, action in (
            ("Ctrl++", themes.zoom_in),
            ("Ctrl+=", themes.zoom_in),
            ("Ctrl+-", themes.zoom_out),
            ("Ctrl+0", themes.zoom_reset),
        ):
            window.add_key(keys, action)

    def _preview(self, make: Callable[[], bytes], title: str, name: str) -> None:
        """Make a PDF of the guide in a thread, then show it: it is printed or saved from there."""
        window = self._window
        if window is None:
            return
        window.banner.say(Tone.INFO, "")
        window.busy.start("Préparation du document…")

        def show(content: bytes) -> None:
            if isValid(window):
                window.busy.stop()
                _show(content, title, name, window)

        def fail(failure: Exception) -> None:
            if isValid(window):
                window.busy.stop()
                window.banner.say(Tone.DANGER, failure_text(failure))

        self._program.network_runner.run(make, on_success=show, on_failure=fail)


def _show(content: bytes, title: str, name: str, window: QWidget) -> None:
    PaperDialog(title, content, file_name=name, parent=window, kind="guide", private=False).open()
