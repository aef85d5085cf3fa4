"""Looks for the stick that was not there, so that a backup is made once it is plugged in."""

import contextlib
import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

if TYPE_CHECKING:
    from app.usecases.workplace import Workplace

LOOK_EVERY_MS = 60_000


class BackupWatch(QObject):
    """Looks once a minute while a session is open, unless nothing was missing.

    In a thread of Python's own, a daemon: a network folder that hangs must not keep the program
    from ending.
    """

    _seen = Signal(object, bool)

    def __init__(self, came_back: Callable[["Workplace"], None]) -> None:
        super().__init__()
        self._came_back = came_back
        self._workplace: Workplace | None = None
        self._looking = False
        self._seen.connect(self._looked)
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_EVERY_MS)
        self._timer.timeout.connect(self.look)

    def start(self, workplace: "Workplace") -> None:
        """Look from now on, for this session."""
        self._workplace = workplace
        self._timer.start()

    def stop(self) -> None:
        """Look no more: the session ends."""
        self._workplace = None
        self._timer.stop()

    def look(self) -> None:
        """Look now; one look at a time."""
        if self._workplace is None or self._looking:
            return
        self._looking = True
        data = self._workplace.vault.folder
        threading.Thread(
            target=self._work, args=(self._workplace, data), name="stick", daemon=True
        ).start()

    def _work(self, workplace: "Workplace", data: Path) -> None:
        from app.usecases.backup.saving_late import folder_came_back  # noqa: PLC0415 - after the gate

        there = folder_came_back(data)
        with contextlib.suppress(RuntimeError):  # the program has ended meanwhile
            self._seen.emit(workplace, there)

    @Slot(object, bool)
    def _looked(self, workplace: "Workplace", there: bool) -> None:  # noqa: FBT001 - a signal's
        self._looking = False
        if there and self._workplace is workplace:
            self._came_back(workplace)
