"""What runs beside the pages: the synchronisation, the erasures, the state of the strip."""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from app.bootstrap.network import ServiceConnector, network_after
from app.bootstrap.tidying import Tidying
from app.storage.rapports import Rapport
from app.ui.shell.status import Network, StatusState
from app.ui.tasks import CancelFlag
from app.usecases.demarches import still_to_send, waiting, way
from app.usecases.sending import OutboxState, Progress, outbox_state, synchronise
from app.usecases.workplace import Workplace

if TYPE_CHECKING:
    from app.bootstrap.program import Program


class Background:
    """What a session does beside its pages."""

    def __init__(
        self, program: "Program", workplace: Workplace, failed: Callable[[Exception], None]
    ) -> None:
        self.connector = ServiceConnector(program.clock)
        self._program = program
        self._workplace = workplace
        self._runner = program.database_runner
        self._failed = failed
        self._stopping = CancelFlag()
        self._network = Network.UNKNOWN
        self._tidying = Tidying(
            workplace, ended=lambda: program.backups.after_tidying(workplace), failed=failed
        )

    def stop(self) -> None:
        """Cancel what runs."""
        self._stopping.set()
        self._tidying.stop()

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
        report = synchronise(place, gateway, progress=progress, cancelled=stopped)
        self._network = network_after(report)
        return report

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
        )


def _to_send(workplace: Workplace) -> OutboxState:
    """Return what a synchronisation would bring further; a deposit waits for a person."""
    found = outbox_state(workplace, reports=1)
    return replace(found, waiting=still_to_send(found.waiting, waiting(workplace)))
