"""Leads a référent through the end of a convention; the use case keeps each step."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Protocol

from app.domain.failures import AppError
from app.domain.fin_convention import EtapeFin, MotifReste
from app.ui.dossiers.words import Fact
from app.ui.messages import failure_text
from app.ui.pages.fin_convention import words
from app.ui.pages.fin_convention.state import FinConventionState
from app.ui.tasks import TaskRunner
from app.ui.widgets.tones import Tone
from app.usecases.laptop import ending_convention, giving_back
from app.usecases.laptop.ending_convention import FinState
from app.usecases.laptop.ending_steps import ChangedSinceError
from app.usecases.rule_words import rule_words as said_rule
from app.usecases.workplace import Workplace


class FinConventionView(Protocol):
    """The page, as the presenter sees it."""

    def show_state(self, state: FinConventionState) -> None:
        """Show `state` and nothing else."""
        ...

    def forget_secrets(self) -> None:
        """Empty the fields that were typed in."""
        ...


class FinConventionPresenter:
    """One step at a time; after each the page is read anew from what is kept."""

    def __init__(self, view: FinConventionView, runner: TaskRunner, workplace: Workplace) -> None:
        self._view = view
        self._runner = runner
        self._workplace = workplace
        self._state = FinConventionState()
        view.show_state(self._state)

    def load(self, said: str = "", tone: Tone = Tone.SUCCESS) -> None:
        """Read where the end stands; `said` tells how the last step ended."""
        self._show(replace(self._state, working="Lecture…"))
        self._runner.run(
            lambda: ending_convention.state(self._workplace),
            on_success=lambda found: self._loaded(found, said, tone),
            on_failure=self._failed,
        )

    def pick_reason(self, code: str) -> None:
        """Say why what is unsent will not be sent."""
        self._show(replace(self._state, reason=code, message=""))

    def go_on(self) -> None:
        """Leave the first step."""
        reason = self._state.reason
        if self._state.unsent and not reason:
            self._say(words.reason_first(only_stick=self._state.only_stick))
            return
        motif = MotifReste(reason) if self._state.unsent else None
        self._do(lambda: ending_convention.settle_rest(self._workplace, motif), "Un instant…", "")

    def give_back(self, path: Path) -> None:
        """Write the sealed file."""
        self._do(
            lambda: giving_back.give_back(self._workplace, path),
            "Le fichier s’écrit, puis il est relu…",
            f"Le fichier est écrit et relu\u00a0: {path}",
        )

    def receive(self, code: str) -> None:
        """The Département gave its receipt code."""
        self._do(
            lambda: giving_back.confirm_receipt(self._workplace, code),
            "Vérification du code…",
            "Le code est le bon\u00a0: le Département a ouvert le fichier.",
        )

    def receive_in_writing(self, reference: str) -> None:
        """The Département confirmed by a letter."""
        self._do(
            lambda: giving_back.confirm_in_writing(self._workplace, reference),
            "Un instant…",
            "La confirmation écrite est notée.",
        )

    def destroy(self, passphrase: str) -> None:
        """Destroy everything about persons; the page has asked twice."""
        self._do(
            lambda: ending_convention.destroy(self._workplace, passphrase),
            "Destruction des données des personnes…",
            "Les données des personnes sont détruites.",
        )

    def keep_certificate(self, path: Path) -> None:
        """Save the certificate outside."""
        self._do(
            lambda: ending_convention.keep_certificate(self._workplace, path),
            "L’attestation s’enregistre…",
            f"L’attestation est enregistrée\u00a0: {path}",
        )

    def give_up(self) -> None:
        """Forget an end that was begun; confirmed."""
        self._do(
            lambda: ending_convention.give_up(self._workplace),
            "Un instant…",
            "La convention continue. Rien n’a été détruit.",
        )

    def _loaded(self, found: FinState, said: str, tone: Tone) -> None:
        done = found.avancement
        etape, fin = done.etape, found.fin
        destroying = bool(done.numero) and etape is EtapeFin.DESTRUCTION
        self._show(
            FinConventionState(
                loaded=True,
                etape=etape,
                trail=words.trail(fin),
                here=words.step_number(etape, fin),
                referent=found.referent,
                source=said_rule(fin.source),
                facts=(
                    tuple(Fact(label, str(number)) for label, number in found.held)
                    if etape in {EtapeFin.RESTITUTION, EtapeFin.DESTRUCTION}
                    else ()
                )
                + (Fact("Déjà fait", words.said(found)),),
                unsent=found.unsent,
                kept_longer=found.kept_longer,
                may_seal=found.may_seal,
                only_stick=found.only_stick,
                on_stick=found.on_stick,
                numero=done.numero,
                begun=etape is not EtapeFin.RESTES and not done.numero,
                destroying=destroying,
                message=said if found.referent else words.NOT_REFERENT,
                tone=tone if found.referent else Tone.WARNING,
            )
        )

    def _do(self, work: Callable[[], None], working: str, said: str) -> None:
        self._show(replace(self._state, working=working, message=""))

        def done(_: None) -> None:
            self._view.forget_secrets()
            self.load(said)

        self._runner.run(work, on_success=done, on_failure=self._failed)

    def _failed(self, failure: Exception) -> None:
        if isinstance(failure, ChangedSinceError):
            self._view.forget_secrets()
            self.load(failure_text(failure), Tone.DANGER)  # the step before is to be done again
            return
        self._say(failure_text(failure))
        if not isinstance(failure, AppError):
            raise failure  # a bug: the crash handler reports it

    def _say(self, sentence: str) -> None:
        self._show(replace(self._state, working="", message=sentence, tone=Tone.DANGER))

    def _show(self, state: FinConventionState) -> None:
        self._state = state
        self._view.show_state(state)
