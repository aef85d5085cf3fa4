"""Turns what is asked in « Sauvegardes » into use cases, and says how each ended."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Protocol

from app.domain.failures import AppError
from app.ui.messages import failure_text
from app.ui.pages.reglages.sauvegardes.state import BackupsState
from app.ui.pages.reglages.sauvegardes.words import destroyed, shown
from app.ui.tasks import CancelledError, TaskRunner
from app.ui.widgets.tones import Tone
from app.usecases.backup import saving, saving_former
from app.usecases.backup.saving import BackupState
from app.usecases.workplace import Workplace

Progress = Callable[[int, int], None]
_STOPPED = "Vous avez arrêté. Rien n’a été écrit\u00a0; les sauvegardes précédentes sont entières."


_CHOSEN = "C’est fait\u00a0: une sauvegarde est dans ce dossier."
_MOVED = " L’ancien dossier reste suivi\u00a0: vous pouvez détruire ses sauvegardes, plus bas."


class BackupsView(Protocol):
    """The part, as the presenter sees it."""

    def show_state(self, state: BackupsState) -> None:
        """Show `state` and nothing else."""
        ...


class BackupsPresenter:
    """One action at a time, all in one slow thread: a stick may take minutes.

    `begin` returns the progress of a new work, which stops it when the user asked to.
    """

    def __init__(
        self,
        view: BackupsView,
        runner: TaskRunner,
        workplace: Workplace,
        begin: Callable[[], Progress],
    ) -> None:
        self._view = view
        self._runner = runner
        self._workplace = workplace
        self._begin = begin
        self._state = BackupsState()
        view.show_state(self._state)

    def load(self) -> None:
        """Read the folder anew; call it whenever the part comes."""
        if not self._state.working:
            self._runner.run(self._read, on_success=self._loaded, on_failure=self._failed)

    def choose_folder(self, path: Path) -> None:
        """Back up there from now on, and once at once."""
        progress = self._begin()

        def work() -> None:
            saving.choose_folder(self._workplace, path)
            saving.back_up(self._workplace, progress)

        before = self._state.folder
        moved = before not in ("", str(path))
        self._do(work, "Première sauvegarde…", f"{_CHOSEN}{_MOVED if moved else ''}")

    def back_up(self) -> None:
        """Make a backup now."""
        progress = self._begin()
        self._do(
            lambda: saving.back_up(self._workplace, progress),
            "Sauvegarde…",
            "La sauvegarde est faite et relue.",
        )

    def export(self, path: Path) -> None:
        """Write everything to one file for another laptop."""
        progress = self._begin()
        self._do(
            lambda: saving.export(self._workplace, path, progress),
            "Export…",
            "L’export est fait et relu. Effacez ce fichier dès que l’autre ordinateur est prêt.",
        )

    def destroy_former(self) -> None:
        """Destroy the state before the restore; the part has asked for confirmation."""
        self._do(
            lambda: saving.destroy_former(self._workplace),
            "Destruction…",
            "L’état d’avant la restauration est détruit.",
        )

    def destroy_in_former(self) -> None:
        """Destroy the backups in the folders chosen before; the part has asked."""
        self._do(
            lambda: destroyed(saving_former.destroy(self._workplace)),
            "Destruction…",
            "",
        )

    def progressed(self, done: int, total: int) -> None:
        """Show how far the work is."""
        if self._state.working:
            self._show(replace(self._state, done=done, total=total))

    def _do(self, work: Callable[[], object], working: str, done: str) -> None:
        if self._state.working:
            return
        self._show(replace(self._state, working=working, message="", done=0, total=0))
        self._runner.run(
            work, on_success=lambda said: self._done(done or str(said)), on_failure=self._failed
        )

    def _read(self) -> BackupState:
        return saving.state(self._workplace)

    def _loaded(self, found: BackupState) -> None:
        state, read = self._state, shown(found, self._workplace.clock)
        said = bool(state.message) and state.tone is Tone.DANGER  # not the same sentence twice
        self._show(
            replace(
                read,
                message=state.message,
                tone=state.tone,
                problem="" if said and read.folder else read.problem,
            )
        )

    def _done(self, words: str) -> None:
        self._show(replace(self._state, working="", message=words, tone=Tone.SUCCESS))
        self.load()

    def _failed(self, failure: Exception) -> None:
        stopped = isinstance(failure, CancelledError)
        self._show(
            replace(
                self._state,
                working="",
                message=_STOPPED if stopped else failure_text(failure),
                tone=Tone.INFO if stopped else Tone.DANGER,
            )
        )
        if not isinstance(failure, AppError):
            raise failure  # a bug: the crash handler reports it
        if self._state.loaded:
            self.load()

    def _show(self, state: BackupsState) -> None:
        self._state = state
        self._view.show_state(state)
