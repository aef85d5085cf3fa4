"""Leads through the notification of a breach; each step is kept before the next one comes."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Protocol

from app.domain.failures import AppError
from app.domain.identifiers import ViolationId
from app.domain.violation import Constat, Inventaire, Violation
from app.ui.clock_words import day_line, hour_line
from app.ui.messages import failure_text
from app.ui.navigation import Navigator
from app.ui.pages.demandes import incident_words as words
from app.ui.pages.demandes.asking import Form, with_value
from app.ui.pages.demandes.demande_words import DAY, DELAY, HOUR, delay_asked
from app.ui.pages.demandes.incident_asked import ASKED, Step
from app.ui.pages.demandes.incident_reading import form_of, known_after
from app.ui.pages.demandes.incident_state import BreachState
from app.ui.pages.demandes.reading import day_of, first_of, hour_of, sent_of
from app.ui.pages.demandes.registre_words import breach_pill
from app.ui.tasks import ResultT, TaskRunner
from app.usecases import demandes_papers, rights_files, violations, violations_papers
from app.usecases.demandes_papers import AddressMissingError, MailFile
from app.usecases.hours import (
    DelayReasonError,
    FutureHourError,
    SkippedHourError,
    TooEarlyHourError,
)
from app.usecases.papers import ProducedPaper
from app.usecases.violation_advice import advised
from app.usecases.violations import ViolationSuivie
from app.usecases.workplace import Workplace

_HOURS = (FutureHourError, SkippedHourError, TooEarlyHourError)
_SAVED = (
    "Le courriel est enregistré dans un fichier. Envoyez-le depuis votre messagerie, puis notez "
    "l’heure réelle de l’envoi."
)


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


class BreachPresenter:
    """A new breach begins with the hour at which it was known; one that is noted, at its end."""

    def __init__(
        self,
        view: BreachView,
        runner: TaskRunner,
        workplace: Workplace,
        navigate: Navigator,
        violation_id: ViolationId | None,
    ) -> None:
        self._view = view
        self._runner = runner
        self._workplace = workplace
        self._navigate = navigate
        self._id = violation_id
        self._one: ViolationSuivie | None = None
        now = workplace.clock.now().astimezone(workplace.clock.zone())
        self._state = BreachState(
            form=Form(
                asked=ASKED[Step.KNOWN],
                values={DAY: (day_line(now),), HOUR: (hour_line(now),)},
            ),
            stated=demandes_papers.address_is_stated(workplace.convention),
        )

    def load(self) -> None:
        """Show the first step of a new breach, the last of one that is noted."""
        if self._id is None:
            self._show(self._state)
        else:
            self._read(self._id, Step.SEND)

    def edit(self, code: str, value: tuple[str, ...]) -> None:
        """Take an answer of the step, or of the form that notes the sending."""
        state = self._state
        if state.sending.asked:
            self._show(replace(state, sending=with_value(state.sending, code, value)))
        else:
            self._show(replace(state, form=with_value(state.form, code, value)))

    def go_on(self) -> None:
        """Keep the step and show the next one."""
        if self._state.working or self._state.step is Step.SEND:
            return
        if self._state.step is Step.KNOWN:
            self._declare()
        else:
            self._keep(Step(self._state.step + 1))

    def back(self) -> None:
        """Keep the step and show the one before it; the hour of knowing does not change."""
        if self._state.step > Step.WHAT:
            self._keep(Step(self._state.step - 1))

    def count_here(self) -> None:
        """Count what this laptop holds."""
        self._do(lambda: violations.count_here(self._workplace), self.counted)

    def counted(self, inventory: Inventaire) -> None:
        """Take the numbers that were counted, here or in a backup."""
        if self._one is None or self._id is None:
            return
        constat = violations.with_inventory(self._one.violation.constat, inventory)
        violation_id = self._id
        self._do(
            lambda: violations.keep(self._workplace, violation_id, constat),
            lambda _: self._read(violation_id, self._state.step),
        )

    def show_paper(self) -> None:
        """Make the PDF of what is known and show it."""
        if self._id is not None:
            violation_id = self._id
            self._do(
                lambda: violations_papers.notification(self._workplace, violation_id), self._paper
            )

    def make_mail(self, address: str) -> None:
        """Make the e-mail and have it written where the worker wants."""
        if self._id is None:
            return
        place, violation_id = self._workplace, self._id

        def work() -> MailFile:
            if not self._state.stated:
                demandes_papers.keep_address(place, address.strip())
            return violations_papers.mail(place, violation_id)

        if not self._state.stated:
            self._state = replace(self._state, address=address)  # wrong, it can be mended
        self._do(work, lambda file: self._mailed(violation_id, file))

    def ask_sending(self) -> None:
        """Open the form that notes the real sending."""
        if self._one is not None:
            form = words.sending_form(self._one, self._workplace)
            self._show(replace(self._state, sending=form, said="", problem=""))

    def give_up(self) -> None:
        """Close that form."""
        self._show(replace(self._state, sending=Form()))

    def submit_sending(self) -> None:
        """Note the real sending."""
        mistakes: dict[str, str] = {}
        sent = sent_of(self._state.sending, mistakes)
        if sent is None or self._id is None:
            sending = replace(self._state.sending, mistakes=mistakes)
            self._show(replace(self._state, sending=sending))
            self._view.to_mistake(first_of(sending, mistakes))
            return
        violation_id = self._id
        self._do(
            lambda: violations.note_sending(self._workplace, violation_id, sent),
            lambda _: self._done("L’envoi est noté dans le registre."),
        )

    def close(self) -> None:
        """Close the breach (the page asked whether it is meant)."""
        if self._id is not None:
            violation_id = self._id
            self._do(
                lambda: violations.close(self._workplace, violation_id),
                lambda _: self._done("La violation est close. Elle reste au registre cinq ans."),
            )

    def leave(self) -> None:
        """Go back to the register; what was answered in the step on screen is kept."""
        if self._id is not None and Step.KNOWN < self._state.step < Step.SEND:
            constat, mistakes = self._answered()
            violation_id = self._id
            if constat is not None and not mistakes:
                self._do(
                    lambda: violations.keep(self._workplace, violation_id, constat),
                    lambda _: self._navigate.go_back(),
                )
                return
        self._navigate.go_back()

    def _declare(self) -> None:
        form, mistakes = self._state.form, dict[str, str]()
        day, hour = day_of(form, mistakes), hour_of(form, mistakes)
        if day is None or hour is None:
            self._show(replace(self._state, form=replace(form, mistakes=mistakes)))
            self._view.to_mistake(first_of(form, mistakes))
            return

        def declared(violation: Violation) -> None:
            self._id = violation.id
            self._navigate.refresh_status()
            self._read(violation.id, Step.WHAT)

        self._do(lambda: violations.declare(self._workplace, day, hour), declared)

    def _answered(self) -> tuple[Constat | None, dict[str, str]]:
        if self._one is None:
            return None, {}
        return known_after(
            self._state.step,
            self._state.form,
            self._one.violation.constat,
            self._workplace.clock.zone(),
        )

    def _keep(self, then: Step) -> None:
        constat, mistakes = self._answered()
        if constat is None or self._id is None:
            return
        if mistakes:
            form = replace(self._state.form, mistakes=mistakes)
            self._show(replace(self._state, form=form))
            self._view.to_mistake(first_of(form, mistakes))
            return
        violation_id, known = self._id, advised(constat)
        self._do(
            lambda: violations.keep(self._workplace, violation_id, known),
            lambda _: self._read(violation_id, then),
        )

    def _read(self, violation_id: ViolationId, step: Step) -> None:
        place = self._workplace

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
        self._one = one
        violation, place = one.violation, self._workplace
        constat = violation.constat
        clock, tone = words.clock_of(one, log.now, place)
        self._show(
            replace(
                self._state,
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

    def _paper(self, paper: ProducedPaper) -> None:
        self._show(replace(self._state, working=False))
        self._navigate.show_paper(paper)

    def _mailed(self, violation_id: ViolationId, file: MailFile) -> None:
        self._show(replace(self._state, working=False, address=file.to, address_mistake=""))
        try:
            path = self._view.save_mail(file)
        except OSError:
            refused = "Ce fichier n’a pas pu être écrit. Choisissez un autre endroit."
            self._show(replace(self._state, problem=refused))
            return
        if path is not None:
            self._do(
                lambda: rights_files.note_breach_file(self._workplace, violation_id),
                lambda _: self._done(_SAVED),
            )

    def _done(self, said: str) -> None:
        self._show(replace(self._state, sending=Form(), said=said, problem="", working=False))
        self._navigate.refresh_status()
        if self._id is not None:
            self._read(self._id, Step.SEND)

    def _do(self, work: Callable[[], ResultT], done: Callable[[ResultT], None]) -> None:
        if self._state.working:
            return

        def succeeded(result: ResultT) -> None:
            self._state = replace(self._state, working=False)
            done(result)

        self._show(replace(self._state, working=True, said="", problem="", address_mistake=""))
        self._runner.run(work, on_success=succeeded, on_failure=self._failed)

    def _failed(self, failure: Exception) -> None:
        state, said = replace(self._state, working=False), failure_text(failure)
        if isinstance(failure, AddressMissingError):
            self._show(replace(state, address_mistake=said))
            self._view.to_address()
        elif isinstance(failure, DelayReasonError):  # typed later than the form was made
            asked = (*state.sending.asked, delay_asked())
            form = replace(state.sending, asked=asked, mistakes={DELAY: said})
            self._show(replace(state, sending=form))
            self._view.to_mistake(DELAY)
        elif isinstance(failure, _HOURS):
            wrong = {HOUR: said}
            if state.sending.asked:
                self._show(replace(state, sending=replace(state.sending, mistakes=wrong)))
            else:
                self._show(replace(state, form=replace(state.form, mistakes=wrong)))
            self._view.to_mistake(HOUR)
        else:
            self._show(replace(state, problem=said))
        if not isinstance(failure, AppError):
            raise failure  # a bug: the crash handler reports it

    def _show(self, state: BreachState) -> None:
        self._state = state
        self._view.show_state(state)
