"""The breach on screen: what is known of it, what is shown, and how work on it is done."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Protocol

from app.domain.failures import AppError
from app.domain.identifiers import ViolationId
from app.ui.asking.asked import Form
from app.ui.clock_words import day_line, hour_line
from app.ui.messages import failure_text
from app.ui.navigation import Navigator
from app.ui.pages.demandes import incident_words as words
from app.ui.pages.demandes.demande_words import DAY, DELAY, HOUR, delay_asked
from app.ui.pages.demandes.incident_asked import ASKED, Step
from app.ui.pages.demandes.incident_reading import form_of
from app.ui.pages.demandes.incident_state import BreachState
from app.ui.pages.demandes.registre_words import breach_pill
from app.ui.tasks import ResultT, TaskRunner
from app.usecases.registers import demandes_papers, violations
from app.usecases.registers.demandes_papers import AddressMissingError, MailFile
from app.usecases.registers.hours import (
    DelayReasonError,
    FutureHourError,
    SkippedHourError,
    TooEarlyHourError,
)
from app.usecases.registers.violations import ViolationSuivie
from app.usecases.workplace import Workplace

_HOURS = (FutureHourError, SkippedHourError, TooEarlyHourError)


class BreachView(Protocol):
    """The page, as the presenter sees it."""

    def show_state(self, state: BreachState) -> None:
        """Show `state` and nothing else."""
        ...

    def to_mistake(self, code: str) -> None:
        """Put the focus on what is missing or wrong."""
        ...

    def to_address(self) -> None:
        """Put the focus on the address."""
        ...

    def save_mail(self, file: MailFile) -> Path | None:
        """Ask where the e-mail goes and write it there; None when nothing was written.

        Raises:
            OSError: the place cannot be written to.
        """
        ...


class BreachDesk:
    """Shared by those who lead through the steps and those who send.

    Attributes:
        id, one: the breach, None before it is noted and before it is read.
        state: what is shown.
    """

    def __init__(
        self,
        view: BreachView,
        runner: TaskRunner,
        workplace: Workplace,
        navigate: Navigator,
        violation_id: ViolationId | None,
    ) -> None:
        self.view = view
        self._runner = runner
        self.workplace = workplace
        self.navigate = navigate
        self.id = violation_id
        self.one: ViolationSuivie | None = None
        now = workplace.clock.now().astimezone(workplace.clock.zone())
        self.state = BreachState(
            form=Form(
                asked=ASKED[Step.KNOWN],
                values={DAY: (day_line(now),), HOUR: (hour_line(now),)},
            ),
            stated=demandes_papers.address_is_stated(workplace.convention),
        )

    def show(self, state: BreachState) -> None:
        """Show `state` and nothing else."""
        self.state = state
        self.view.show_state(state)

    def do(self, work: Callable[[], ResultT], done: Callable[[ResultT], None]) -> None:
        """Do some work in a thread, then `done`; one at a time. What is refused is said."""
        if self.state.working:
            return

        def succeeded(result: ResultT) -> None:
            self.state = replace(self.state, working=False)
            done(result)

        self.show(replace(self.state, working=True, said="", problem="", address_mistake=""))
        self._runner.run(work, on_success=succeeded, on_failure=self._failed)

    def done(self, said: str) -> None:
        """Say what was done, and show the breach as it stands now."""
        self.show(replace(self.state, sending=Form(), said=said, problem="", working=False))
        self.navigate.refresh_status()
        if self.id is not None:
            self.read(self.id, Step.SEND)

    def read(self, violation_id: ViolationId, step: Step) -> None:
        """Read the breach again, and show it at `step`."""
        place = self.workplace

        def read() -> tuple[violations.Journal, ViolationSuivie, str]:
            return (
                violations.journal(place),
                violations.load(place, violation_id),
                demandes_papers.address(place),
            )

        self._runner.run(
            read, on_success=lambda found: self._loaded(found, step), on_failure=self._failed
        )

    def _loaded(self, found: tuple[violations.Journal, ViolationSuivie, str], step: Step) -> None:
        log, one, address = found
        self.one = one
        violation, place = one.violation, self.workplace
        constat = violation.constat
        clock, tone = words.clock_of(one, log.now, place)
        self.show(
            replace(
                self.state,
                step=step,
                numero=violation.numero,
                pill=breach_pill(one, log.now),
                clock=clock,
                clock_tone=tone,
                gone=words.gone_words(constat, place) if violation.is_open else "",
                form=form_of(step, constat, place.clock.zone()),
                counted=words.counted_of(constat, place),
                facts=words.facts_of(violation, place),
                sent=words.sent_of(violation, place),
                missing=words.missing_words(constat) if violation.is_open else "",
                may_send=violation.is_open and (one.runs or violation.may_be_completed),
                complements=bool(violation.envois),
                is_open=violation.is_open,
                may_close=violation.is_open,
                address=address,
                working=False,
            )
        )

    def _failed(self, failure: Exception) -> None:
        state, said = replace(self.state, working=False), failure_text(failure)
        if isinstance(failure, AddressMissingError):
            self.show(replace(state, address_mistake=said))
            self.view.to_address()
        elif isinstance(failure, DelayReasonError):  # typed later than the form was made
            asked = (*state.sending.asked, delay_asked())
            form = replace(state.sending, asked=asked, mistakes={DELAY: said})
            self.show(replace(state, sending=form))
            self.view.to_mistake(DELAY)
        elif isinstance(failure, _HOURS):
            wrong = {HOUR: said}
            if state.sending.asked:
                self.show(replace(state, sending=replace(state.sending, mistakes=wrong)))
            else:
                self.show(replace(state, form=replace(state.form, mistakes=wrong)))
            self.view.to_mistake(HOUR)
        else:
            self.show(replace(state, problem=said))
        if not isinstance(failure, AppError):
            raise failure  # a bug: the crash handler reports it
