"""Moments of a widget that others want to know of: it comes on screen, Escape is pressed in it."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, Signal, SignalInstance
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from app.ui.typed import override


class _Coming(QObject):
    """Looks for the moments at which the program shows its parent."""

    came = Signal()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and not event.spontaneous():
            self.came.emit()
        return False


class _Escape(QObject):
    """Looks for Escape in its parent; where there is a `running`, while that is on screen."""

    pressed = Signal()

    def __init__(self, widget: QWidget, running: QWidget | None = None) -> None:
        super().__init__(widget)
        self._running = running

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return False
        if event.key() != Qt.Key.Key_Escape:
            return False
        if self._running is not None and not self._running.isVisible():
            return False
        self.pressed.emit()
        return True


def when_it_comes(widget: QWidget, told: SignalInstance) -> None:
    """Emit `told` whenever the program shows `widget`; not when its window is only restored."""
    coming = _Coming(widget)
    coming.came.connect(told)
    widget.installEventFilter(coming)


def stop_by_escape(widget: QWidget, running: QWidget, stop: SignalInstance) -> None:
    """Emit `stop` when Escape is pressed in `widget` while `running` is on screen."""
    escape = _Escape(widget, running)
    escape.pressed.connect(stop)
    widget.installEventFilter(escape)


def leave_by_escape(page: QWidget, back: SignalInstance | Callable[[], None]) -> None:
    """Emit or call `back` when Escape is pressed in `page` and nothing inside wanted it."""
    escape = _Escape(page)
    escape.pressed.connect(back)
    page.installEventFilter(escape)
