"""The rows of a list, and the model that gives them to Qt."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from app.ui.typed import override
from app.ui.widgets.state_pill import Pill

ROW_ROLE = int(Qt.ItemDataRole.UserRole)
_Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True, kw_only=True)
class ListRow:
    """One line of a list; `id` is what the list says when it is opened.

    `icon` stands before the words in the colour of the state and says nothing more than it.
    """

    id: str
    title: str
    subtitle: str = ""
    pill: Pill | None = None
    icon: str = ""

    @property
    def spoken(self) -> str:
        """Return the row as a screen reader says it."""
        state = self.pill.words if self.pill else ""
        return ", ".join(part for part in (self.title, self.subtitle, state) if part)


class RowsModel(QAbstractListModel):
    """Holds the rows of a list."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[ListRow, ...] = ()

    def show_rows(self, rows: Sequence[ListRow]) -> None:
        """Hold other rows."""
        self.beginResetModel()
        self._rows = tuple(rows)
        self.endResetModel()

    def row_at(self, index: int) -> ListRow:
        """Return the row at `index`."""
        return self._rows[index]

    def place_of(self, row_id: str) -> int:
        """Return where the row `row_id` stands, -1 when it is not there."""
        return next((i for i, row in enumerate(self._rows) if row.id == row_id), -1)

    @override
    def rowCount(self, parent: _Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    @override
    def data(self, index: _Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == ROW_ROLE:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return row.spoken
        return None
