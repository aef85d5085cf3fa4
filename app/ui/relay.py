"""Carries how far a long work is out of its thread, and « stop » into it."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal, Slot

from app.ui.tasks import CancelFlag

Shown = Callable[[int, int], None]


class ProgressRelay(QObject):
    """Made in the window's thread, where what was told arrives: how many bytes of how many.

    `begin` gives the progress of a work, callable from any thread; it stops the work once `stop`
    was called.
    """

    _told = Signal(object, object)  # plain int would end at 2 GiB

    def __init__(self) -> None:
        super().__init__()
        self._shown: Shown | None = None
        self._flag = CancelFlag()
        self._told.connect(self._arrived)

    def deliver_to(self, shown: Shown) -> None:
        """Call `shown` with what arrives."""
        self._shown = shown

    def begin(self) -> Callable[[int, int], None]:
        """Return the progress of a new work."""
        flag = self._flag = CancelFlag()

        def progress(done: int, total: int) -> None:
            flag.raise_if_set()
            self._told.emit(done, total)

        return progress

    def stop(self) -> None:
        """Stop the work at its next step."""
        self._flag.set()

    def end(self) -> None:
        """The page goes: stop, and tell nobody any more."""
        self._shown = None
        self._flag.set()

    @Slot(object, object)
    def _arrived(self, done: int, total: int) -> None:
        if self._shown is not None and not self._flag.is_set():
            self._shown(done, total)
