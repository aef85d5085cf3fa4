"""Shows the diagnosis with its reasons and keeps what the agent decides with the person."""

from dataclasses import replace
from typing import Protocol

from app.domain.entretien import Choix, Issue
from app.domain.failures import AppError
from app.domain.identifiers import EntretienId, PrescriptionId
from app.questionnaire.guide.changes import Change
from app.ui.messages import failure_text
from app.ui.navigation import Navigator
from app.ui.pages.diagnostic.state import DiagnosticState
from app.ui.pages.diagnostic.words import (
    advice_of,
    alternative_words,
    earlier_of,
    service_choice,
)
from app.ui.tasks import TaskRunner
from app.ui.widgets.tones import Tone
from app.usecases.interview import at_diagnosis, deciding, receiving
from app.usecases.interview.at_diagnosis import AtDiagnosis
from app.usecases.interview.deciding import Decided
from app.usecases.workplace import Workplace


class DiagnosticView(Protocol):
    """The page, as the presenter sees it."""

    def show_state(self, state: DiagnosticState) -> None:
        """Show `state` and nothing else."""
        ...

    def to_mistake(self) -> None:
        """Put the focus where something is missing."""
        ...


class DiagnosticPresenter:
    """The advice is the guide's, the decision is the agent's and the person's (001 l. 110)."""

    def __init__(
        self,
        view: DiagnosticView,
        runner: TaskRunner,
        workplace: Workplace,
        navigate: Navigator,
        entretien_id: EntretienId,
    ) -> None:
        self._view = view
        self._runner = runner
        self._workplace = workplace
        self._navigate = navigate
        self._id = entretien_id
        self._read: AtDiagnosis | None = None
        self._state = DiagnosticState(reasons=workplace.convention.autre_choix)

    def load(self) -> None:
        """Read the diagnosis of this interview."""
        self._runner.run(
            lambda: at_diagnosis.at_diagnosis(self._workplace, self._id),
            on_success=self._loaded,
            on_failure=self._failed,
        )

    def follow(self) -> None:
        """Follow the advice."""
        self._show(replace(self._state, follows=True, mistake=""))

    def choose_otherwise(self) -> None:
        """Choose something else than the advice: which, and why, are asked."""
        self._show(replace(self._state, follows=False, mistake=""))

    def pick_service(self, service: str) -> None:
        """Note which service was chosen instead."""
        self._show(replace(self._state, service=service, mistake=""))

    def pick_reason(self, reason: str) -> None:
        """Note why something else was chosen (an entry of the convention's list)."""
        self._show(replace(self._state, reason=reason, mistake=""))

    def look_for_alternatives(self) -> None:
        """Work out what one other answer would have changed, the first time it is wanted."""
        found = self._read
        if found is None or self._state.alternatives is not None:
            return
        self._runner.run(
            lambda: at_diagnosis.nearest(found),
            on_success=self._show_alternatives,
            on_failure=self._failed,
        )

    def confirm(self) -> None:
        """Keep the decision and go on to the papers, if nothing is missing."""
        state, found = self._state, self._read
        if found is None or state.working or state.advice is None or not state.advice.settled:
            return
        if state.decided:
            self._navigate.open_papers(self._id)
            return
        mistake = _mistake(state)
        self._show(replace(state, mistake=mistake))
        if mistake:
            self._view.to_mistake()
            return
        choix = self._choix(found)
        self._work()
        self._runner.run(
            lambda: deciding.decide(self._workplace, self._id, choix),
            on_success=self._decided,
            on_failure=self._failed,
        )

    def answer(self, question: str) -> None:
        """Go back to a question that nobody answered; to the questionnaire when none is named."""
        found = self._read
        if found is None or self._state.working:
            return
        self._work()
        self._runner.run(
            lambda: at_diagnosis.back_to(self._workplace, found, question),
            on_success=lambda _done: self._navigate.open_interview(self._id),
            on_failure=self._failed,
        )

    def end_refused(self) -> None:
        """The person refuses: nothing is kept but the count (the page asked whether it is so)."""
        self._work()
        self._runner.run(
            lambda: receiving.put_aside(self._workplace, self._id, Issue.REFUS),
            on_success=lambda _done: self._ended(),
            on_failure=self._failed,
        )

    def open_earlier(self) -> None:
        """Show the prescription before this one."""
        if self._state.earlier is not None:
            self._navigate.open_prescription(PrescriptionId(self._state.earlier.id))

    def hold(self) -> None:
        """Put the interview on hold."""
        self._work()
        self._runner.run(
            lambda: receiving.hold(self._workplace, self._id),
            on_success=lambda _done: self._navigate.go_home(),
            on_failure=self._failed,
        )

    def leave(self) -> None:
        """Go back to Aujourd’hui; the interview stays in the tray."""
        self._navigate.go_home()

    def _choix(self, found: AtDiagnosis) -> Choix:
        state = self._state
        picked = state.chosen
        service = picked.service if picked else ""
        offer = next(offer for offer in found.offers if offer.service == service)
        return Choix(
            service=service,
            carnets=offer.carnets,
            advised=found.diagnosis.service,
            reason="" if state.follows else state.reason,
        )

    def _loaded(self, found: AtDiagnosis) -> None:
        self._read = found
        convention = self._workplace.convention
        choices = {offer.service: service_choice(offer, convention) for offer in found.offers}
        advised = next((offer.service for offer in found.offers if offer.advised), "")
        earlier = found.earlier
        self._show(
            replace(
                self._state,
                who=found.who,
                advice=advice_of(found.diagnosis),
                advised=choices.pop(advised, None),
                others=tuple(choices.values()),
                earlier=earlier_of(earlier, self._workplace.convention) if earlier else None,
                decided=found.decided,
                stays_here=not convention.sends,
            )
        )

    def _show_alternatives(self, changes: tuple[Change, ...]) -> None:
        self._show(replace(self._state, alternatives=alternative_words(changes)))

    def _decided(self, decided: Decided) -> None:
        self._navigate.refresh_status()
        self._navigate.open_interview(decided.entretien.id)
        if decided.to_correct:
            faults = "\u00a0; ".join(decided.to_correct)
            words = f"Prescription à corriger avant l’envoi\u00a0: {faults}."
            self._navigate.show_message(words, Tone.WARNING)

    def _ended(self) -> None:
        self._navigate.go_home()
        self._navigate.show_message("Entretien terminé\u00a0: rien n’est gardé de ses réponses.")

    def _work(self) -> None:
        self._show(replace(self._state, working=True, problem=""))

    def _failed(self, failure: Exception) -> None:
        self._show(replace(self._state, working=False, problem=failure_text(failure)))
        if not isinstance(failure, AppError):
            raise failure  # a bug: the crash handler reports it

    def _show(self, state: DiagnosticState) -> None:
        self._state = state
        self._view.show_state(state)


def _mistake(state: DiagnosticState) -> str:
    """Return what is missing before the decision can be kept."""
    if state.follows is None:
        return "Choisissez\u00a0: suivre le conseil, ou autre chose."
    if state.follows:
        return ""
    if not state.service:
        return "Choisissez ce qui est retenu à la place."
    if not state.reason:
        return "Dites pourquoi, en choisissant un motif."
    return ""
