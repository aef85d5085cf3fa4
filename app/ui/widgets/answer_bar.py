"""The buttons below a page: on one line where they fit, else on two, else one under the other."""

from PySide6.QtCore import QEvent
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QWidget

from app.ui.theme.tokens import Space
from app.ui.typed import override
from app.ui.widgets.layouts import row

_BESIDE = QBoxLayout.Direction.LeftToRight
_UNDER = QBoxLayout.Direction.TopToBottom


class AnswerBar(QWidget):
    """Holds the way back at the left and the way on at the right; no word of them is cut.

    Attributes:
        line: the layout of both sides, whose margins the page sets.
    """

    def __init__(self) -> None:
        super().__init__()
        self.line: QHBoxLayout = row(self, gap=Space.M)
        self._left: QHBoxLayout = row(gap=Space.M)
        self._right: QHBoxLayout = row(gap=Space.M)
        self._left.addStretch(1)
        self._right.addStretch(1)
        self.line.addLayout(self._left)
        self.line.addLayout(self._right, 1)
        self.setMinimumWidth(1)  # else the bar, wide at first, would never learn that it is narrow

    def add(self, button: QWidget, *, left: bool = False) -> None:
        """Add a button at the end of its side."""
        if left:
            self._left.insertWidget(self._left.count() - 1, button)
        else:
            self._right.addWidget(button)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    @override
    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit()  # a button came or went, or has other words
        return super().event(event)

    def _fit(self) -> None:
        margins = self.line.contentsMargins()
        room = self.width() - margins.left() - margins.right()
        left, right = _width_of(self._left), _width_of(self._right)
        both = left + right + (self.line.spacing() if left and right else 0)
        for layout, wanted in ((self.line, both), (self._left, left), (self._right, right)):
            direction = _BESIDE if wanted <= room else _UNDER
            if layout.direction() is not direction:
                layout.setDirection(direction)


def _width_of(side: QHBoxLayout) -> int:
    """Return the width that the visible buttons of a side need beside each other."""
    widths = [
        widget.sizeHint().width()
        for place in range(side.count())
        if (widget := _widget_at(side, place)) is not None and not widget.isHidden()
    ]
    return sum(widths) + side.spacing() * max(0, len(widths) - 1)


def _widget_at(layout: QHBoxLayout, place: int) -> QWidget | None:
    item = layout.itemAt(place)
    return None if item is None else item.widget()
