"""Rows one below the other, placed in one pass."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui.theme.current import current_theme
from app.ui.theme.tokens import Space
from app.ui.typed import override

_WIDTH = 420
_NARROWEST = 200


class RowStack(QWidget):
    """Shows rows in a column, each as high as its words need.

    Qt's own column asks each row for its size some twenty times whenever the rows change: for a
    question of fifteen answers that took 4 of the 11 ms until it was on screen.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._stacked: tuple[QWidget, ...] = ()
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def stack(self, rows: Sequence[QWidget]) -> None:
        """Place these children of the widget, in this order; others stay where they are."""
        self._stacked = tuple(rows)
        self._place()
        self.updateGeometry()

    @override
    def heightForWidth(self, width: int) -> int:
        gaps = self._gap() * max(0, len(self._stacked) - 1)
        return gaps + sum(row.heightForWidth(width) for row in self._stacked)

    @override
    def sizeHint(self) -> QSize:
        width = current_theme().px(_WIDTH)
        return QSize(width, self.heightForWidth(width))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(current_theme().px(_NARROWEST), self.sizeHint().height())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        if event.size().width() != event.oldSize().width():
            self._place()
        super().resizeEvent(event)

    @override
    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.FontChange):
            self._place()
            self.updateGeometry()
        super().changeEvent(event)

    def _place(self) -> None:
        top, width, gap = 0, self.width(), self._gap()
        for row in self._stacked:
            height = row.heightForWidth(width)
            row.setGeometry(0, top, width, height)
            top += height + gap

    @staticmethod
    def _gap() -> int:
        return current_theme().px(Space.S)
