"""A small number beside its words: typed, or one more and one less by « + » and « − »."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from app.ui.theme.tokens import Space
from app.ui.typed import override
from app.ui.widgets.layouts import restyle, row, sized

_MORE = (Qt.Key.Key_Plus, Qt.Key.Key_Up)
_LESS = (Qt.Key.Key_Minus, Qt.Key.Key_Down)
_LONGEST = 5


class _Line(QLineEdit):
    stepped = Signal(int)
    submitted = Signal()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _MORE:
            self.stepped.emit(1)
        elif event.key() in _LESS:
            self.stepped.emit(-1)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.submitted.emit()
        elif event.matches(QKeySequence.StandardKey.Undo) and not self.isUndoAvailable():
            event.ignore()  # nothing typed to undo: the page may have something
        elif event.text().isprintable() and event.text() and not event.text().isdecimal():
            event.ignore()  # a letter is no number: the page may know what to do with it
        else:
            super().keyPressEvent(event)


class CountField(QWidget):
    """Shows a number from 0; an empty line is 0.

    Signals:
        changed: the number.
        submitted: Enter was pressed: go on.
    """

    changed = Signal(int)
    submitted = Signal()

    def __init__(self, label: str, *, name: str, about: str = "") -> None:
        super().__init__()
        self.line = sized(_Line(), min_width=64, max_width=80)
        self.line.setObjectName(name)
        self.line.setMaxLength(_LONGEST)
        self.line.setPlaceholderText("0")
        self.line.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        words = label.replace("&", "")
        self.line.setAccessibleName(f"{about}\u00a0: {words}" if about else words)
        self.line.setAccessibleDescription("Un nombre\u00a0; plus et moins le changent d’un.")
        shown = QLabel(label)
        shown.setBuddy(self.line)
        layout = row(self, gap=Space.S)
        layout.addWidget(self.line)
        layout.addWidget(shown)
        self.setFocusProxy(self.line)
        self.line.textEdited.connect(self._edited)
        self.line.stepped.connect(self._step)
        self.line.submitted.connect(self.submitted)

    def value(self) -> int:
        """Return the number that is written."""
        text = self.line.text().strip()
        return int(text) if text.isdecimal() else 0

    def show_value(self, value: int) -> None:
        """Write a number, 0 as nothing, unless it stands there already. Emits nothing."""
        if self.value() != value:
            self.line.setText(str(value) if value else "")

    def show_wrong(self, *, wrong: bool) -> None:
        """Show that the number cannot be right."""
        restyle(self.line, "wrong", "true" if wrong else "false")

    def _edited(self, _text: str) -> None:
        self.changed.emit(self.value())

    def _step(self, change: int) -> None:
        value = max(0, self.value() + change)
        self.line.setText(str(value) if value else "")
        self.changed.emit(value)
