"""A button that has to be held: a touch by chance does nothing."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent

from app.ui.typed import override
from app.ui.widgets.buttons import Button, ButtonKind

HELD_MS = 900
_KEYS = (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter)


class HoldButton(Button):
    """Pressed for about a second, by mouse, finger, Space or Enter.

    Signals:
        held: it was held long enough.
    """

    held = Signal()

    def __init__(self, text: str, *, icon: str = "", name: str = "hold") -> None:
        super().__init__(text, ButtonKind.SECONDARY, icon=icon, name=name)
        self.setAccessibleDescription("à maintenir appuyé une seconde")
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(HELD_MS)
        self._timer.timeout.connect(self._held)
        self.pressed.connect(self._timer.start)
        self.released.connect(self._timer.stop)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() not in _KEYS:
            super().keyPressEvent(event)
        elif not event.isAutoRepeat():
            self.setDown(True)
            self._timer.start()

    @override
    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if event.key() not in _KEYS:
            super().keyReleaseEvent(event)
        elif not event.isAutoRepeat():
            self._let_go()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._let_go()
        super().focusOutEvent(event)

    def _let_go(self) -> None:
        self._timer.stop()
        self.setDown(False)

    def _held(self) -> None:
        self.setDown(False)
        self.held.emit()
