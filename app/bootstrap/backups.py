"""When the program backs up by itself, and the way to a restore and back."""

from typing import TYPE_CHECKING

from app.storage.sauvegarde.leftovers import discard_leftovers, restore_was_cut

if TYPE_CHECKING:
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


class Backups:
    """The backups of a program, whatever session is open."""

    def __init__(self, program: "Program") -> None:
        self._program = program
        self._waiting: Packed | None = None

    def start(self) -> None:
        """Finish or forget what a kill interrupted, before the gate looks at the vault.

        Raises:
            BackupError: a restore cannot be finished now; nothing is lost.
        """
        discard_leftovers(self._program.folder)
        if restore_was_cut(self._program.folder):
            from app.storage.sauvegarde.swapping import (  # noqa: PLC0415 - rarely needed
                finish_or_discard,
            )

            finish_or_discard(self._program.folder)

    def add_to(self, page: "ReglagesPage", workplace: "Workplace", navigate: "Navigator") -> None:
        """Wire the part « Sauvegardes » of Réglages."""
        from app.ui.pages.reglages.sauvegardes_wiring import (  # noqa: PLC0415 - after the gate
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
        from app.usecases.saving import pack_if_due  # noqa: PLC0415 - after the gate

        self._program.database_runner.run(
            lambda: pack_if_due(workplace, tolerant=True),
            on_success=self._carry,
            on_failure=_raise,
        )

    def lock(self, workplace: "Workplace") -> None:
        """Prepare what is due, close the vault, then carry without its keys."""
        from app.usecases.saving import lock_with_backup  # noqa: PLC0415 - after the gate

        def work() -> "Packed | None":
            self._waiting = lock_with_backup(workplace, tolerant=True)
            return self._waiting

        self._program.database_runner.run(work, on_success=self._carry, on_failure=_raise)

    def end(self, workplace: "Workplace | None") -> None:
        """Back up and close the vault, in this thread: the runners are closed.

        Without a session, what the last lock prepared and nobody carried yet is carried.
        """
        packed = self._waiting
        if workplace is not None:
            from app.usecases.saving import lock_with_backup  # noqa: PLC0415 - after the gate

            packed = lock_with_backup(workplace, tolerant=False)
        if packed is not None:
            from app.usecases.saving import carry  # noqa: PLC0415 - after the gate

            carry(packed, self._program.clock)

    def show_restore(self) -> None:
        """Show the page that restores; an open session is locked first."""
        from app.ui.pages.restauration.wiring import (  # noqa: PLC0415 - once in a laptop's life
            create_restauration,
        )

        program = self._program
        program.lock()
        page = create_restauration(
            program.database_runner,
            program.folder,
            program.clock,
            restored=lambda: program.show_gate(note=RESTORED),
            left=self._leave,
        )
        program.window.show_gate(page)

    def return_to_former(self) -> None:
        """Lock, then exchange the restored state with the one before it."""
        from app.usecases.restoring import return_to_former  # noqa: PLC0415 - after the gate

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

    def _carry(self, packed: "Packed | None") -> None:
        self._waiting = None
        if packed is None:
            return
        from app.usecases.saving import carry  # noqa: PLC0415 - after the gate

        clock = self._program.clock
        self._program.network_runner.run(
            lambda: carry(packed, clock), on_success=lambda _: None, on_failure=_raise
        )


def _raise(failure: Exception) -> None:
    raise failure
