"""A number between two ends: typed, or stepped through by the arrows; empty until it is answered.

A spin box underneath: a screen reader says its text each time it changes.
"""

from decimal import Decimal, InvalidOperation

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QValidator, QWheelEvent
from PySide6.QtWidgets import QAbstractSpinBox, QSlider, QWidget

from app.ui.theme.tokens import Space
from app.ui.typed import override
from app.ui.widgets.buttons import secondary
from app.ui.widgets.labels import hint
from app.ui.widgets.layouts import column, restyle, row, sized
from app.ui.widgets.scales import Scale, number_text

_FAR = 10  # steps of Page up and Page down


class _Box(QAbstractSpinBox):
    """The line; what is typed stays as it is until it can be understood."""

    changed = Signal()
    submitted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.scale = Scale(Decimal(0), Decimal(10), Decimal(1))
        self.setObjectName("scaleValue")
        self.lineEdit().textEdited.connect(self.changed)
        self.setAlignment(Qt.AlignmentFlag.AlignHCenter)

    @property
    def value(self) -> Decimal | None:
        """Return the number that is written, None when there is none."""
        try:
            return Decimal(self.text().strip().replace(",", "."))
        except InvalidOperation:
            return None

    def write(self, text: str) -> None:
        """Write `text`, unless it stands there already (the cursor would jump)."""
        if self.text() != text:
            self.lineEdit().setText(text)

    @override
    def stepBy(self, steps: int) -> None:
        value = self.value
        if value is None:
            place = 0 if steps > 0 else self.scale.steps
        else:
            place = self.scale.place_of(value) + steps
        self.write(number_text(self.scale.at(place)))
        self.lineEdit().selectAll()
        self.changed.emit()

    @override
    def stepEnabled(self) -> QAbstractSpinBox.StepEnabledFlag:
        return (
            QAbstractSpinBox.StepEnabledFlag.StepUpEnabled
            | QAbstractSpinBox.StepEnabledFlag.StepDownEnabled
        )

    @override
    def validate(self, text: str, place: int) -> tuple[QValidator.State, str, int]:
        return QValidator.State.Acceptable, text, place

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.submitted.emit()
            return
        super().keyPressEvent(event)

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.lineEdit().deselect()

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # who scrolls the page answers nothing


class _Slider(QSlider):
    """For the mouse; the line says and does the same by keys."""

    def __init__(self) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.setObjectName("scaleSlider")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName("Curseur")

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class ScaleField(QWidget):
    """Shows a scale and the number on it.

    Signals:
        changed: what is written changed, whether it can be understood or not.
        submitted: Enter was pressed: go on.
    """

    changed = Signal()
    submitted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._words = hint("")
        self.box = sized(_Box(), min_width=110, max_width=140)
        self.box.changed.connect(self._changed)
        self.box.submitted.connect(self.submitted)
        self._less = sized(secondary("−", name="scaleLess"), max_width=64)
        self._more = sized(secondary("+", name="scaleMore"), max_width=64)
        self._less.setAccessibleName("Moins")
        self._more.setAccessibleName("Plus")
        self._less.clicked.connect(lambda: self.box.stepBy(-1))
        self._more.clicked.connect(lambda: self.box.stepBy(1))
        self._slider = _Slider()
        self._slider.sliderMoved.connect(self._slid)
        self._slider.actionTriggered.connect(self._slid_by_click)
        layout = column(self, gap=Space.S)
        layout.addWidget(self._words)
        line = row(gap=Space.S)
        for part in (self._less, self.box, self._more):
            line.addWidget(part)
        line.addWidget(self._slider, 1)
        layout.addLayout(line)
        self.setFocusProxy(self.box)

    def show_scale(self, name: str, scale: Scale, text: str) -> None:
        """Show another scale, and what is written of it. Emits nothing."""
        self.box.scale = scale
        self.box.setAccessibleName(name)
        words = scale.words
        self._words.setText(f"{words}. Un nombre, ou les flèches haut et bas.")
        self.box.setAccessibleDescription(words)
        self.box.write(text)
        self._slider.setRange(0, scale.steps)
        self._slider.setPageStep(max(1, scale.steps // _FAR))
        self._follow()

    def text(self) -> str:
        """Return what is written."""
        return self.box.text()

    def _changed(self) -> None:
        self._follow()
        self.changed.emit()

    def _follow(self) -> None:
        value = self.box.value
        restyle(self._slider, "blank", "false" if value is not None else "true")
        self._slider.setValue(0 if value is None else self.box.scale.place_of(value))

    def _slid(self, place: int) -> None:
        self.box.write(number_text(self.box.scale.at(place)))
        self._changed()

    def _slid_by_click(self, _action: int) -> None:
        if not self._slider.isSliderDown():
            self._slid(self._slider.sliderPosition())
