"""What lies in an area that scrolls."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from app.ui.typed import override


class Scrolled(QWidget):
    """As high as its width asks for, and no higher.

    A text that wraps asks for the height of its most pleasing shape at the least; the area would
    scroll through the rest, empty, though every line is in sight. Where nothing wraps, the least
    is what is asked for.
    """

    @override
    def minimumSizeHint(self) -> QSize:
        least = super().minimumSizeHint()
        return QSize(least.width(), 0) if self.hasHeightForWidth() else least
