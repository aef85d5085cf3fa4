"""What every step of the preparation does: read the draft, keep it, go back, wait, give up."""

from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import replace
from typing import Any, Generic, Protocol, TypeVar

from app.domain.failures import AppError
from app.domain.identifiers import MandatId
from app.ui.messages import failure_text
from app.ui.pages.mandats.prise.desk import Desk
from app.ui.pages.mandats.prise.state import StepState
from app.ui.pages.mandats.prise.steps import Step
from app.ui.tasks import ResultT
from app.usecases.mandats import drafting, overview
from app.usecases.mandats.overview import MandatComplet

_StateT_contra = TypeVar("_StateT_contra", bound=StepState, contravariant=True)

HELD = "Le projet de mandat vous attend dans «\u00a0À finir\u00a0»."
DROPPED = "Le projet de mandat est effacé."


class StepView(Protocol[_StateT_contra]):
    """The page, as the presenter sees it."""

    def show_state(self, state: _StateT_contra) -> None:
        """Show `state` and nothing else."""
        ...


StateT = TypeVar("StateT", bound=StepState)
ViewT = TypeVar("ViewT", bound=StepView[Any])


class StepPresenter(ABC, Generic[StateT, ViewT]):
    """One step of one draft: what is given is kept on going on; the page asks before it is left."""

    step: Step

    def __init__(
        self,
        view: ViewT,
        desk: Desk,
        mandat_id: MandatId,
        state: StateT,
    ) -> None:
        self._view = view
        self._runner = desk.runner
        self._workplace = desk.place
        self._navigate = desk.navigate
        self._ways = desk.ways
        self._id = mandat_id
        self._state = state

    def load(self) -> None:
        """Read the draft again."""
        self._runner.run(
            lambda: overview.load(self._workplace, self._id),
            on_success=self._read,
            on_failure=self._failed,
        )

    def back(self) -> None:
        """Go to the step before this one."""
        self._ways.step(self._id, Step(self.step - 1))

    def hold(self) -> None:
        """Leave the draft; it waits in the tray."""
        self._navigate.go_home()
        self._navigate.show_message(HELD)

    def drop(self) -> None:
        """Erase the draft (the page asked whether it is meant)."""
        self._do(lambda: drafting.drop(self._workplace, self._id), lambda _: self._gone(DROPPED))

    def _gone(self, said: str) -> None:
        self._navigate.go_home()
        self._navigate.show_message(said)

    def _read(self, found: MandatComplet) -> None:
        who = found.personne.display_name if found.personne else ""
        self._state = replace(self._state, who=who, loaded=True, working=False)
        self._loaded(found)

    @abstractmethod
    def _loaded(self, found: MandatComplet) -> None:
        """Show what was read."""

    def _next(self) -> None:
        self._ways.step(self._id, Step(self.step + 1))

    def _do(self, work: Callable[[], ResultT], done: Callable[[ResultT], None]) -> None:
        if self._state.working:
            return
        self._show(replace(self._state, working=True, problem="", said=""))
        self._runner.run(work, on_success=done, on_failure=self._failed)

    def _failed(self, failure: Exception) -> None:
        self._show(replace(self._state, working=False, problem=failure_text(failure)))
        if not isinstance(failure, AppError):
            raise failure  # a bug: the crash handler reports it

    def _show(self, state: StateT) -> None:
        self._state = state
        self._view.show_state(state)
