"""Answers side by side: one or several, by mouse, arrows, or the keys 1 to 9.

The rows of `ChoiceList`, only as wide as their words: many answers stand on one screen.
"""

from collections.abc import Collection, Sequence

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QWidget

from app.ui.theme.current import current_theme
from app.ui.theme.tokens import Space
from app.ui.typed import override
from app.ui.widgets.answer_face import Answer, height_for, width_for
from app.ui.widgets.choice_list import Choice
from app.ui.widgets.choice_row import CheckRow, RadioRow
from app.ui.widgets.flow import flow
from app.ui.widgets.form_field import FormField
from app.ui.widgets.layouts import column
from app.ui.widgets.reading_order import stop_at

_KEYS = "123456789"
_WIDEST = 420


def _chip_size(answer: Answer) -> QSize:
    width = min(width_for(answer), current_theme().px(_WIDEST))
    return QSize(width, height_for(answer, width))


class _RadioChip(RadioRow):
    @override
    def sizeHint(self) -> QSize:
        return _chip_size(self._answer)

    @override
    def minimumSizeHint(self) -> QSize:
        return _chip_size(self._answer).boundedTo(super().minimumSizeHint())


class _CheckChip(CheckRow):
    @override
    def sizeHint(self) -> QSize:
        return _chip_size(self._answer)

    @override
    def minimumSizeHint(self) -> QSize:
        return _chip_size(self._answer).boundedTo(super().minimumSizeHint())


_Chip = _RadioChip | _CheckChip


class ChipRow(QWidget):
    """Shows choices side by side and says what the user picked.

    `empty`: of one answer, picking the picked one again takes it back.

    Signals:
        answered: the user changed the answer; carries the picked codes as a tuple, in list order.
        submitted: the user pressed Enter: the answer stands, go on.
    """

    answered = Signal(object)
    submitted = Signal()

    def __init__(
        self, name: str, *, multiple: bool = False, keys: bool = False, empty: bool = False
    ) -> None:
        super().__init__()
        self.setObjectName("chipRow")
        self.setAccessibleName(name)
        self._multiple, self._keys, self._empty = multiple, keys, empty
        self._codes: tuple[str, ...] = ()
        self._chips: list[_Chip] = []
        self._group = QButtonGroup(self)
        self._picked = ""
        outer = column(self, gap=Space.NONE)
        self._flow = flow(gap=Space.S)
        outer.addLayout(self._flow)

    def show_choices(self, choices: Sequence[Choice], selected: Collection[str] = ()) -> None:
        """Show choices, those of `selected` picked. Emits nothing; made anew only where changed."""
        codes = tuple(choice.code for choice in choices)
        if codes != self._codes:
            self._make(choices)
        self._group.setExclusive(False)  # else the one picked before could not be unpicked
        for code, chip in zip(self._codes, self._chips, strict=True):
            chip.setChecked(code in selected)
        self._group.setExclusive(not self._multiple and not self._empty)
        self._picked = next(iter(self.selected()), "")
        self._choose_focus()

    def selected(self) -> tuple[str, ...]:
        """Return the picked codes, in the order of the list."""
        pairs = zip(self._codes, self._chips, strict=True)
        return tuple(code for code, chip in pairs if chip.isChecked())

    def press_key(self, key: str) -> bool:
        """Pick the answer of a key « 1 » to « 9 »; tell whether there was one."""
        index = _KEYS.find(key) if key and self._keys else -1
        if not 0 <= index < len(self._chips):
            return False
        self._chips[index].setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._chips[index].click()
        return True

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._key_pressed(watched, event)
        return super().eventFilter(watched, event)

    def _make(self, choices: Sequence[Choice]) -> None:
        for former in self._chips:
            self._group.removeButton(former)
            self._flow.removeWidget(former)
            former.hide()
            former.deleteLater()
        self._codes = tuple(choice.code for choice in choices)
        self._chips = []
        for index, choice in enumerate(choices):
            chip: _Chip = _CheckChip() if self._multiple else _RadioChip()
            key = _KEYS[index] if self._keys and index < len(_KEYS) else ""
            chip.show_answer(Answer(choice.label, choice.hint, key))
            chip.setObjectName(f"choice-{choice.code}")
            chip.installEventFilter(self)
            chip.clicked.connect(self._clicked)
            if isinstance(chip, _RadioChip):
                chip.setAutoExclusive(False)
                self._group.addButton(chip)
            self._flow.addWidget(chip)
            self._chips.append(chip)

    def _clicked(self) -> None:
        chip = self.sender()
        if self._empty and not self._multiple and isinstance(chip, _RadioChip):
            self._pick_alone(chip)
        self._choose_focus()
        self.answered.emit(self.selected())

    def _pick_alone(self, picked: _RadioChip) -> None:
        code = self._codes[self._chips.index(picked)]
        again = code == self._picked
        for chip in self._chips:
            chip.setChecked(chip is picked and not again)
        self._picked = "" if again else code

    def _choose_focus(self) -> None:
        picked = [chip for chip in self._chips if chip.isChecked()]
        focused = [chip for chip in self._chips if chip.hasFocus()]
        for chip in (*focused, *picked, *self._chips)[:1]:
            self._stop_at(chip)

    def _stop_at(self, stop: _Chip) -> None:
        """Let Tab come to one answer of the row alone: the arrows lead to the others."""
        self.setFocusProxy(stop)
        stop_at(stop, self._chips)

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
        forward = (Qt.Key.Key_Down, Qt.Key.Key_Right)
        step = 1 if event.key() in forward else 0
        step = -1 if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Left) else step
        if not step:
            return False
        here = next((i for i, chip in enumerate(self._chips) if chip is watched), 0)
        chip = self._chips[(here + step) % len(self._chips)]
        self._stop_at(chip)
        chip.setFocus(Qt.FocusReason.TabFocusReason)
        if not self._multiple and not chip.isChecked():
            chip.click()
        return True


class ChipField(FormField):
    """A `ChipRow` with its label, its help and its mistake.

    Signals:
        answered, submitted: as those of the row.
    """

    answered = Signal(object)
    submitted = Signal()

    def __init__(self, label: str, chips: ChipRow, *, name: str, hint_text: str = "") -> None:
        self.chips = chips
        super().__init__(label, chips, name=name, hint_text=hint_text)
        chips.answered.connect(self._answered)
        chips.submitted.connect(self.submitted)

    def _answered(self, codes: object) -> None:
        if self.error:
            self.set_error("")
        self.answered.emit(codes)
