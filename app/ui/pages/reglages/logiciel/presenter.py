"""Turns what is asked in « Logiciel » into use cases, and says how each ended."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Protocol

from app.domain.failures import AppError
from app.ui.messages import failure_text
from app.ui.pages.reglages.logiciel.state import LogicielState
from app.ui.pages.reglages.logiciel.words import STOPPED, shown, verdict_tone, verdict_words
from app.ui.tasks import CancelledError, TaskRunner
from app.ui.widgets.tones import Tone
from app.usecases.versions import software
from app.usecases.versions.releases import Checked
from app.usecases.versions.software import AnnouncementNeededError, Software
from app.usecases.workplace import Workplace

Progress = Callable[[int, int], None]


class LogicielView(Protocol):
    """The part, as the presenter sees it."""

    def show_state(self, state: LogicielState) -> None:
        """Show `state` and nothing else."""
        ...

    def ask_announcement(self, installer: Path) -> None:
        """Ask for the announcement that goes with an installer."""
        ...


class LogicielPresenter:
    """One check at a time, in a slow thread: a stick may take minutes.

    `begin` returns the progress of a new work, which stops it when the user asked to.
    """

    def __init__(
        self,
        view: LogicielView,
        runners: tuple[TaskRunner, TaskRunner],
        workplace: Workplace,
        begin: Callable[[], Progress],
    ) -> None:
        self._view = view
        self._runner, self._slow = runners
        self._workplace = workplace
        self._begin = begin
        self._state = LogicielState()

    def load(self) -> None:
        """Read how the program stands; call it whenever the part comes."""
        self._runner.run(
            lambda: software.look(self._workplace),
            on_success=self._loaded,
            on_failure=self._failed,
        )

    def verify(self, installer: Path, announcement: Path | None = None) -> None:
        """Compare an installer with its announcement."""
        if self._state.working:
            return
        progress = self._begin()
        self._show(replace(self._state, working="Vérification…", verdict="", done=0, total=0))
        self._slow.run(
            lambda: software.verify(self._workplace, installer, announcement, progress),
            on_success=self._checked,
            on_failure=lambda failure: self._not_checked(failure, installer),
        )

    def progressed(self, done: int, total: int) -> None:
        """Show how far the check is."""
        if self._state.working:
            self._show(replace(self._state, done=done, total=total))

    def _loaded(self, found: Software) -> None:
        before = self._state
        self._show(
            replace(
                shown(found),
                verdict=before.verdict,
                verdict_tone=before.verdict_tone,
                working=before.working,
                done=before.done,
                total=before.total,
            )
        )

    def _checked(self, found: Checked) -> None:
        words = verdict_words(found, self._state.version)
        self._say(verdict_tone(found), words)
        self.load()  # the announcement that was read may be news

    def _not_checked(self, failure: Exception, installer: Path) -> None:
        if isinstance(failure, AnnouncementNeededError):
            self._show(replace(self._state, working=""))
            self._view.ask_announcement(installer)
        elif isinstance(failure, CancelledError):
            self._say(Tone.INFO, STOPPED)
        else:
            self._failed(failure)

    def _failed(self, failure: Exception) -> None:
        self._say(Tone.DANGER, failure_text(failure))
        if not isinstance(failure, AppError):
            raise failure  # a bug: the crash handler reports it

    def _say(self, tone: Tone, words: str) -> None:
        self._show(replace(self._state, working="", verdict=words, verdict_tone=tone))

    def _show(self, state: LogicielState) -> None:
        self._state = state
        self._view.show_state(state)
