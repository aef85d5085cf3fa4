"""Counts one quick help at a time, and takes it back."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Protocol

from app.documents.languages import Language
from app.domain.failures import AppError
from app.ui.messages import failure_text
from app.ui.navigation import Navigator
from app.ui.tasks import TaskRunner
from app.usecases.interview.counting import AIDES, count_quick_help, undo_quick_help
from app.usecases.papers import desk_papers
from app.usecases.papers.desk_papers import Shuttle
from app.usecases.papers.take_home import quick_sheet
from app.usecases.workplace import Workplace


@dataclass(frozen=True, slots=True, kw_only=True)
class AideState:
    """Everything the page shows. `counted` is the theme just counted, empty before.

    `languages` and `motifs` are what the papers given then may say.
    """

    themes: tuple[tuple[str, str], ...]
    picked: str = ""
    counted: str = ""
    said: str = ""
    mistake: str = ""
    problem: str = ""
    working: bool = False
    languages: tuple[Language, ...] = ()
    motifs: Mapping[str, str] = field(default_factory=dict[str, str])


class AideView(Protocol):
    """The page, as the presenter sees it."""

    def show_state(self, state: AideState) -> None:
        """Show `state` and nothing else."""
        ...


class AideRapidePresenter:
    """Theme, done: nothing is asked or kept of the person."""

    def __init__(
        self, view: AideView, runner: TaskRunner, workplace: Workplace, navigate: Navigator
    ) -> None:
        self._view = view
        self._runner = runner
        self._workplace = workplace
        self._navigate = navigate
        self._state = AideState(themes=tuple(AIDES.items()))

    def start(self) -> None:
        """Show the themes."""
        self._view.show_state(self._state)

    def pick(self, theme: str) -> None:
        """Note which theme it was; nothing is counted yet."""
        self._show(replace(self._state, picked=theme, mistake="", said=""))

    def count(self) -> None:
        """Count the theme that is picked."""
        theme = self._state.picked
        if self._state.working or self._state.counted:
            return
        if not theme:
            self._show(replace(self._state, mistake="Choisissez d’abord le sujet de l’aide."))
            return
        self._show(replace(self._state, working=True, problem=""))

        def count() -> tuple[tuple[Language, ...], dict[str, str]]:
            count_quick_help(self._workplace, theme)
            return (
                desk_papers.notice_languages(self._workplace),
                desk_papers.motifs(self._workplace),
            )

        self._runner.run(
            count,
            on_success=lambda read: self._counted(theme, *read),
            on_failure=self._failed,
        )

    def undo(self) -> None:
        """Take back what was just counted."""
        theme = self._state.counted
        if self._state.working or not theme:
            return
        self._show(replace(self._state, working=True, problem=""))
        self._runner.run(
            lambda: undo_quick_help(self._workplace, theme),
            on_success=lambda _done: self._undone(),
            on_failure=self._failed,
        )

    def another(self) -> None:
        """Count one more."""
        self._show(AideState(themes=self._state.themes))

    def done(self) -> None:
        """Go back to Aujourd’hui."""
        self._navigate.go_home()

    def show_sheet(self, langue: str) -> None:
        """Make « Votre feuille » for the help just counted."""
        theme = self._state.counted
        self._runner.run(
            lambda: quick_sheet(self._workplace, theme, langue=langue),
            on_success=self._navigate.show_paper,
            on_failure=self._failed,
        )

    def show_shuttle(self, said: Shuttle) -> None:
        """Make the sheet that sends the person on; nothing of it is kept."""
        self._runner.run(
            lambda: desk_papers.shuttle(self._workplace, said),
            on_success=self._navigate.show_paper,
            on_failure=self._failed,
        )

    def _counted(
        self, theme: str, languages: tuple[Language, ...], motifs: Mapping[str, str]
    ) -> None:
        self._show(
            replace(
                self._state,
                working=False,
                languages=languages,
                motifs=motifs,
                counted=theme,
                said=f"C’est compté\u00a0: {AIDES[theme]}.",
            )
        )

    def _undone(self) -> None:
        self._show(
            replace(
                self._state,
                working=False,
                counted="",
                picked="",
                said="Annulé\u00a0: cette aide n’est plus comptée.",
            )
        )

    def _failed(self, failure: Exception) -> None:
        self._show(replace(self._state, working=False, problem=failure_text(failure)))
        if not isinstance(failure, AppError):
            raise failure  # a bug: the crash handler reports it

    def _show(self, state: AideState) -> None:
        self._state = state
        self._view.show_state(state)
