"""Runs one synchronisation at a time and tells the agent where it stands."""

from collections.abc import Callable
from dataclasses import replace
from typing import Protocol

from app.domain.failures import AppError
from app.domain.identifiers import PrescriptionId
from app.ui.announcing import announcement_words
from app.ui.dossiers.words import at_words
from app.ui.messages import failure_text
from app.ui.navigation import Navigator
from app.ui.outcome_words import report_text, report_tone
from app.ui.pages.synchroniser import words
from app.ui.pages.synchroniser.state import SyncState
from app.ui.tasks import CancelFlag, TaskRunner
from app.ui.widgets.tones import Tone
from app.usecases.exchange.automatic import let_run_by_itself, runs_by_itself
from app.usecases.exchange.exchanges import Exchanges, exchanges
from app.usecases.exchange.sending import Progress
from app.usecases.records import Rapport
from app.usecases.versions.announcements import Annonce, announcement_of_today
from app.usecases.workplace import Workplace

RunSync = Callable[[Callable[[Progress], None], Callable[[], bool]], Rapport]
"""Runs a synchronisation to its end, in the network's thread: (progress, cancelled) -> report."""


class SyncView(Protocol):
    """The page, as the presenter sees it."""

    def show_state(self, state: SyncState) -> None:
        """Show `state` and nothing else."""
        ...


class SyncPresenter:
    """Everything else stays usable meanwhile: only the network's thread is busy.

    `tell` brings progress from the network's thread to `progressed` in the window's thread.
    """

    def __init__(  # noqa: PLR0913, PLR0917 - two runners and a port are what it needs
        self,
        view: SyncView,
        runner: TaskRunner,
        network: TaskRunner,
        workplace: Workplace,
        navigate: Navigator,
        run_sync: RunSync,
        tell: Callable[[Progress], None],
        follow_network: Callable[[], None] = lambda: None,
    ) -> None:
        self._view = view
        self._runner = runner
        self._network = network
        self._workplace = workplace
        self._navigate = navigate
        self._run_sync = run_sync
        self._tell = tell
        self._follow_network = follow_network
        self.ended: Callable[[], None] = lambda: None  # a run came to its end, good or bad
        self._cancel = CancelFlag()
        self._read: Exchanges | None = None
        self._opened = 0
        self._state = SyncState()

    def load(self) -> None:
        """Read again what waits, and the reports."""
        self._runner.run(
            lambda: (
                exchanges(self._workplace),
                runs_by_itself(self._workplace),
                announcement_of_today(self._workplace),
            ),
            on_success=self._loaded,
            on_failure=self._failed,
        )

    def synchronise(self) -> None:
        """Start a run; a second press while it runs does nothing."""
        if self._state.running or not self._state.by_network:
            return
        self._cancel = cancel = CancelFlag()
        start = Progress(sent=0, total=0, decisions=0)
        self._show(replace(self._state, running=True, stopping=False, progress=start, result=""))
        self._network.run(
            lambda: self._run_sync(self._tell, cancel.is_set),
            on_success=self._ended,
            on_failure=self._broke,
        )

    def cancel(self) -> None:
        """Stop at the next step; what has arrived stays arrived."""
        if self._state.running:
            self._cancel.set()
            self._show(replace(self._state, stopping=True))

    def progressed(self, progress: Progress) -> None:
        """Show how far the run is; said too late, it is ignored."""
        if self._state.running:
            self._show(replace(self._state, progress=progress))

    def open_report(self, report_id: str) -> None:
        """Show a report whole."""
        self._opened = int(report_id)
        self._show(self._with_detail(self._state))

    def open_item(self, item_id: str) -> None:
        """Show the prescription that a report names."""
        if item_id:
            self._navigate.open_prescription(PrescriptionId(item_id))

    def let_run_by_itself(self, wanted: bool) -> None:  # noqa: FBT001 - a check box says it
        """Keep whether this laptop synchronises when the network comes back."""
        if wanted == self._state.automatic:
            return
        self._runner.run(
            lambda: let_run_by_itself(self._workplace, wanted=wanted),
            on_success=lambda _: self._follow(wanted=wanted),
            on_failure=self._failed,
        )

    def open_settings(self) -> None:
        """Go and activate this laptop."""
        self._navigate.open_settings()

    def told_by_stick(self, words: str, tone: Tone, report_id: int) -> None:
        """Show how the preparation of a stick, or the reading of an answer, ended."""
        self._opened = report_id
        self._show(replace(self._state, result=words, tone=tone))
        self._navigate.refresh_status()
        self.load()

    def _follow(self, *, wanted: bool) -> None:
        self._show(replace(self._state, automatic=wanted))
        self._follow_network()

    def _loaded(self, read: tuple[Exchanges, bool, Annonce | None]) -> None:
        found, automatic, announced = read
        self._read = found
        workplace, last = self._workplace, found.outbox.last_success
        waits = found.device.active or found.outbox.waiting.total
        self._show(
            self._with_detail(
                replace(
                    self._state,
                    loaded=True,
                    active=found.device.active,
                    by_network=found.device.active and bool(found.device.address),
                    automatic=automatic,
                    announcement=announcement_words(announced),
                    service=found.device.service,
                    waiting=words.waiting_words(found.outbox.waiting, to_deposit=found.to_deposit)
                    if waits
                    else "",
                    last_success=at_words(last, workplace) if last else "",
                    reports=tuple(
                        words.report_row(report, workplace) for report in found.outbox.reports
                    ),
                )
            )
        )

    def _with_detail(self, state: SyncState) -> SyncState:
        reports = self._read.outbox.reports if self._read else ()
        opened = next((one for one in reports if one.id == self._opened), None)
        if opened is None or self._read is None:
            return replace(state, detail=None)
        detail = words.report_detail(opened, self._read.references, self._workplace)
        return replace(state, detail=detail)

    def _ended(self, rapport: Rapport) -> None:
        self._opened = rapport.id if rapport.items else 0
        self._stop(report_text(rapport), report_tone(rapport))

    def _broke(self, failure: Exception) -> None:
        self._stop(failure_text(failure), Tone.WARNING)
        if not isinstance(failure, AppError):
            raise failure  # a bug: the crash handler reports it

    def _stop(self, result: str, tone: Tone) -> None:
        self._show(
            replace(
                self._state, running=False, stopping=False, progress=None, result=result, tone=tone
            )
        )
        self._navigate.refresh_status()
        self.load()
        self.ended()

    def _failed(self, failure: Exception) -> None:
        self._show(replace(self._state, result=failure_text(failure), tone=Tone.DANGER))
        if not isinstance(failure, AppError):
            raise failure  # a bug: the crash handler reports it

    def _show(self, state: SyncState) -> None:
        self._state = state
        self._view.show_state(state)
