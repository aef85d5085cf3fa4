"""The file that somebody opened by double click: kept until a vault is open, then shown.

Its path is all that is kept, in memory alone. What the file is worth is said where it is taken in:
by the référent, in Réglages › Convention.
"""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication, QWidget

from app.ui.pages.unlock.page import UnlockPage
from app.ui.typed import override
from app.ui.widgets.tones import Tone

if TYPE_CHECKING:
    from app.bootstrap.handing_file import Reception
    from app.bootstrap.program import Program

_NAME_SHOWN = 60
_LATER = "Le fichier «\u00a0{}\u00a0» attend\u00a0: "
_AFTER_UNLOCKING = "il s’ouvrira après votre phrase de passe."
_AFTER_TASK = "il s’ouvrira quand vous reviendrez à Aujourd’hui."
_AFTER_PRACTICE = "il s’ouvrira dans votre vrai travail, après l’entraînement."


class OpenedFile(QObject):
    """Receives paths as long as the program runs, and leads to the convention when it may."""

    def __init__(self, program: "Program", application: QApplication) -> None:
        super().__init__(program.window)
        self._program = program
        self._reception: Reception | None = None
        self.path: Path | None = program.options.file
        if sys.platform == "darwin":
            application.installEventFilter(self)  # there the system tells a running program

    def listen(self) -> None:
        """Hear from now on what other starts hand over."""
        from app.bootstrap.handing_file import Reception  # noqa: PLC0415 - the window is there now

        if self._reception is None:
            self._reception = Reception(self.take, self)
            self._reception.listen(self._program.folder)

    def close(self) -> None:
        """Hear nothing more."""
        if self._reception is not None:
            self._reception.close()

    def take(self, path: Path) -> None:
        """Keep a path and come forward; show the file now if that disturbs nothing."""
        self.path = path
        _come_forward((self._program.practice or self._program).window)
        self.show_if_free()

    def show_if_free(self) -> None:
        """Show the file where it can be taken in, or say when it will be."""
        path, program = self.path, self._program
        if path is None:
            return
        if program.practice is not None:
            if program.practice.session is not None:
                program.practice.session.show_message(_said(path, _AFTER_PRACTICE), Tone.INFO)
        elif program.session is None:
            gate = program.window.gate
            if isinstance(gate, UnlockPage):
                gate.show_note(_said(path, _AFTER_UNLOCKING))
        elif program.session.is_at_task:
            program.session.show_message(_said(path, _AFTER_TASK), Tone.INFO)
        else:
            self.path = None
            program.session.open_convention_file(path)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FileOpen and isinstance(event, QFileOpenEvent):
            self.take(Path(event.file()))
            return True
        return super().eventFilter(watched, event)


def _said(path: Path, when: str) -> str:
    name = path.name if len(path.name) <= _NAME_SHOWN else f"{path.name[:_NAME_SHOWN]}…"
    return _LATER.format(name) + when


def _come_forward(window: QWidget) -> None:
    if window.isMinimized():
        window.showNormal()
    window.activateWindow()
    QApplication.alert(window)  # where the system lets no window come forward by itself
