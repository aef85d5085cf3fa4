"""Makes the papers of the tab « Papiers » and shows them; nothing of them is kept."""

from collections.abc import Callable
from dataclasses import replace
from typing import Protocol

from app.domain.failures import AppError
from app.ui.messages import failure_text
from app.ui.navigation import Navigator
from app.ui.pages.reglages.papiers.lettres_words import letters_state
from app.ui.pages.reglages.papiers.state import PapiersTabState
from app.ui.tasks import TaskRunner
from app.usecases.interview.papers import ProducedPaper
from app.usecases.papers import desk_papers
from app.usecases.versions import letters
from app.usecases.workplace import Workplace


class PapiersTabView(Protocol):
    """The tab, as the presenter sees it."""

    def show_state(self, state: PapiersTabState) -> None:
        """Show `state` and nothing else."""
        ...


class PapiersTabPresenter:
    """One paper at a time, in the background: making one takes up to 0.3 s."""

    def __init__(
        self, view: PapiersTabView, runner: TaskRunner, workplace: Workplace, navigate: Navigator
    ) -> None:
        self._view = view
        self._runner = runner
        self._workplace = workplace
        self._navigate = navigate
        self._state = PapiersTabState()

    def load(self) -> None:
        """Read what may be printed."""
        self._runner.run(self._read, on_success=self._show, on_failure=self._failed)

    def show_shuttle(self) -> None:
        """Make a blank shuttle sheet."""
        self._make(lambda: desk_papers.blank_shuttle(self._workplace))

    def show_notice(self, code: str) -> None:
        """Make a blank notice, followed by its translation."""
        self._make(lambda: desk_papers.blank_notice(self._workplace, code))

    def open_carnet(self) -> None:
        """Go and print numbered papers for a day without power or printer."""
        self._navigate.open_carnet_secours()

    def activate_letters(self, sha256: str) -> None:
        """Put a text of the letters in force, and show what is in force then."""

        def act() -> PapiersTabState:
            letters.activate(self._workplace, sha256)
            return self._read()

        self._runner.run(act, on_success=self._show, on_failure=self._failed)

    def _make(self, make: Callable[[], ProducedPaper]) -> None:
        self._runner.run(make, on_success=self._navigate.show_paper, on_failure=self._failed)

    def _read(self) -> PapiersTabState:
        return PapiersTabState(
            languages=desk_papers.notice_languages(self._workplace),
            letters=letters_state(letters.letters(self._workplace)),
        )

    def _show(self, state: PapiersTabState) -> None:
        self._state = state
        self._view.show_state(state)

    def _failed(self, failure: Exception) -> None:
        self._show(replace(self._state, problem=failure_text(failure)))
        if not isinstance(failure, AppError):
            raise failure  # a bug: the crash handler reports it
