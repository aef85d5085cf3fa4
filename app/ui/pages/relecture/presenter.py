"""Reads an interview again; there is nothing to change."""

from dataclasses import replace
from typing import Protocol

from app.domain.failures import AppError
from app.domain.identifiers import EntretienId
from app.questionnaire.expressions.failures import EvaluationError
from app.ui.messages import failure_text
from app.ui.navigation import Navigator
from app.ui.pages.relecture.state import ReviewState
from app.ui.pages.relecture.words import state_of
from app.ui.tasks import TaskRunner
from app.usecases.interview import receiving
from app.usecases.interview.reviewing import review
from app.usecases.workplace import Workplace


class ReviewView(Protocol):
    """The page, as the presenter sees it."""

    def show_state(self, state: ReviewState) -> None:
        """Show `state` and nothing else."""
        ...


class RelecturePresenter:
    """Shows the questions with their answers, under the questionnaire they were given to."""

    def __init__(
        self,
        view: ReviewView,
        runner: TaskRunner,
        workplace: Workplace,
        navigate: Navigator,
        entretien_id: EntretienId,
    ) -> None:
        self._view = view
        self._runner = runner
        self._workplace = workplace
        self._navigate = navigate
        self._id = entretien_id
        self._state = ReviewState()

    def load(self) -> None:
        """Read the interview; in a thread: an older questionnaire may have to be loaded."""
        self._runner.run(
            lambda: state_of(review(self._workplace, self._id), self._workplace),
            on_success=self._show,
            on_failure=self._failed,
        )

    def resume(self) -> None:
        """Take the interview up where it stands."""
        self._runner.run(
            lambda: receiving.take_up(self._workplace, self._id),
            on_success=lambda taken: self._navigate.open_interview(taken.id),
            on_failure=self._failed,
        )

    def open_papers(self) -> None:
        """Show its papers."""
        self._navigate.open_papers(self._id)

    def leave(self) -> None:
        """Go back to where it was opened from."""
        self._navigate.go_back()

    def _failed(self, failure: Exception) -> None:
        self._show(replace(self._state, problem=failure_text(failure)))
        if not isinstance(failure, AppError | EvaluationError):
            raise failure  # a bug: the crash handler reports it

    def _show(self, state: ReviewState) -> None:
        self._state = state
        self._view.show_state(state)
