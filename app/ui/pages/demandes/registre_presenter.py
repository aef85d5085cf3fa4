"""Shows the register and the breach log, and leads to what is opened there."""

from dataclasses import dataclass, replace
from typing import Protocol

from app.domain.failures import AppError
from app.ui.messages import failure_text
from app.ui.pages.demandes import registre_words as words
from app.ui.pages.demandes.registre_state import RegisterState
from app.ui.pages.demandes.ways import RegisterWays
from app.ui.tasks import TaskRunner
from app.usecases.registers import demandes, violations
from app.usecases.workplace import Workplace


class RegisterView(Protocol):
    """The page, as the presenter sees it."""

    def show_state(self, state: RegisterState) -> None:
        """Show `state` and nothing else."""
        ...


@dataclass(frozen=True, slots=True)
class _Loaded:
    register: demandes.Registre
    log: violations.Journal


class RegisterPresenter:
    """Reads everything again whenever the page comes, and each minute while it is on screen."""

    def __init__(
        self, view: RegisterView, runner: TaskRunner, workplace: Workplace, ways: RegisterWays
    ) -> None:
        self._view = view
        self._runner = runner
        self._workplace = workplace
        self._ways = ways
        self._state = RegisterState(rule=words.rule_words(workplace.convention))

    def load(self) -> None:
        """Read the register and the log again."""
        place = self._workplace
        self._runner.run(
            lambda: _Loaded(demandes.registre(place), violations.journal(place)),
            on_success=self._loaded,
            on_failure=self._failed,
        )

    def open(self, row_id: str) -> None:
        """Show a request or a breach."""
        request = words.request_of(row_id)
        if request is not None:
            self._ways.open_request(request)
        else:
            self._ways.open_breach(words.breach_of(row_id))

    def note_request(self) -> None:
        """Go and note a request."""
        self._ways.new_request()

    def note_breach(self) -> None:
        """Go and note a breach."""
        self._ways.new_breach()

    def _loaded(self, loaded: _Loaded) -> None:
        clock, now = self._workplace.clock, loaded.register.now
        register, log = loaded.register, loaded.log
        closed = [
            *(
                words.closed_row(words.request_row(one, now, clock), words.closed_words(one))
                for one in register.closes
            ),
            *(
                words.closed_row(words.breach_row(one, now, clock), words.closed_words(one))
                for one in log.closes
            ),
        ]
        self._show(
            replace(
                self._state,
                requests=tuple(
                    words.request_row(one, now, clock)
                    for one in sorted(register.ouvertes, key=lambda one: not one.runs)
                ),
                breaches=tuple(
                    words.breach_row(one, now, clock)
                    for one in sorted(log.ouvertes, key=lambda one: not one.runs)
                ),
                closed=tuple(closed),
                loaded=True,
                problem="",
            )
        )

    def _failed(self, failure: Exception) -> None:
        self._show(replace(self._state, problem=failure_text(failure)))
        if not isinstance(failure, AppError):
            raise failure  # a bug: the crash handler reports it

    def _show(self, state: RegisterState) -> None:
        if state != self._state:
            self._state = state
            self._view.show_state(state)
