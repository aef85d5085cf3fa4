"""A row that goes on in the next line when it has no room left (200 % on a small screen)."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget

from app.ui.theme.current import current_theme
from app.ui.theme.tokens import Space
from app.ui.typed import override
from app.ui.widgets.layouts import spaced


class FlowLayout(QLayout):
    """Places widgets from left to right, then below."""

    def __init__(self, parent: QWidget | None = None, *, line_gap: int | None = None) -> None:
        super().__init__(parent)
        self._line_gap = line_gap
        self._items: list[QLayoutItem] = []
        self._heights: dict[int, int] = {}  # by width: Qt asks again and again

    @override
    def invalidate(self) -> None:
        self._heights.clear()
        super().invalidate()

    @override
    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)
        self.invalidate()

    @override
    def count(self) -> int:
        return len(self._items)

    @override
    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    @override
    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    @override
    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, width: int) -> int:
        if width not in self._heights:
            self._heights[width] = self._place(QRect(0, 0, width, 0), move=False)
        return self._heights[width]

    @override
    def setGeometry(self, rectangle: QRect) -> None:
        super().setGeometry(rectangle)
        self._place(rectangle, move=True)

    @override
    def sizeHint(self) -> QSize:
        hints = [item.sizeHint() for item in self._items if not item.isEmpty()]
        width = sum(h.width() for h in hints) + self.spacing() * max(0, len(hints) - 1)
        return self._with_margins(QSize(width, max((h.height() for h in hints), default=0)))

    @override
    def minimumSize(self) -> QSize:
        size = QSize()
        for item in self._items:
            if not item.isEmpty():
                size = size.expandedTo(item.minimumSize())
        return self._with_margins(size)

    def _with_margins(self, size: QSize) -> QSize:
        margins = self.contentsMargins()
        return size + QSize(margins.left() + margins.right(), margins.top() + margins.bottom())

    def _place(self, rectangle: QRect, *, move: bool) -> int:
        """Put the items into `rectangle` (or only count) and return the height they need."""
        margins = self.contentsMargins()
        inner = rectangle.adjusted(
            margins.left(), margins.top(), -margins.right(), -margins.bottom()
        )
        x, y, line = inner.x(), inner.y(), 0
        placed: list[tuple[QLayoutItem, QPoint, QSize]] = []
        for item in self._items:
            if item.isEmpty():
                continue
            size = item.sizeHint().expandedTo(item.minimumSize())
            if size.width() > inner.width():
                size.setWidth(max(inner.width(), item.minimumSize().width()))
                if item.hasHeightForWidth():
                    size.setHeight(item.heightForWidth(size.width()))
            if x > inner.x() and x + size.width() > inner.right() + 1:
                self._settle(placed, line, move=move)
                x, y, line = inner.x(), y + line + self._between_lines(), 0
            placed.append((item, QPoint(x, y), size))
            x += size.width() + self.spacing()
            line = max(line, size.height())
        self._settle(placed, line, move=move)
        return y + line - rectangle.y() + margins.bottom()

    def _between_lines(self) -> int:
        return self.spacing() if self._line_gap is None else current_theme().px(self._line_gap)

    @staticmethod
    def _settle(placed: list[tuple[QLayoutItem, QPoint, QSize]], line: int, *, move: bool) -> None:
        """Centre one line's items on its height."""
        if move:
            for item, point, size in placed:
                item.setGeometry(QRect(point + QPoint(0, (line - size.height()) // 2), size))
        placed.clear()


def flow(
    parent: QWidget | None = None,
    *,
    gap: int = Space.M,
    pad: int = Space.NONE,
    line_gap: int | None = None,
) -> FlowLayout:
    """Return a wrapping row; it becomes the layout of `parent` when one is given."""
    return spaced(FlowLayout(parent, line_gap=line_gap), gap=gap, pad=pad)
