"""Turns what is asked of the card « Conservation du dossier » into use cases."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Protocol

from app.domain.failures import AppError
from app.domain.identifiers import PersonneId
from app.ui.clock_words import parse_day
from app.ui.dossiers.erasing import held_words
from app.ui.messages import failure_text
from app.ui.pages.personnes import conservation_words as words
from app.ui.pages.personnes.conservation import ConservationState
from app.ui.tasks import ResultT, TaskRunner
from app.usecases.destruction import erasing
from app.usecases.destruction.erasing import HoldTooLongError
from app.usecases.people.persons import Dossier
from app.usecases.records import MotifConservation
from app.usecases.workplace import Workplace


class ConservationView(Protocol):
    """The card, as the presenter sees it."""

    def show_conservation(self, state: ConservationState) -> None:
        """Show `state` and nothing else."""
        ...

    def to_mistake(self) -> None:
        """Put the focus on what is missing or wrong."""
        ...


class RecordHost(Protocol):
    """The record that the card is a part of."""

    def tell(self, sentence: str, *, problem: bool) -> None:
        """Say what was done with the record, or what went wrong."""
        ...

    def load(self) -> None:
        """Read the record again."""
        ...


class ConservationPresenter:
    """One action at a time; what it says is said by the record's page, its `host`."""

    def __init__(
        self,
        view: ConservationView,
        runner: TaskRunner,
        workplace: Workplace,
    ) -> None:
        self._view = view
        self._runner = runner
        self._workplace = workplace
        self.host: RecordHost | None = None
        self._dossier: Dossier | None = None
        self._state = ConservationState()

    def show_record(self, dossier: Dossier) -> None:
        """Show until when `dossier` is kept."""
        self._dossier = dossier
        self._do(
            lambda: erasing.hold_of(self._workplace, dossier.personne.id),
            lambda hold: self._show(
                ConservationState(
                    kept=words.kept_words(
                        dossier.due_on,
                        self._workplace.convention,
                        prescribed=bool(dossier.prescriptions),
                    )
                    if hold is None
                    else "",
                    held=held_words(hold),
                    may_hold=words.may_hold(
                        dossier.due_on, self._workplace.clock.today(), held=hold is not None
                    ),
                )
            ),
        )

    def ask_hold(self) -> None:
        """Show the form of a hold."""
        self._show(replace(self._state, asking=True))

    def give_up(self) -> None:
        """Put the form away."""
        self._show(
            replace(
                self._state, asking=False, reason="", until="", reason_mistake="", until_mistake=""
            )
        )

    def pick_reason(self, code: str) -> None:
        """Note the reason."""
        self._show(replace(self._state, reason=code, reason_mistake=""))

    def type_until(self, text: str) -> None:
        """Note the day as it is being typed."""
        self._state = replace(self._state, until=text, until_mistake="")

    def submit(self) -> None:
        """Keep the record, if a reason and a day are there."""
        until = parse_day(self._state.until)
        state = replace(
            self._state,
            reason_mistake="" if self._state.reason else "Choisissez un motif.",
            until_mistake=""
            if until
            else "Écrivez le jour, le mois et l’année, par exemple 15/03/2031.",
        )
        self._show(state)
        if until is None or not state.reason or self._dossier is None:
            self._view.to_mistake()
            return
        self._hold(self._dossier.personne.id, MotifConservation(state.reason), until)

    def lift(self) -> None:
        """Give the record its own term back."""
        if self._dossier is None:
            return
        personne_id = self._dossier.personne.id
        self._do(
            lambda: erasing.keep_no_longer(self._workplace, personne_id),
            lambda _: self._after("Le dossier suit de nouveau son échéance."),
        )

    def _hold(self, personne_id: PersonneId, motif: MotifConservation, until: date) -> None:
        def failed(failure: Exception) -> None:
            if isinstance(failure, HoldTooLongError):
                self._show(replace(self._state, working=False, until_mistake=failure_text(failure)))
                self._view.to_mistake()
            else:
                self._failed(failure)

        self._show(replace(self._state, working=True))
        self._runner.run(
            lambda: erasing.keep_longer(self._workplace, personne_id, motif, until),
            on_success=lambda _: self._after("Le dossier est conservé jusqu’à ce jour."),
            on_failure=failed,
        )

    def _after(self, sentence: str) -> None:
        if self.host is not None:
            self.host.tell(sentence, problem=False)
            self.host.load()

    def _do(self, work: Callable[[], ResultT], done: Callable[[ResultT], None]) -> None:
        self._show(replace(self._state, working=True))
        self._runner.run(work, on_success=done, on_failure=self._failed)

    def _failed(self, failure: Exception) -> None:
        self._show(replace(self._state, working=False))
        if self.host is not None:
            self.host.tell(failure_text(failure), problem=True)
        if not isinstance(failure, AppError):
            raise failure  # a bug: the crash handler reports it

    def _show(self, state: ConservationState) -> None:
        self._state = state
        self._view.show_conservation(state)
