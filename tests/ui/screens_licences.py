"""« À propos » and the window of the licences."""

from functools import cache

from PySide6.QtWidgets import QWidget

from app.documents.notices import Notice, read_notices
from app.ui.pages.reglages.licences_dialog import LicencesDialog
from app.ui.pages.reglages.page import ReglagesPage
from app.ui.shell.window import MainWindow
from app.ui.theme.current import current_appearance
from tests.screens import screen
from tests.ui.screens_frame import workspace
from tests.ui.screens_reglages import STATE


@cache
def _notices() -> tuple[Notice, ...]:
    return read_notices()


def _about(window: MainWindow) -> None:
    page = ReglagesPage()
    page.show_appearance(current_appearance())
    page.show_state(STATE)
    page.tabs.show_part(page.about)
    workspace(window, page).go_to("reglages")


def _licences(window: MainWindow, words: str) -> QWidget:
    _about(window)
    dialog = LicencesDialog(_notices(), window)
    dialog.search.line.setText(words)
    dialog.search.query_changed.emit(words)
    dialog.show()
    return dialog


screen("licences-1-a-propos", _about)
screen("licences-2-liste", lambda w: _licences(w, ""))
screen("licences-3-recherche", lambda w: _licences(w, "zetetic"))
screen("licences-4-rien", lambda w: _licences(w, "licence martienne"))
