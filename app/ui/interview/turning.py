"""A row that becomes a column where it has no room: at 150 %, on a small screen."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from app.ui.theme.current import current_theme
from app.ui.theme.tokens import Space
from app.ui.typed import override
from app.ui.widgets.layouts import spaced


class TurningRow(QWidget):
    """Holds widgets side by side, one under the other below `needs` pixels (at 100 %).

    Attributes:
        line: the layout to put widgets in.
    """

    def __init__(self, *, needs: int, gap: int = Space.L) -> None:
        super().__init__()
        self._needs = needs
        self.line: QBoxLayout = spaced(QBoxLayout(QBoxLayout.Direction.LeftToRight, self), gap=gap)
        self.setMinimumWidth(1)  # else the row, wide at first, would never learn that it is narrow

    def add(self, widget: QWidget, stretch: int = 0, *, stays_small: bool = False) -> None:
        """Add a widget; one that `stays_small` keeps its width in a column."""
        place = Qt.AlignmentFlag.AlignLeft if stays_small else Qt.AlignmentFlag(0)
        self.line.addWidget(widget, stretch, place)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        narrow = event.size().width() < current_theme().px(self._needs)
        direction = QBoxLayout.Direction
        wanted = direction.TopToBottom if narrow else direction.LeftToRight
        if self.line.direction() is not wanted:
            self.line.setDirection(wanted)
        super().resizeEvent(event)
