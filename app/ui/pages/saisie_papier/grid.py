"""The grid in which papers are typed by keys alone."""

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from app.ui.pages.saisie_papier.model import GridModel, Index
from app.ui.pages.saisie_papier.state import Entry, SaisieState
from app.ui.theme.current import current_theme
from app.ui.typed import override

_COLUMN, _ROW, _HEAD, _LABELS = 150, 34, 52, 330
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_ERASE = (Qt.Key.Key_Backspace, Qt.Key.Key_Delete)
_MODIFIED = (
    Qt.KeyboardModifier.ControlModifier
    | Qt.KeyboardModifier.AltModifier
    | Qt.KeyboardModifier.MetaModifier
)


class _Lines(QStyledItemDelegate):
    """A line in a cell; what was written leaves with Enter, Tab or the next cell."""

    written = Signal(str)
    entered = Signal()

    @override
    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        del option
        line = QLineEdit(parent)
        name = index.data(Qt.ItemDataRole.AccessibleTextRole)
        line.setAccessibleName(str(name))
        return line

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            isinstance(watched, QLineEdit)
            and event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.key() in _ENTER
        ):
            self.commitData.emit(watched)  # at once: what comes next depends on it
            self.closeEditor.emit(watched, QStyledItemDelegate.EndEditHint.NoHint)
            self.entered.emit()
            return True
        return super().eventFilter(watched, event)

    @override
    def setModelData(self, editor: QWidget, model: object, index: Index) -> None:
        del model, index
        if isinstance(editor, QLineEdit):
            self.written.emit(editor.text())

    @override
    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> None:
        del index
        editor.setGeometry(option.rect)  # pyright: ignore[reportAttributeAccessIssue] - the stubs lack it


class PaperGrid(QTableView):
    """Shows the papers of a `SaisieState`.

    Signals:
        pressed_key: a key that is no line of text; where nothing takes it, one is told why.
        written: what was written in the cell.
        erased: the answer is taken back.
        entered: go on.
        opened: the person's cell is to be opened.
        moved: row and column where one types now.
    """

    pressed_key = Signal(str)
    written = Signal(str)
    erased = Signal()
    entered = Signal()
    opened = Signal()
    moved = Signal(int, int)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("paperGrid")
        self.setAccessibleName("Questionnaires papier\u00a0: une colonne par papier")
        self._model = GridModel(self)
        self._state = SaisieState()
        self._showing = False
        self.setModel(self._model)
        self._lines = _Lines(self)
        self.setItemDelegate(self._lines)
        self._lines.written.connect(self.written)
        self._lines.entered.connect(self.entered)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)  # Tab leaves the grid: nobody is caught in it
        self.setCornerButtonEnabled(False)
        self.setWordWrap(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.AnyKeyPressed
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.DoubleClicked
        )
        for head in (self.horizontalHeader(), self.verticalHeader()):
            head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
            head.setSectionsClickable(False)
            head.setHighlightSections(True)
        self.verticalHeader().setTextElideMode(Qt.TextElideMode.ElideRight)

    def show_state(self, state: SaisieState) -> None:
        """Show the papers, and stand in the cell where one types."""
        self._state = state
        self._showing = True
        self._model.show(state)
        self._resize()
        if state.here is not None:
            index = self._model.index(state.row, state.column)
            if index != self.currentIndex():
                self.setCurrentIndex(index)
            self.scrollTo(index)
        self._showing = False

    @override
    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        if current.isValid() and not self._showing:
            self.moved.emit(current.row(), current.column())

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        here, key = self._state.here, event.key()
        if here is None or event.modifiers() & _MODIFIED:
            super().keyPressEvent(event)
            return
        entry, text, is_open = here[0].entry, event.text(), here[2].open
        typed = bool(text.strip()) and text.isprintable()
        if key in _ENTER:
            self.entered.emit()
        elif key in _ERASE:
            self.erased.emit()
        elif entry is Entry.PERSON and is_open and (key == Qt.Key.Key_Space or text.isalpha()):
            self.opened.emit()
        elif typed and not (entry is Entry.LINE and is_open):
            self.pressed_key.emit(text)
        else:
            super().keyPressEvent(event)

    @override
    def keyboardSearch(self, search: str) -> None:
        """Stay: Qt would go to a cell that begins with the key, and the next would rewrite it."""
        del search

    @override
    def mouseDoubleClickEvent(self, event: object) -> None:
        here = self._state.here
        if here is not None and here[0].entry is Entry.PERSON:
            self.opened.emit()

    def _resize(self) -> None:
        theme = current_theme()
        self.verticalHeader().setFixedWidth(min(theme.px(_LABELS), self.width() * 2 // 5))
        self.verticalHeader().setDefaultSectionSize(theme.px(_ROW))
        self.horizontalHeader().setDefaultSectionSize(theme.px(_COLUMN))
        self.horizontalHeader().setFixedHeight(theme.px(_HEAD))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        self._resize()
        super().resizeEvent(event)

    def place_of(self, row: int, column: int) -> QPoint:
        """Return the middle of a cell, for tests that click."""
        return self.visualRect(self._model.index(row, column)).center()
