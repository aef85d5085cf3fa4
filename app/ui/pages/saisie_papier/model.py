"""The grid as Qt sees it: rows are the lines of the paper, columns the papers."""

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QBrush, QColor, QFont

from app.ui.pages.saisie_papier.state import Cell, Entry, Mark, SaisieState
from app.ui.theme.current import current_theme
from app.ui.typed import override

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_ROLE = Qt.ItemDataRole
_SAID = {Mark.EMPTY: "sans réponse", Mark.WRONG: "à corriger"}
_CORRECT = "à corriger"


class GridModel(QAbstractTableModel):
    """Shows the columns of a `SaisieState`; what is typed goes to the presenter, not here."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._state = SaisieState()

    def show(self, state: SaisieState) -> None:
        """Show other contents; only the columns that changed are drawn again."""
        former, self._state = self._state, state
        if len(former.columns) != len(state.columns) or former.rows != state.rows:
            self.beginResetModel()
            self.endResetModel()
            return
        if (former.row, former.column) != (state.row, state.column):
            self._show_heads(former)
            self._show_heads(state)
        for place, (old, new) in enumerate(zip(former.columns, state.columns, strict=True)):
            if old != new:
                self.dataChanged.emit(self.index(0, place), self.index(len(state.rows) - 1, place))
                self.headerDataChanged.emit(Qt.Orientation.Horizontal, place, place)

    def _show_heads(self, state: SaisieState) -> None:
        """Draw the titles of the cell where one types again: they are bold."""
        if state.here is not None:
            ways = Qt.Orientation
            self.headerDataChanged.emit(ways.Horizontal, state.column, state.column)
            self.headerDataChanged.emit(ways.Vertical, state.row, state.row)

    def cell(self, index: Index) -> Cell:
        """Return what stands at a place."""
        return self._state.columns[index.column()].cells[index.row()]

    @override
    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._state.rows)

    @override
    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._state.columns)

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        row, cell = self._state.rows[index.row()], self.cell(index)
        if cell.mark is Mark.TITLE:
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        editable = row.entry is Entry.LINE and cell.open
        return flags | Qt.ItemFlag.ItemIsEditable if editable else flags

    @override
    def data(self, index: Index, role: int = _ROLE.DisplayRole) -> object:
        cell = self.cell(index)
        if role == _ROLE.DisplayRole:
            wrong = cell.mark is Mark.WRONG
            return " – ".join(part for part in (cell.text, _CORRECT if wrong else "") if part)
        if role == _ROLE.EditRole:
            return cell.text
        if role == _ROLE.AccessibleTextRole:
            row, column = self._state.rows[index.row()], self._state.columns[index.column()]
            said = cell.words if cell.mark in (Mark.CLOSED, Mark.LOCKED) else _SAID.get(cell.mark)
            parts = (f"{column.title}, {row.title}", cell.text, said)
            return "\u00a0: ".join(part for part in parts if part)
        return _look(cell, role)

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = _ROLE.DisplayRole
    ) -> object:
        if orientation is Qt.Orientation.Horizontal:
            column = self._state.columns[section]
            if role == _ROLE.DisplayRole:
                return f"{column.title}\n{column.about}"
            return _bold() if role == _ROLE.FontRole and section == self._state.column else None
        row = self._state.rows[section]
        if role in (_ROLE.DisplayRole, _ROLE.ToolTipRole):
            return row.title
        if role == _ROLE.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        bold = row.entry is Entry.SECTION or section == self._state.row
        if role == _ROLE.FontRole and bold:
            return _bold()
        return None


def _look(cell: Cell, role: int) -> object:
    colours = current_theme().palette
    closed = cell.mark in (Mark.CLOSED, Mark.LOCKED, Mark.TITLE)
    if role == _ROLE.BackgroundRole:
        if cell.mark is Mark.WRONG:
            return QBrush(QColor(colours.danger_soft))
        return QBrush(QColor(colours.surface_alt)) if closed else None
    if role == _ROLE.ForegroundRole:
        ink = colours.danger if cell.mark is Mark.WRONG else colours.muted if closed else None
        return QBrush(QColor(ink)) if ink else None
    if role == _ROLE.FontRole and cell.mark is Mark.WRONG:
        return _bold()
    return None


def _bold() -> QFont:
    font = QFont()
    font.setBold(True)
    return font
