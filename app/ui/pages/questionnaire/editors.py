"""The places to answer that few questions need: made when the first such question comes."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from app.ui.pages.questionnaire.state import Kind, QuestionView
from app.ui.pages.questionnaire.typed import HINTS
from app.ui.theme.tokens import Space
from app.ui.typed import override
from app.ui.widgets.labels import hint
from app.ui.widgets.layouts import column, sized
from app.ui.widgets.rank_list import RankList
from app.ui.widgets.rank_rows import Ranked
from app.ui.widgets.scale_field import ScaleField

_PAUSE_MS = 300  # between two keys of somebody who types: each pause keeps what is written


class Editor(QWidget):
    """A place to answer one kind of question.

    Signals:
        ranked: the codes in their order.
        written: what was typed.
        submitted: the answer stands, go on.
    """

    ranked = Signal(object)
    written = Signal(str)
    submitted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._path = ""
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._write)

    @property
    def place(self) -> QWidget:
        """Return where the focus goes."""
        raise NotImplementedError  # each editor's own; Qt's metaclass leaves no room for ABC's

    def show_view(self, view: QuestionView) -> None:
        """Show the question and its answer. Emits nothing."""
        raise NotImplementedError  # each editor's own

    def text(self) -> str:
        """Return what is typed."""
        return ""

    def flush(self) -> None:
        """Say what is typed without waiting for the pause."""
        if self._pause.isActive():
            self._pause.stop()
            self._write()

    def _write(self) -> None:
        self.written.emit(self.text())

    def _submit(self) -> None:
        self.flush()
        self.submitted.emit()

    def _is_being_typed(self, view: QuestionView) -> bool:
        """Tell whether what stands here is newer than `view`."""
        former, self._path = self._path, view.path
        return former == view.path and self._pause.isActive()


class RankEditor(Editor):
    """Puts the choices of a question in order."""

    def __init__(self) -> None:
        super().__init__()
        self._list = RankList()
        self._list.ranked.connect(self.ranked)
        self._list.submitted.connect(self.submitted)
        column(self, gap=0).addWidget(self._list)

    @property
    @override
    def place(self) -> QWidget:
        return self._list.lines

    @override
    def show_view(self, view: QuestionView) -> None:
        labels = {one.code: one.label for one in view.options}
        order = view.selected or tuple(labels)
        items = [Ranked(code, labels[code]) for code in order if code in labels]
        self._list.show_items(view.label, items, settled=bool(view.selected))


class ScaleEditor(Editor):
    """Takes a number between two ends."""

    def __init__(self) -> None:
        super().__init__()
        self._field = ScaleField()
        self._field.changed.connect(self._pause.start)
        self._field.submitted.connect(self._submit)
        self._field.box.editingFinished.connect(self.flush)
        column(self, gap=0).addWidget(self._field)

    @property
    @override
    def place(self) -> QWidget:
        return self._field.box

    @override
    def show_view(self, view: QuestionView) -> None:
        typed = self.text() if self._is_being_typed(view) else view.text
        if view.scale is not None:
            self._field.show_scale(view.label, view.scale, typed)

    @override
    def text(self) -> str:
        return self._field.text()


class _Lines(QPlainTextEdit):
    """Several lines: Enter begins a new one, Ctrl with Enter goes on, Tab leaves."""

    left = Signal()
    submitted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("typedLines")
        self.setTabChangesFocus(True)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.submitted.emit()
            return
        super().keyPressEvent(event)

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()


class LinesEditor(Editor):
    """Takes a text of several lines."""

    def __init__(self) -> None:
        super().__init__()
        self._lines = sized(_Lines(), min_height=120, max_height=240)
        self._lines.textChanged.connect(self._pause.start)
        self._lines.left.connect(self.flush)
        self._lines.submitted.connect(self._submit)
        layout = column(self, gap=Space.S)
        layout.addWidget(hint(HINTS[Kind.LINES]))
        layout.addWidget(self._lines)

    @property
    @override
    def place(self) -> QWidget:
        return self._lines

    @override
    def show_view(self, view: QuestionView) -> None:
        self._lines.setAccessibleName(view.label)
        if self._is_being_typed(view) or self.text().strip() == view.text.strip():
            return
        self._lines.blockSignals(True)
        self._lines.setPlainText(view.text)
        self._lines.blockSignals(False)

    @override
    def text(self) -> str:
        return self._lines.toPlainText()


EDITORS: dict[Kind, type[Editor]] = {
    Kind.RANK: RankEditor,
    Kind.SCALE: ScaleEditor,
    Kind.LINES: LinesEditor,
}
