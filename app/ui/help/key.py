"""F1 in every window of the program: a question that is open keeps the keys of the one under it."""

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QDialog

_HAS_KEY = "hasHelpKey"


class HelpKey(QObject):
    """Gives F1 to each dialog when it first has the focus; `ask` is what it does."""

    def __init__(self, application: QApplication, ask: Callable[[], None], parent: QObject) -> None:
        super().__init__(parent)
        self._application = application
        self._ask = ask
        application.focusWindowChanged.connect(self._give_key)

    def _give_key(self) -> None:
        window = self._application.activeWindow()
        if not isinstance(window, QDialog) or window.property(_HAS_KEY):
            return
        window.setProperty(_HAS_KEY, True)
        QShortcut(QKeySequence("F1"), window).activated.connect(self._ask)
