"""What somebody copied from a record does not stay on the clipboard."""

from hashlib import sha256
from typing import Final

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QClipboard, QGuiApplication

KEPT_MS: Final = 120_000  # enough to paste a reference into the portal of the Département


class ClipboardWatch(QObject):
    """Empties the clipboard two minutes after something was copied here, and when asked to.

    What was copied here is known again by its digest: a clipboard manager takes the text over, and
    the program is then no longer its owner. Whatever else is there belongs to another program and
    is left.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._clipboard = QGuiApplication.clipboard()
        self._mine = b""
        self.timer = QTimer(self)
        self.timer.setSingleShot(True)
        self.timer.setInterval(KEPT_MS)
        self.timer.timeout.connect(self.clear)
        self._clipboard.dataChanged.connect(self._changed)

    def clear(self) -> None:
        """Forget what was copied here (on X11 also what was only selected)."""
        self.timer.stop()
        if self._mine and self._digest() == self._mine:
            self._clipboard.clear(QClipboard.Mode.Clipboard)
        self._mine = b""
        if self._clipboard.supportsSelection() and self._clipboard.ownsSelection():
            self._clipboard.clear(QClipboard.Mode.Selection)

    def _changed(self) -> None:
        digest = self._digest()
        if digest and digest == self._mine:
            return  # a clipboard manager took it over
        here = self._clipboard.ownsClipboard() or _at_work()
        self._mine = digest if here else b""
        if self._mine:
            self.timer.start()
        else:
            self.timer.stop()

    def _digest(self) -> bytes:
        text = self._clipboard.text()
        return sha256(text.encode(errors="surrogatepass")).digest() if text else b""


def _at_work() -> bool:
    return QGuiApplication.applicationState() == Qt.ApplicationState.ApplicationActive
