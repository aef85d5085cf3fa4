"""Leads from the choice of a convention to an open practice."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Generic, Protocol, TypeVar

from app.domain.failures import AppError
from app.ui.messages import failure_text
from app.ui.pages.entrainement.state import ConventionEntry, EntrainementState
from app.ui.tasks import CancelledError, TaskRunner

SessionT = TypeVar("SessionT")
_PREPARING = "Préparation des personnes fictives…"
_OPENING = "Ouverture de l’entraînement…"
_CHOOSE = "Choisissez d’abord la convention à pratiquer."


Tell = Callable[[int, int], None]


class Relay(Protocol):
    """Brings the progress of a preparation out of its thread, and « stop » into it."""

    def begin(self) -> Tell:
        """Return the progress of a new preparation."""
        ...

    def stop(self) -> None:
        """Stop it at its next step."""
        ...


class EntrainementView(Protocol):
    """The page, as the presenter sees it."""

    def show_state(self, state: EntrainementState) -> None:
        """Show `state` and nothing else."""
        ...


@dataclass(frozen=True, kw_only=True)  # no slots: Python 3.11 cannot make `Ports[X](…)` of them
class EntrainementPorts(Generic[SessionT]):
    """What the presenter needs of the program; `begin` runs in a thread.

    `begin(convention, anew, tell)` prepares practice where it is not there, or `anew`, and returns
    it open; `tell(done, total)` raises once the preparation is to stop.
    """

    conventions: Sequence[ConventionEntry]
    mine: str
    ready: Callable[[str], bool]
    begin: Callable[[str, bool, Tell], SessionT]
    on_opened: Callable[[SessionT], None]


class EntrainementPresenter(Generic[SessionT]):
    """Holds which convention is practised."""

    def __init__(
        self,
        view: EntrainementView,
        runner: TaskRunner,
        ports: EntrainementPorts[SessionT],
        relay: Relay,
    ) -> None:
        self._view = view
        self._runner = runner
        self._ports = ports
        self._relay = relay
        known = {one.code for one in ports.conventions}
        mine = ports.mine if ports.mine in known else ""
        self._state = EntrainementState(
            conventions=tuple(ports.conventions),
            chosen=mine,
            ready=bool(mine) and ports.ready(mine),
        )
        view.show_state(self._state)

    def choose(self, code: str) -> None:
        """Practise another convention."""
        self._show(replace(self._state, chosen=code, ready=self._ports.ready(code), problem=""))

    def begin(self, *, anew: bool = False) -> None:
        """Open practice; prepare it first where it is not there, or from fresh data."""
        if self._state.working:
            return
        code = self._state.chosen
        if not code:
            self._show(replace(self._state, problem=_CHOOSE))
            return
        tell = self._relay.begin()
        ready = self._state.ready and not anew
        self._show(replace(self._state, problem="", working=_OPENING if ready else _PREPARING))
        self._runner.run(
            lambda: self._ports.begin(code, anew, tell),
            on_success=self._opened,
            on_failure=self._failed,
        )

    def cancel(self) -> None:
        """Stop the preparation; nothing of it is left."""
        self._relay.stop()

    def progressed(self, done: int, total: int) -> None:
        """Say how far the preparation is."""
        if self._state.working:
            self._show(replace(self._state, working=_PREPARING, done=done, total=total))

    def _opened(self, session: SessionT) -> None:
        self._show(replace(self._state, working="", done=0, total=0))
        self._ports.on_opened(session)

    def _failed(self, failure: Exception) -> None:
        self._show(
            replace(
                self._state,
                working="",
                done=0,
                total=0,
                ready=self._ports.ready(self._state.chosen),
                problem="" if isinstance(failure, CancelledError) else failure_text(failure),
            )
        )
        if not isinstance(failure, AppError):
            raise failure  # a bug: the crash handler reports it

    def _show(self, state: EntrainementState) -> None:
        self._state = state
        self._view.show_state(state)
