"""The end of the program: the last backup is made while the window says so, or is left."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from app.ui.pages.fermeture.page import FermeturePage
from app.ui.pages.fermeture.state import FermetureState
from app.usecases.backup.saving_late import Suite, standing_in

if TYPE_CHECKING:
    from app.bootstrap.backups import Backups
    from app.bootstrap.program import Program

_SAID = (Suite.JAMAIS, Suite.EN_RETARD, Suite.ECHEC)


class Closing(QObject):
    """Begins with the wish to close, and closes the window once nothing is left to wait for.

    The session ends first: what was answered is kept and the keys are forgotten before anything is
    written to a stick. Killed at any point, the backups before are whole (docs/decisions/0029).
    """

    def __init__(self, program: "Program", backups: "Backups") -> None:
        super().__init__()
        self._program = program
        self._backups = backups
        self._page = FermeturePage()
        self._page.leave_asked.connect(self._leave)
        self.over = False

    def begin(self) -> None:
        """End the session, show how far the backup is."""
        carrier = self._backups.carrier
        carrier.progressed.connect(self._progressed)
        self._backups.settled.connect(self._settled)
        self._program.lock()
        self._program.window.show_gate(self._page)
        if not self._backups.busy:
            self._settled()

    def _progressed(self, done: int, total: int) -> None:
        if not self.over:
            carrying = self._backups.carrier.busy
            self._page.show_state(FermetureState(preparing=not carrying, done=done, total=total))

    def _settled(self) -> None:
        """Nothing is under way any more: close, unless somebody must know of something."""
        if self.over:
            return
        found = standing_in(self._program.folder, self._program.clock.now())
        if found.suite in _SAID and found.problem:
            self._page.show_state(FermetureState(problem=found.problem))
        else:
            self._leave()

    def _leave(self) -> None:
        if not self.over:
            self.over = True
            self._program.window.close()
