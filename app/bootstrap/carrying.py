"""Carries a packed backup to its folder or stick, in a thread that nobody has to wait for."""

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from app.ui.tasks import CancelFlag, CancelledError

if TYPE_CHECKING:
    from app.domain.clock import Clock
    from app.storage.sauvegarde.packing import Packed


class Carrier(QObject):
    """Carries one backup after another, without any key.

    A thread of Python's own, a daemon: a stick that hangs must not keep the program from ending.
    What it began is no backup until it was read back, and the next start forgets it.

    Signals:
        progressed: how many bytes of how many are written.
        ended: the last backup was carried, or could not be.
    """

    progressed = Signal(object, object)  # plain int would end at 2 GiB
    ended = Signal()
    _done = Signal(object)

    def __init__(self, clock: "Clock") -> None:
        super().__init__()
        self._clock = clock
        self._under_way = 0
        self._flag = CancelFlag()
        self._done.connect(self._end)

    @property
    def busy(self) -> bool:
        """Tell whether a backup is on its way."""
        return self._under_way > 0

    def carry(self, packed: "Packed") -> None:
        """Begin; returns at once."""
        self._under_way += 1
        work = threading.Thread(
            target=self._work, args=(packed, self._flag), name="backup", daemon=True
        )
        work.start()

    def progress(self) -> Callable[[int, int], None]:
        """Return the progress of a work, callable from any thread; it ends the work after `stop`.

        Raises, when it is called:
            CancelledError: nobody waits for the work any more.
        """
        return self._progress(self._flag)

    def stop(self) -> None:
        """Stop at the next step; nobody is told any more."""
        self._flag.set()
        self._flag = CancelFlag()

    def _progress(self, flag: CancelFlag) -> Callable[[int, int], None]:
        def told(done: int, total: int) -> None:
            flag.raise_if_set()
            self.progressed.emit(done, total)

        return told

    def _work(self, packed: "Packed", flag: CancelFlag) -> None:
        from app.usecases.backup.saving import carry  # noqa: PLC0415 - after the gate

        failure: Exception | None = None
        try:
            carry(packed, self._clock, self._progress(flag))
        except CancelledError:
            pass  # whoever stopped it knows
        except Exception as fault:  # noqa: BLE001 - carried to the window's thread
            failure = fault
        if not flag.is_set():
            self._done.emit(failure)

    @Slot(object)
    def _end(self, failure: Exception | None) -> None:
        self._under_way -= 1
        if not self.busy:
            self.ended.emit()
        if failure is not None:
            raise failure  # a bug: the crash handler reports it
