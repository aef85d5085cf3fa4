"""What runs beside the pages: the synchronisation, the erasures, the state of the strip."""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from app.bootstrap.network import ServiceConnector, network_after
from app.bootstrap.practice_network import PracticeConnector
from app.bootstrap.tidying import Tidying
from app.storage.rapports import Rapport
from app.ui.shell.status import Network, StatusState
from app.ui.tasks import CancelFlag
from app.usecases.demarches_simplifiees.demarches import still_to_send, waiting, way
from app.usecases.demarches_simplifiees.relayed import relay_of
from app.usecases.exchange.automatic import is_worth_a_run, runs_by_itself
from app.usecases.exchange.sending import OutboxState, Progress, outbox_state, synchronise
from app.usecases.workplace import Workplace

if TYPE_CHECKING:
    from app.bootstrap.program import Program
    from app.bootstrap.returning_network import ReturningNetwork


class Background:
    """What a session does beside its pages."""

    def __init__(
        self, program: "Program", workplace: Workplace, failed: Callable[[Exception], None]
    ) -> None:
        pinned = workplace.resources.authority(workplace.convention)
        self.connector = (
            PracticeConnector(workplace)
            if workplace.practice
            else ServiceConnector(program.clock, ca_file=pinned)
        )
        self._program = program
        self._workplace = workplace
        self._runner = program.database_runner
        self._failed = failed
        self._stopping = CancelFlag()
        self._network = Network.UNKNOWN
        self._returning: ReturningNetwork | None = None
        self._running_alone = False
        self._tidying = Tidying(
            workplace, ended=lambda: program.backups.after_tidying(workplace), failed=failed
        )

    def stop(self) -> None:
        """Cancel what runs."""
        self._stopping.set()
        self._tidying.stop()
        if self._returning is not None:
            self._returning.deleteLater()
            self._returning = None

    def run_sync(
        self, progress: Callable[[Progress], None], cancelled: Callable[[], bool]
    ) -> Rapport:
        """Run once, in the network thread; locking the vault stops it."""
        place, connector = self._workplace, self.connector

        def stopped() -> bool:
            return cancelled() or self._stopping.is_set()

        gateway = way(
            place, connector.cancelled_by(stopped), connector.open_form, cancelled=stopped
        )
        relay = relay_of(place, connector.cancelled_by(stopped))
        report = synchronise(place, gateway, progress=progress, cancelled=stopped, relay=relay)
        if not place.practice:
            self._network = network_after(report)
        return report

    def follow_network(self, ended: Callable[[], None]) -> None:
        """Synchronise when the network comes back, if the laptop is set so; tell the end."""
        self._runner.run(
            lambda: runs_by_itself(self._workplace),
            on_success=lambda wanted: self._listen(ended) if wanted else None,
            on_failure=self._failed,
        )

    def _listen(self, ended: Callable[[], None]) -> None:
        if self._returning is not None or self._stopping.is_set():
            return
        from app.bootstrap.returning_network import (  # noqa: PLC0415 - few laptops want it
            ReturningNetwork,
        )

        self._returning = ReturningNetwork(lambda: self._came_back(ended), self._program.window)

    def _came_back(self, ended: Callable[[], None]) -> None:
        if self._running_alone:
            return
        self._runner.run(
            lambda: is_worth_a_run(self._workplace),
            on_success=lambda worth: self._run_alone(ended) if worth else None,
            on_failure=self._failed,
        )

    def _run_alone(self, ended: Callable[[], None]) -> None:
        if self._running_alone or self._stopping.is_set():
            return
        self._running_alone = True

        def finished() -> None:
            self._running_alone = False
            ended()

        def broke(failure: Exception) -> None:
            finished()
            self._failed(failure)

        self._program.network_runner.run(
            lambda: self.run_sync(lambda _: None, lambda: False),
            on_success=lambda _: finished(),
            on_failure=broke,
        )

    def tidy(self) -> None:
        """Erase what is due, then back up; a lock stops it between two records."""
        self._tidying.start()

    def read_status(self, show: Callable[[StatusState], None]) -> None:
        """Read what the strip says and give it to `show`."""
        place = self._workplace
        self._runner.run(
            lambda: _to_send(place),
            on_success=lambda state: show(self._status(state)),
            on_failure=self._failed,
        )

    def _status(self, state: OutboxState) -> StatusState:
        return StatusState(
            waiting=state.waiting.preparees + state.waiting.sans_accuse,
            to_correct=state.waiting.a_corriger,
            last_success=state.last_success,
            network=self._network,
            late=state.is_late(self._workplace.clock.today()),
        )


def _to_send(workplace: Workplace) -> OutboxState:
    """Return what a synchronisation would bring further; a deposit waits for a person."""
    found = outbox_state(workplace, reports=1)
    return replace(found, waiting=still_to_send(found.waiting, waiting(workplace)))
