"""Reads this laptop's slices, and gives one back when the worker says so."""

from typing import Protocol

from app.domain.failures import AppError
from app.ui.messages import failure_text
from app.ui.pages.synchroniser.slices_state import SlicesState, slice_row
from app.ui.pages.synchroniser.stick_presenter import Told
from app.ui.tasks import TaskRunner
from app.ui.widgets.tones import Tone
from app.usecases.exchange.slices import SliceLine, give_back, slices_here
from app.usecases.workplace import Workplace

_GIVEN_BACK = (
    "Ces carnets ne sont plus à remettre sur ce poste. Synchronisez pour que le Département le "
    "sache."
)


class SlicesView(Protocol):
    """The card, as the presenter sees it."""

    def show_state(self, state: SlicesState) -> None:
        """Show `state` and nothing else."""
        ...


class SlicesPresenter:
    """`told` shows a sentence on the page."""

    def __init__(
        self, view: SlicesView, runner: TaskRunner, workplace: Workplace, told: Told
    ) -> None:
        self._view = view
        self._runner = runner
        self._workplace = workplace
        self._told = told

    def load(self) -> None:
        """Read again what is here."""
        self._runner.run(
            lambda: slices_here(self._workplace), on_success=self._loaded, on_failure=self._broke
        )

    def give_back(self, slice_id: str) -> None:
        """Hand out no more of a slice."""
        self._runner.run(
            lambda: give_back(self._workplace, slice_id),
            on_success=self._given,
            on_failure=self._broke,
        )

    def _given(self, done: bool) -> None:  # noqa: FBT001 - what the use case says
        if done:
            self._told(_GIVEN_BACK, Tone.SUCCESS, 0)
        self.load()

    def _loaded(self, found: tuple[SliceLine, ...]) -> None:
        self._view.show_state(SlicesState(rows=tuple(slice_row(one) for one in found)))

    def _broke(self, failure: Exception) -> None:
        self._told(failure_text(failure), Tone.WARNING, 0)
        if not isinstance(failure, AppError):
            raise failure  # a bug: the crash handler reports it
