"""Turns what the agent wants of a prescription that has left into use cases."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Protocol

from app.domain.identifiers import PrescriptionId
from app.domain.prescription import MotifRetrait, Suivi
from app.ui.pages.prescriptions import revision_words as words
from app.ui.pages.prescriptions.revision_state import Asking, RevisionState
from app.ui.tasks import TaskRunner
from app.ui.widgets.choice_list import Choice
from app.usecases.exchange import revising
from app.usecases.exchange.comparing import Compare, Difference, compare, settle
from app.usecases.exchange.revision_state import Revisions, revisions_of
from app.usecases.workplace import Workplace

_CORRECTED = "Correction préparée\u00a0: elle part au prochain échange."
_SAME = "C’est déjà ce que le Département a\u00a0: rien à corriger."
_WITHDRAWN = "Prescription retirée\u00a0: le retrait part au prochain échange."
_STANDS = "La prescription tient de nouveau."
_AS_BEFORE = "Correction annulée\u00a0: la prescription est comme le Département la connaît."
_TAKEN_UP = "Remise dans l’envoi\u00a0: elle part au prochain échange."
_SETTLED = "Vos choix sont gardés\u00a0; ils partent au prochain échange."
_AGREED = "Les deux côtés disent maintenant la même chose\u00a0: rien à envoyer."
_PICK_REASON = "Dites pourquoi, en choisissant un motif dans la liste."
_PICK_SIDES = "Choisissez un côté pour chaque champ."


class RevisionView(Protocol):
    """The card, as its presenter sees it."""

    def show_revisions(self, state: RevisionState) -> None:
        """Show `state` and nothing else."""
        ...


@dataclass(frozen=True, slots=True)
class _Read:
    found: Revisions
    differences: tuple[Difference, ...]


class RevisionPresenter:
    """Corrects, withdraws and compares one prescription.

    `done` is told what was done, in a sentence, and reads page and card again; `failed` what was
    not.
    """

    def __init__(  # noqa: PLR0913, PLR0917 - the ports of a card, and what its page does
        self,
        view: RevisionView,
        runner: TaskRunner,
        workplace: Workplace,
        prescription_id: PrescriptionId,
        done: Callable[[str], None],
        failed: Callable[[Exception], None],
    ) -> None:
        self._view = view
        self._runner = runner
        self._workplace = workplace
        self._id = prescription_id
        self._done = done
        self._failed = failed
        self._read: _Read | None = None
        self._state = RevisionState()

    def load(self) -> None:
        """Read where the revisions stand."""
        self._runner.run(self._reading, on_success=self._loaded, on_failure=self._stop)

    def ask_correction(self) -> None:
        """Open the form of the correction."""
        if self._read is not None:
            found = self._read.found
            self._show(
                replace(
                    self._state,
                    asking=Asking.CORRECT,
                    service=found.service,
                    reason=found.reason,
                    reasons=self._reasons(found.service),
                )
            )

    def ask_withdrawal(self) -> None:
        """Open the form of the withdrawal."""
        self._show(replace(self._state, asking=Asking.WITHDRAW, motif=""))

    def ask_comparison(self) -> None:
        """Open the comparison; no side is picked beforehand."""
        kept = tuple((line.code, "") for line in self._state.lines)
        self._show(replace(self._state, asking=Asking.COMPARE, kept=kept))

    def give_up(self) -> None:
        """Close the form."""
        self._show(replace(self._state, asking=Asking.NOTHING, mistake=""))

    def pick_service(self, service: str) -> None:
        """Note the service that is right."""
        reasons = self._reasons(service)
        self._show(replace(self._state, service=service, reasons=reasons, mistake=""))

    def pick_reason(self, reason: str) -> None:
        """Note why it is not the advised service."""
        self._show(replace(self._state, reason=reason, mistake=""))

    def pick_motif(self, motif: str) -> None:
        """Note why the prescription is withdrawn."""
        self._show(replace(self._state, motif=motif, mistake=""))

    def pick_side(self, field: str, side: str) -> None:
        """Note whose side is right for one field."""
        kept = tuple((code, side if code == field else one) for code, one in self._state.kept)
        self._show(replace(self._state, kept=kept, mistake=""))

    def submit(self) -> None:
        """Do what the open form says, if nothing is missing."""
        state = self._state
        if state.working:
            return
        match state.asking:
            case Asking.CORRECT:
                self._correct(state)
            case Asking.WITHDRAW:
                self._withdraw(state)
            case Asking.COMPARE:
                self._settle(state)
            case Asking.NOTHING:
                return

    def undo_correction(self) -> None:
        """Go back to what the Département was told."""
        self._do(lambda: revising.undo_correction(self._workplace, self._id), _AS_BEFORE)

    def undo_withdrawal(self) -> None:
        """Let the prescription stand after all."""
        self._do(lambda: revising.undo_withdrawal(self._workplace, self._id), _STANDS)

    def take_up(self) -> None:
        """Send what was set aside with the next run."""
        self._do(lambda: revising.take_up(self._workplace, self._id), _TAKEN_UP)

    def _correct(self, state: RevisionState) -> None:
        if state.reasons and not state.reason:
            self._show(replace(state, mistake=_PICK_REASON))
            return
        reason = state.reason if state.reasons else ""

        def work() -> str:
            queued = revising.correct(self._workplace, self._id, state.service, reason=reason)
            return _CORRECTED if queued else _SAME

        self._run(work)

    def _withdraw(self, state: RevisionState) -> None:
        if not state.motif:
            self._show(replace(state, mistake=_PICK_REASON))
            return
        motif = MotifRetrait(state.motif)
        self._do(lambda: revising.withdraw(self._workplace, self._id, motif), _WITHDRAWN)

    def _settle(self, state: RevisionState) -> None:
        if not all(side for _, side in state.kept):
            self._show(replace(state, mistake=_PICK_SIDES))
            return
        theirs = {Compare(code) for code, side in state.kept if side == words.THEIRS}

        def work() -> str:
            return _SETTLED if settle(self._workplace, self._id, theirs=theirs) else _AGREED

        self._run(work)

    def _do(self, work: Callable[[], None], said: str) -> None:
        def and_say() -> str:
            work()
            return said

        self._run(and_say)

    def _run(self, work: Callable[[], str]) -> None:
        self._show(replace(self._state, working=True, mistake=""))
        self._runner.run(work, on_success=self._changed, on_failure=self._stop)

    def _changed(self, said: str) -> None:
        self._show(replace(self._state, asking=Asking.NOTHING, working=False))
        self._done(said)

    def _stop(self, failure: Exception) -> None:
        self._show(replace(self._state, asking=Asking.NOTHING, working=False))
        self._failed(failure)

    def _reading(self) -> _Read:
        found = revisions_of(self._workplace, self._id)
        differences = compare(self._workplace, self._id) if found.can_compare else ()
        return _Read(found, differences)

    def _loaded(self, read: _Read) -> None:
        self._read = read
        found, place = read.found, self._workplace
        doors = (
            found.can_correct,
            found.can_withdraw,
            found.can_undo_withdrawal,
            found.can_take_up,
        )
        self._show(
            replace(
                self._state,
                shown=any(doors) or len(found.revisions) > 1 or found.suivi is Suivi.RETIREE,
                sentence=words.sentence_of(found),
                revisions=words.revision_facts(found, place),
                can_correct=found.can_correct,
                can_withdraw=found.can_withdraw,
                can_undo_correction=found.can_undo_correction,
                can_undo_withdrawal=found.can_undo_withdrawal,
                can_compare=found.can_compare,
                can_take_up=found.can_take_up,
                services=words.service_choices(found, place),
                lines=words.field_lines(read.differences, found, place),
            )
        )

    def _reasons(self, service: str) -> tuple[Choice, ...]:
        """Return the reasons to give for `service`; none for the advised one."""
        offers = self._read.found.services if self._read else ()
        if any(one.advised for one in offers if one.service == service):
            return ()
        return tuple(Choice(one, one) for one in self._workplace.convention.autre_choix)

    def _show(self, state: RevisionState) -> None:
        self._state = state
        self._view.show_revisions(state)
