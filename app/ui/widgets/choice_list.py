"""The answers of a question: one or several, by mouse, arrows, or the keys 1 to 9."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TypeVar

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QWidget

from app.ui.typed import override
from app.ui.widgets.answer_face import Answer
from app.ui.widgets.choice_row import CheckRow, RadioRow
from app.ui.widgets.reading_order import stop_at
from app.ui.widgets.row_stack import RowStack

_KEYS = "123456789"


@dataclass(frozen=True, slots=True)
class Choice:
    """One possible answer.

    `exclusive` matters in a list of several answers: « aucun » cannot stand beside another one.
    """

    code: str
    label: str
    hint: str = ""
    exclusive: bool = False


_RowT = TypeVar("_RowT", RadioRow, CheckRow)


class ChoiceList(RowStack):
    """Shows the choices of a question and says what the user picked.

    Rows are kept and shown again for the next question, so that the next question comes at once.

    Signals:
        answered: the user changed the answer; carries the picked codes as a tuple, in list order.
        submitted: the user pressed Enter: the answer stands, go on.
    """

    answered = Signal(object)
    submitted = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("choiceList")
        self.setAccessibleName(name)
        self._choices: tuple[Choice, ...] = ()
        self._multiple = False
        self._radios: list[RadioRow] = []
        self._checks: list[CheckRow] = []
        self._group = QButtonGroup(self)

    def show_choices(
        self,
        choices: Sequence[Choice],
        *,
        multiple: bool = False,
        selected: Collection[str] = (),
        keys: bool = True,
    ) -> None:
        """Show other choices; `keys` gives the first nine a key. Emits nothing."""
        self._choices = tuple(choices)
        self._multiple = multiple
        self._make_rows(len(self._choices))
        self._group.setExclusive(False)  # else the row picked before could not be unpicked
        shown = self._rows()[: len(self._choices)]
        for index, (row, choice) in enumerate(zip(shown, self._choices, strict=True)):
            key = _KEYS[index] if keys and index < len(_KEYS) else ""
            row.show_answer(Answer(choice.label, choice.hint, key))
            row.setObjectName(f"choice-{choice.code}")
            row.setChecked(choice.code in selected)
        self.stack(shown)
        for row in shown:
            if row.isHidden():
                row.setVisible(True)
        self._choose_focus()
        self._hide_all_but(shown)
        self._group.setExclusive(not multiple)

    def _hide_all_but(self, shown: Sequence[RadioRow | CheckRow]) -> None:
        """Hide the rows that the list does not need; the focus stays in the list."""
        for row in (*self._radios, *self._checks):
            if row in shown or row.isHidden():
                continue
            if row.hasFocus():
                self.setFocus(Qt.FocusReason.OtherFocusReason)
            row.setVisible(False)
            row.setChecked(False)

    def prepare(self, rows: int) -> None:
        """Make rows ahead, a few at a time while nothing else happens: the next list is then quick.

        A row takes about a millisecond to make; a list of fifteen would be felt.
        """
        self._prepare_one(self._checks, CheckRow, rows)
        self._prepare_one(self._radios, RadioRow, rows)
        if min(len(self._checks), len(self._radios)) < rows:
            QTimer.singleShot(0, self, lambda: self.prepare(rows))

    def _prepare_one(self, made: list[_RowT], kind: type[_RowT], rows: int) -> None:
        if len(made) < rows:
            row = kind()
            row.hide()
            made.append(row)
            self._join(row)

    def selected(self) -> tuple[str, ...]:
        """Return the picked codes, in the order of the list."""
        pairs = zip(self._rows(), self._choices, strict=False)
        return tuple(choice.code for row, choice in pairs if row.isChecked())

    def press_key(self, key: str) -> bool:
        """Pick the answer of a key « 1 » to « 9 »; tell whether there was one.

        Pages call it so that the digits work wherever the focus is.
        """
        index = _KEYS.find(key) if key else -1
        if not 0 <= index < len(self._choices):
            return False
        row = self._rows()[index]
        row.setFocus(Qt.FocusReason.ShortcutFocusReason)
        row.click()
        return True

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._key_pressed(watched, event)
        return super().eventFilter(watched, event)

    def _rows(self) -> Sequence[RadioRow | CheckRow]:
        return self._checks if self._multiple else self._radios

    def _make_rows(self, count: int) -> None:
        while len(self._rows()) < count:
            if self._multiple:
                self._prepare_one(self._checks, CheckRow, count)
            else:
                self._prepare_one(self._radios, RadioRow, count)

    def _join(self, row: RadioRow | CheckRow) -> None:
        if isinstance(row, RadioRow):
            self._group.addButton(row)
        row.installEventFilter(self)
        row.clicked.connect(self._clicked)
        row.setParent(self)

    def _choose_focus(self) -> None:
        """Focus given to the list goes to the picked row, else to the first."""
        rows = self._rows()[: len(self._choices)]
        picked = [row for row in rows if row.isChecked()]
        for row in (*picked, *rows)[:1]:
            self.setFocusProxy(row)
            if not self._multiple:
                stop_at(row, rows)

    def _clicked(self) -> None:
        row = self.sender()
        if self._multiple and isinstance(row, CheckRow) and row.isChecked():
            self._keep_exclusive_apart(self._checks.index(row))
        self._choose_focus()
        self.answered.emit(self.selected())

    def _keep_exclusive_apart(self, picked: int) -> None:
        alone = self._choices[picked].exclusive
        for index, choice in enumerate(self._choices):
            if index != picked and (alone or choice.exclusive):
                self._checks[index].setChecked(False)

    def _key_pressed(self, watched: QObject, event: QKeyEvent) -> bool:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.submitted.emit()
            return True
        plain = event.modifiers() in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.KeypadModifier,
        )
        if plain and self.press_key(event.text()):
            return True
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
        if not step:
            return False
        self._move_focus(watched, step)
        return True

    def _move_focus(self, watched: QObject, step: int) -> None:
        """Go to the row above or below; among radio rows, going there picks it."""
        rows = self._rows()[: len(self._choices)]
        here = next((i for i, row in enumerate(rows) if row is watched), 0)
        row = rows[(here + step) % len(rows)]
        row.setFocus(Qt.FocusReason.TabFocusReason)
        if not self._multiple and not row.isChecked():
            row.click()
