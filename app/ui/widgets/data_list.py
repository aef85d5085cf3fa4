"""A list of things one can open."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

from app.ui.theme.current import current_theme
from app.ui.typed import override
from app.ui.widgets.list_rows import ListRow, RowsModel
from app.ui.widgets.row_delegate import RowDelegate


class DataList(QListView):
    """Shows `ListRow`s; a click or Enter opens one.

    Signals:
        opened: the id of the row that the user opened.
        left_upwards: the user pressed Up on the first row (a search field takes the focus back).
    """

    opened = Signal(str)
    left_upwards = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("dataList")
        self.setAccessibleName(name)
        self._model = RowsModel(self)
        self.setModel(self._model)
        self.setItemDelegate(RowDelegate(self))
        self.setMouseTracking(True)
        self.setResizeMode(QListView.ResizeMode.Adjust)  # a narrow row is higher
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.clicked.connect(self._open)

    def show_rows(self, rows: Sequence[ListRow]) -> None:
        """Show other rows; the selected one stays selected when it is still there."""
        kept = self.selected_id()
        self._model.show_rows(rows)
        place = self._model.place_of(kept) if kept else -1
        if place >= 0:
            self.setCurrentIndex(self._model.index(place))

    def selected_id(self) -> str:
        """Return the id of the selected row, empty when none is."""
        index = self.currentIndex()
        return self._model.row_at(index.row()).id if index.isValid() else ""

    def count(self) -> int:
        """Return how many rows are shown."""
        return self._model.rowCount()

    def open_row(self, row_id: str) -> None:
        """Open a row as a click would; for tests and the demonstration."""
        place = self._model.place_of(row_id)
        if place >= 0:
            self._open(self._model.index(place))

    def height_of_rows(self, at_most: int) -> int:
        """Return the height that shows up to `at_most` rows without scrolling."""
        shown = min(at_most, self.count())
        rows = sum(self.sizeHintForRow(row) for row in range(shown))
        return rows + current_theme().px(16)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self._open(self.currentIndex())
            return
        if key == Qt.Key.Key_Up and self.currentIndex().row() <= 0:
            self.left_upwards.emit()
            return
        super().keyPressEvent(event)

    def _open(self, index: QModelIndex) -> None:
        self.setCurrentIndex(index)
        self.opened.emit(self._model.row_at(index.row()).id)
