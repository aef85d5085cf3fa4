"""Words on a page: title, section, text, hint."""

from enum import StrEnum

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QWidget


class TextRole(StrEnum):
    """What a text is for; the stylesheet gives it its size and weight."""

    TITLE = "title"
    SECTION = "section"
    STRONG = "strong"
    BODY = "body"
    HINT = "hint"
    ERROR = "error"
    MONO = "mono"


class Text(QLabel):
    """A text that wraps, never taken for markup: a name holding « < » is shown as it is."""

    def __init__(
        self, text: str = "", role: TextRole = TextRole.BODY, parent: QWidget | None = None
    ) -> None:
        super().__init__(text, parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setProperty("role", role.value)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)


def title(text: str = "") -> Text:
    """Return a page's title."""
    return Text(text, TextRole.TITLE)


def section(text: str = "") -> Text:
    """Return the heading of a part of a page."""
    return Text(text, TextRole.SECTION)


def body(text: str = "") -> Text:
    """Return running text."""
    return Text(text)


def strong(text: str = "") -> Text:
    """Return running text that must not be missed."""
    return Text(text, TextRole.STRONG)


def hint(text: str = "") -> Text:
    """Return small text that helps and may be skipped."""
    return Text(text, TextRole.HINT)


def separator() -> QFrame:
    """Return a thin line between two parts."""
    line = QFrame()
    line.setObjectName("separator")
    return line
