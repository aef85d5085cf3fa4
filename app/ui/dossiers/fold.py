"""A part of a page that stays folded until somebody wants it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.ui.theme.tokens import Space
from app.ui.widgets.layouts import column
from app.ui.widgets.long_button import LongButton

_CLOSED, _OPEN = "▸", "▾"


class Fold(QWidget):
    """A heading that opens and closes what is under it; closed at first.

    Attributes:
        body: the column of what is folded.

    Signals:
        opened: somebody wants to see what is inside.
    """

    opened = Signal()

    def __init__(self, words: str, *, name: str) -> None:
        super().__init__()
        self.body: QVBoxLayout = column(gap=Space.M)
        self._words = words
        self._inside = QWidget()
        self._inside.setLayout(self.body)
        self._button = LongButton("", name=name)
        self._button.setCheckable(True)
        self._button.toggled.connect(self._toggled)
        layout = column(self, gap=Space.M)
        layout.addWidget(self._button, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self._inside)
        self.setFocusProxy(self._button)
        self._show(opened=False)

    def set_words(self, words: str) -> None:
        """Show another heading."""
        self._words = words
        self._show(opened=self.is_open)

    @property
    def is_open(self) -> bool:
        """Tell whether what is inside can be seen."""
        return self._button.isChecked()

    def open_up(self) -> None:
        """Show what is inside."""
        self._button.setChecked(True)

    def _toggled(self, opened: bool) -> None:  # noqa: FBT001 - a Qt signal's value
        self._show(opened=opened)
        if opened:
            self.opened.emit()

    def _show(self, *, opened: bool) -> None:
        self._inside.setVisible(opened)
        self._button.show_words(f"{_OPEN if opened else _CLOSED}\u00a0 {self._words}")
        self._button.setAccessibleName(self._words)
        self._button.setAccessibleDescription("ouvert" if opened else "fermé")
