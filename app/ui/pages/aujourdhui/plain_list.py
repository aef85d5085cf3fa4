"""A list with its heading, as Aujourd’hui has several."""

from PySide6.QtWidgets import QWidget

from app.ui.pages.aujourdhui.state import PlainRow
from app.ui.theme.tokens import Space
from app.ui.widgets.data_list import DataList
from app.ui.widgets.labels import section
from app.ui.widgets.layouts import column
from app.ui.widgets.list_rows import ListRow

_SHOWN = 5


def plain_list(heading: str) -> tuple[DataList, QWidget]:
    """Return a list, and the part of the page with its heading."""
    part = QWidget()
    layout = column(part, gap=Space.S)
    shown = DataList(heading)
    layout.addWidget(section(heading))
    layout.addWidget(shown)
    return shown, part


def show_rows(shown: DataList, rows: tuple[PlainRow, ...]) -> None:
    """Show rows, a few of them at once."""
    shown.show_rows(
        [ListRow(id=one.id, title=one.title, subtitle=one.about, pill=one.pill) for one in rows]
    )
    shown.setFixedHeight(shown.height_of_rows(_SHOWN))
