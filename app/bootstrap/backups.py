"""When the program backs up by itself, and the way to a restore and back."""

import threading
from functools import cached_property, partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.storage.sauvegarde.leftovers import (
    ENDING,
    discard_leftovers,
    discard_parts,
    restore_was_cut,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.bootstrap.backup_watch import BackupWatch
    from app.bootstrap.carrying import Carrier
    from app.bootstrap.closing import Closing
    from app.bootstrap.program import Program
    from app.storage.sauvegarde.packing import Packed
    from app.ui.navigation import Navigator
    from app.ui.pages.reglages.page import ReglagesPage
    from app.usecases.workplace import Workplace

RESTORED = (
    "La sauvegarde est restaurée. Ouvrez avec la phrase de passe du jour de la sauvegarde, "
    "vérifiez vos dossiers, puis activez de nouveau ce poste dans Réglages."
)
RETURNED = "L’état d’avant la restauration est de retour."


class Backups(QObject):
    """The backups of a program, whatever session is open.

    Signals:
        settled: nothing is being prepared nor carried any more.
    """

    settled = Signal()

    def __init__(self, program: "Program") -> None:
        super().__init__()
        self._program = program
        self._preparing = 0
        self._closing: Closing | None = None

    @cached_property
    def carrier(self) -> "Carrier":
        """Return what carries a packed backup."""
        from app.bootstrap.carrying import Carrier  # noqa: PLC0415 - after the gate

        made = Carrier(self._program.clock)
        made.ended.connect(self._carried)
        return made

    @cached_property
    def watch(self) -> "BackupWatch":
        """Return what looks for a missing stick."""
        from app.bootstrap.backup_watch import BackupWatch  # noqa: PLC0415 - after the gate

        return BackupWatch(self._back_up_again)

    @property
    def busy(self) -> bool:
        """Tell whether a backup is being prepared or carried."""
        return self._preparing > 0 or ("carrier" in vars(self) and self.carrier.busy)

    def may_close(self) -> bool:
        """Tell whether the window may go now; else the last backup begins, then it goes by itself.

        Nothing to wait for: no folder was chosen, or nothing was open since the last backup.
        """
        if self._closing is not None:
            return self._closing.over
        program = self._program
        if not self.busy:
            if program.session is None:
                return True
            from app.usecases.backup.saving_late import has_folder  # noqa: PLC0415 - after the gate

            if not has_folder(program.folder):
                return True
        from app.bootstrap.closing import Closing  # noqa: PLC0415 - at the end

        self._closing = Closing(program, self)
        self._closing.begin()
        return self._closing.over

    def start(self) -> bool:
        """Finish or forget what a kill interrupted, before the gate looks at the vault.

        Returns whether a gate is wanted: the end of this laptop shows what becomes of it itself.

        Raises:
            BackupError: a restore cannot be finished now; nothing is lost.
        """
        self._program.window.may_close = self.may_close
        if self._is_ending():
            from app.bootstrap.ends import finish_what_was_cut  # noqa: PLC0415 - rarely needed

            finish_what_was_cut(self._program)
            return False
        discard_leftovers(self._program.folder)
        discard_parts(self._program.folder)
        if restore_was_cut(self._program.folder):
            from app.storage.sauvegarde.swapping import (  # noqa: PLC0415 - rarely needed
                finish_or_discard,
            )

            finish_or_discard(self._program.folder)
        return True

    def add_to(self, page: "ReglagesPage", workplace: "Workplace", navigate: "Navigator") -> None:
        """Wire the part « Sauvegardes » of Réglages."""
        from app.ui.pages.reglages.sauvegardes.wiring import (  # noqa: PLC0415 - after the gate
            add_sauvegardes,
        )

        add_sauvegardes(
            page,
            self._program.network_runner,
            workplace,
            navigate,
            restore=self.show_restore,
            return_to_former=self.return_to_former,
        )

    def after_tidying(self, workplace: "Workplace") -> None:
        """What was due is erased: back up, if the last backup is old or holds what was erased."""
        if workplace.vault.is_forgotten:
            return
        self.watch.start(workplace)
        self._back_up_again(workplace)

    def _back_up_again(self, workplace: "Workplace") -> None:
        from app.usecases.backup.saving import pack_if_due  # noqa: PLC0415 - after the gate

        self._prepare(lambda: None if self._is_ending() else pack_if_due(workplace, tolerant=True))

    def _is_ending(self) -> bool:
        """Tell whether everything here is about to go: a copy must not appear afterwards."""
        return (self._program.folder / ENDING).exists()

    def lock(self, workplace: "Workplace") -> None:
        """Prepare what is due, close the vault, then carry without its keys."""
        from app.usecases.backup.saving import lock_with_backup  # noqa: PLC0415 - after the gate

        self.watch.stop()
        closing = self._closing is not None
        progress = self.carrier.progress() if closing else None

        def work() -> "Packed | None":
            if self._is_ending():
                workplace.close()
                return None
            return lock_with_backup(workplace, tolerant=not closing, progress=progress)

        self._prepare(work)

    def end(self, workplace: "Workplace | None") -> None:
        """Close the vault if it is open; nothing is waited for any more.

        The keys are forgotten in a thread, as every other work on the database.
        """
        if "watch" in vars(self):
            self.watch.stop()
        if "carrier" in vars(self):
            self.carrier.stop()
        if workplace is not None:
            from app.usecases.backup.saving import lock_at_once  # noqa: PLC0415 - after the gate

            ending = threading.Thread(target=lock_at_once, args=(workplace,), name="end")
            ending.start()
            ending.join()

    def show_restore(self) -> None:
        """Show the page that restores; an open session is locked first."""
        from app.ui.pages.restauration.wiring import (  # noqa: PLC0415 - once in a laptop's life
            create_restauration,
        )
        from app.usecases.backup.restoring import stage  # noqa: PLC0415 - likewise

        program = self._program
        program.lock()
        page = create_restauration(
            program.database_runner,
            program.folder,
            program.clock,
            restored=lambda: program.show_gate(note=RESTORED),
            left=self._leave,
            stage=partial(stage, pepper=program.surroundings().pepper),
        )
        program.window.show_gate(page)

    def return_to_former(self) -> None:
        """Lock, then exchange the restored state with the one before it."""
        from app.usecases.backup.restoring import return_to_former  # noqa: PLC0415 - after the gate

        program = self._program
        program.lock()
        program.database_runner.run(
            lambda: return_to_former(program.folder, program.clock),
            on_success=lambda _: program.show_gate(note=RETURNED),
            on_failure=program.show_closed_gate,
        )

    def _leave(self) -> None:
        from app.storage.sauvegarde.swapping import discard  # noqa: PLC0415 - rarely needed

        discard(self._program.folder)
        self._program.show_gate()

    def _prepare(self, work: "Callable[[], Packed | None]") -> None:
        self._preparing += 1
        self._program.database_runner.run(
            work, on_success=self._prepared, on_failure=self._not_prepared
        )

    def _prepared(self, packed: "Packed | None") -> None:
        self._preparing -= 1
        if packed is not None:
            self.carrier.carry(packed)
        elif not self.busy:
            self.settled.emit()

    def _not_prepared(self, failure: Exception) -> None:
        self._prepared(None)
        raise failure  # a bug: the crash handler reports it

    def _carried(self) -> None:
        """Say on Aujourd’hui how the backups stand now, and that it is over."""
        session = self._program.session
        if session is not None:
            session.reread_today()
        if not self.busy:
            self.settled.emit()
