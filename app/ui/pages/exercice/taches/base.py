"""What the pages of the tasks have in common."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from app.ui.widgets.card import Card


class TaskPage(Card):
    """A fictitious page; this one is empty, for a task done elsewhere.

    Attributes:
        first: where the focus goes when the page comes, if anywhere.

    Signals:
        done: the person has sent, chosen or validated: the task is at its end.
    """

    done = Signal()

    def __init__(self, heading: str = "", *, about: str = "") -> None:
        super().__init__(heading, about=about)
        self.first: QWidget | None = None
        if not heading:
            self.hide()

    @property
    def lines(self) -> QVBoxLayout:
        """Return the column of the page."""
        return self.body

    def seen(self) -> str:
        """Return what was done here, as a French sentence for the agent; empty when nothing is."""
        return ""


def plain_line(name: str) -> QLineEdit:
    """Return a line to type in, without completion and without a history."""
    line = QLineEdit()
    line.setAccessibleName(name)
    line.setMaxLength(80)
    return line
