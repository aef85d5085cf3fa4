"""A text of several lines that is kept when one leaves it."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QPlainTextEdit

from app.ui.typed import override
from app.ui.widgets.layouts import sized

_HIGH = 150


class TextField(QPlainTextEdit):
    """Enter begins a line, Tab leaves.

    Signals:
        left: somebody went elsewhere; what stands there is to be kept.
    """

    left = Signal()

    def __init__(self, name: str, words: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(words)
        self.setTabChangesFocus(True)
        sized(self, min_height=_HIGH, max_height=_HIGH)

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()
