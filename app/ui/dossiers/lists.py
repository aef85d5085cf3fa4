"""A list with its heading inside a page, as high as its rows; away when it is empty."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from app.ui.dossiers.rows import Row
from app.ui.theme.tokens import Space
from app.ui.typed import override
from app.ui.widgets.data_list import DataList
from app.ui.widgets.labels import section
from app.ui.widgets.layouts import column
from app.ui.widgets.list_rows import ListRow

_SHOWN = 8


class RowsPart(QWidget):
    """Shows `Row`s under a heading.

    Signals:
        opened: the id of the row that the user opened.
    """

    opened = Signal(str)

    def __init__(self, heading: str, *, name: str, rows_shown: int = _SHOWN) -> None:
        super().__init__()
        self._rows_shown = rows_shown
        self.rows = DataList(heading)
        self.rows.setObjectName(name)
        self.rows.opened.connect(self.opened)
        layout = column(self, gap=Space.S)
        layout.addWidget(section(heading))
        layout.addWidget(self.rows)

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show these rows; without any the part is away."""
        self.rows.show_rows([as_list_row(row) for row in rows])
        self._fit()
        self.setVisible(bool(rows))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the rows the height that they take at this width: narrow ones turn their state."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    def _fit(self) -> None:
        self.rows.setFixedHeight(self.rows.height_of_rows(self._rows_shown))


def as_list_row(row: Row) -> ListRow:
    """Return a row as lists of the frame want it."""
    return ListRow(id=row.id, title=row.title, subtitle=row.about, pill=row.pill)
