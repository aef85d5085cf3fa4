"""A few short answers side by side: « Madame », « Monsieur », « Ne pas préciser »."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QSizePolicy, QWidget

from app.ui.theme.current import current_theme
from app.ui.theme.tokens import Size, Space
from app.ui.typed import override
from app.ui.widgets.answer_face import Answer, height_for, letters
from app.ui.widgets.choice_row import RadioRow
from app.ui.widgets.flow import flow
from app.ui.widgets.reading_order import stop_at

_AROUND = 104  # the mark on the left, the room of a key on the right


@dataclass(frozen=True, slots=True)
class Short:
    """A short answer; `spoken` is its name for a screen reader where the words alone lack sense."""

    code: str
    label: str
    spoken: str = ""


class _ShortRow(RadioRow):
    """An answer as wide as its words."""

    def __init__(self) -> None:
        super().__init__()
        self._words = ""
        policy = QSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_short(self, short: Short) -> None:
        """Show another answer."""
        self._words = short.label
        self.show_answer(Answer(short.label))
        self.setAccessibleName(short.spoken or short.label)
        self.setObjectName(f"short-{short.code or 'none'}")

    @override
    def sizeHint(self) -> QSize:
        width = self._width_of(self._words)
        return QSize(width, height_for(Answer(self._words), width))

    @override
    def minimumSizeHint(self) -> QSize:
        words = max(self._words.split(" "), key=len)  # long words go on in a second line
        return QSize(self._width_of(words), self.sizeHint().height())

    @staticmethod
    def _width_of(words: str) -> int:
        theme = current_theme()
        metrics = QFontMetrics(letters(theme, Size.BODY))
        return metrics.horizontalAdvance(words) + theme.px(_AROUND)


class ShortChoice(QWidget):
    """One of a few answers, picked by mouse or arrows; nothing is picked beforehand.

    Signals:
        answered: the code of the answer that the user picked.
        submitted: Enter was pressed on an answer.
    """

    answered = Signal(str)
    submitted = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._group = QButtonGroup(self)
        self._shorts: tuple[Short, ...] = ()
        self._rows: list[_ShortRow] = []
        self._layout = flow(self, gap=Space.S)
        self._group.buttonClicked.connect(self._clicked)

    def show_choices(self, shorts: Sequence[Short], selected: str | None = None) -> None:
        """Show these answers; `selected` is the code picked, None when none is."""
        if tuple(shorts) != self._shorts:
            self._shorts = tuple(shorts)
            self._make_rows()
        if self.selected() == selected:
            return
        self._group.setExclusive(False)  # else the row picked before could not be unpicked
        for row, short in zip(self._rows, self._shorts, strict=False):
            row.setChecked(short.code == selected)
        self._group.setExclusive(True)
        self._choose_focus()

    def selected(self) -> str | None:
        """Return the code that is picked, None when none is."""
        pairs = zip(self._rows, self._shorts, strict=False)
        return next((short.code for row, short in pairs if row.isChecked()), None)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        ):
            self.submitted.emit()
            return True
        return super().eventFilter(watched, event)

    def _make_rows(self) -> None:
        while len(self._rows) < len(self._shorts):
            row = _ShortRow()
            row.installEventFilter(self)
            self._rows.append(row)
            self._group.addButton(row)
            self._layout.addWidget(row)
        self._group.setExclusive(False)
        for row in self._rows:
            row.setChecked(False)
            row.setVisible(False)
        for row, short in zip(self._rows, self._shorts, strict=False):
            row.show_short(short)
            row.setVisible(True)
        self._group.setExclusive(True)
        self._choose_focus()
        self.updateGeometry()

    def _choose_focus(self) -> None:
        """Focus given to the choice goes to the picked answer, else to the first."""
        shown = self._rows[: len(self._shorts)]
        picked = [row for row in shown if row.isChecked()]
        for row in (*picked, *shown)[:1]:
            self.setFocusProxy(row)
            stop_at(row, shown)

    def _clicked(self, button: QAbstractButton) -> None:
        index = next(i for i, row in enumerate(self._rows) if row is button)
        self._choose_focus()
        self.answered.emit(self._shorts[index].code)
