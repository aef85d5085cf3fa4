"""The ways out of a convention and of a laptop, and what a kill left of the latter."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from app.domain.failures import AppError
from app.storage import fin_du_poste

if TYPE_CHECKING:
    from app.bootstrap.program import Program
    from app.ui.navigation import Navigator
    from app.ui.pages.fin_poste.done import FinPosteDone
    from app.ui.pages.reglages.page import ReglagesPage
    from app.usecases.laptop.ending_laptop import Ended, Farewell
    from app.usecases.workplace import Workplace


class BackupUnderWayError(AppError):
    """A backup is being carried: a copy must not appear after everything was destroyed."""


def finish_what_was_cut(program: "Program") -> None:
    """Finish the end of a laptop that was killed, before anything else is looked at, and say so."""
    page = _gate(program)
    program.database_runner.run(
        lambda: fin_du_poste.finish(program.folder, program.surroundings().pepper),
        on_success=lambda missed: page.show_finished([str(path) for path in missed]),
        on_failure=program.show_closed_gate,
    )


class Ends:
    """Leads from Réglages to both ends, for one session."""

    def __init__(
        self,
        program: "Program",
        workplace: "Workplace",
        navigate: "Navigator",
        show_task: Callable[[QWidget], None],
    ) -> None:
        self._program = program
        self._workplace = workplace
        self._navigate = navigate
        self._show_task = show_task

    def add_to(self, page: "ReglagesPage") -> None:
        """Wire the part « Fin » of Réglages."""
        page.fin.convention_asked.connect(self.show_fin_convention)
        page.fin.poste_asked.connect(self.show_fin_poste)
        page.keep(self)

    def show_fin_convention(self) -> None:
        """Show the page that leads through the end of the convention."""
        from app.ui.pages.fin_convention import open_fin_convention  # noqa: PLC0415 - once

        self._show_task(
            open_fin_convention(self._workplace, self._program.database_runner, self._navigate)
        )

    def show_fin_poste(self) -> None:
        """Show the page that ends the laptop."""
        from app.ui.pages.fin_poste import open_fin_poste  # noqa: PLC0415 - once in its life

        self._show_task(
            open_fin_poste(
                self._workplace,
                self._program.database_runner,
                self._navigate,
                begin=self._check_backups,
                ended=self._laptop_ended,
            )
        )

    def _check_backups(self) -> None:
        if self._program.backups.busy:
            raise BackupUnderWayError

    def _laptop_ended(self, farewell: "Farewell") -> None:
        """Close the session without a backup, destroy, then say so."""
        from app.usecases.laptop.ending_laptop import finish  # noqa: PLC0415

        program, place = self._program, self._workplace
        session, program.session = program.session, None
        if session is not None:
            session.stop()
        program.window.clipboard.clear()
        page = _gate(program)
        pepper = place.pepper

        def work() -> "Ended":
            place.close()
            return finish(program.folder, farewell, pepper)

        program.database_runner.run(
            work,
            on_success=lambda ended: _done(page, farewell, ended),
            on_failure=program.show_closed_gate,
        )


def _gate(program: "Program") -> "FinPosteDone":
    from app.ui.pages.fin_poste.done import FinPosteDone  # noqa: PLC0415 - once in its life

    page = FinPosteDone()
    page.close_asked.connect(program.window.close)
    page.install_asked.connect(program.show_gate)
    program.window.show_gate(page)
    return page


def _done(page: "FinPosteDone", farewell: "Farewell", ended: "Ended") -> None:
    missed = [str(path) for path in ended.missed]
    page.show_done(str(farewell.path), remade=ended.remade, missed=missed)
