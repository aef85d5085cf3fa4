"""When nobody has touched the laptop for a while, it locks; not while somebody is received."""

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QWindow

from app.ui.typed import override

_LOOK_EVERY_MS = 5_000
_TOUCHES = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TabletPress,
    }
)


class IdleWatch(QObject):
    """Says when the idle time is over.

    Time is read from the wall clock, so that hours with the lid closed count; `look` is called by
    a timer and by every touch: the first touch after a sleep locks instead of starting a new wait.
    Touches are seen at the program's windows, where they arrive once: a filter on the application
    would be asked about each of the thousands of events between widgets.

    Signals:
        idle: nobody touched the laptop for the whole idle time and nobody is being received.
    """

    idle = Signal()

    def __init__(
        self, parent: QObject | None = None, *, clock: Callable[[], float] = time.time
    ) -> None:
        super().__init__(parent)
        self._clock = clock
        self._limit_s = 0.0
        self._touched_at = clock()
        self._receiving = False
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_EVERY_MS)
        self._timer.timeout.connect(self.look)

    def follow(self, application: QGuiApplication) -> None:
        """See the touches of every window that gets the focus from now on."""
        application.focusWindowChanged.connect(self._see)

    def start(self, minutes: int) -> None:
        """Begin to watch; 0 minutes means never."""
        self._limit_s = minutes * 60.0
        self._touched_at = self._clock()
        if minutes:
            self._timer.start()
        else:
            self._timer.stop()

    def stop(self) -> None:
        """Watch no longer."""
        self._limit_s = 0.0
        self._timer.stop()

    def set_receiving(self, *, receiving: bool) -> None:
        """Wait while somebody is being received; the whole idle time starts anew afterwards."""
        if self._receiving and not receiving:
            self._touched_at = self._clock()
        self._receiving = receiving

    def untouched_s(self) -> float:
        """Return for how many seconds nobody has touched the laptop."""
        return self._clock() - self._touched_at

    def touch(self) -> None:
        """Somebody touched the laptop."""
        self.look()
        self._touched_at = self._clock()

    def look(self) -> None:
        """Emit `idle` when it is time."""
        if not self._limit_s or self._receiving:
            return
        if self.untouched_s() >= self._limit_s:
            self.stop()
            self.idle.emit()

    def _see(self, window: QWindow | None) -> None:
        if window is not None:
            window.removeEventFilter(self)  # at most one, however often it gets the focus
            window.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _TOUCHES:
            self.touch()
        return super().eventFilter(watched, event)
