"""Notes the instructions received, and makes the drafts of what is told in writing."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Protocol

from app.domain.failures import AppError
from app.domain.instruction import FauteInstruction, Instruction, RubriqueInstruction
from app.ui.dates import day_words
from app.ui.dossiers.words import Fact
from app.ui.interview.written import TypedError, day_of
from app.ui.messages import failure_text
from app.ui.pages.reglages.conformite.words import LIKE
from app.ui.pages.reglages.conformite.written_state import TypedInstruction, WrittenState
from app.ui.tasks import TaskRunner
from app.ui.widgets.tones import Tone
from app.usecases.conformity import conformite
from app.usecases.registers import instructions, notices
from app.usecases.registers.instructions import InstructionMistakenError
from app.usecases.registers.notices import Avis
from app.usecases.workplace import Workplace

_SHOWN = 5  # the latest; the others are in the conformity file
_KEPT = "L’instruction est notée. Le dossier de conformité la montre."
_WRONG = "L’instruction n’est pas encore notée\u00a0: corrigez ce qui est signalé."
_SAVED = "Le brouillon est enregistré. Relisez-le dans votre messagerie, puis envoyez-le."
_UNWRITTEN = "Ce fichier n’a pas pu être écrit. Votre texte est gardé. Choisissez un autre endroit."
_FAULTS = {
    FauteInstruction.MANQUE: "Écrivez-le\u00a0: sans cela, l’instruction ne prouve rien.",
    FauteInstruction.AVENIR: "Cette date n’est pas encore venue.",
    FauteInstruction.TROP_LONG: "C’est trop long\u00a0: 600 caractères au plus.",
}


class WrittenView(Protocol):
    """The card, as the presenter sees it."""

    def show_state(self, state: WrittenState) -> None:
        """Show `state` and nothing else."""
        ...


class WrittenPresenter:
    """One action at a time; `save` writes a file and may raise an `OSError`."""

    def __init__(
        self,
        view: WrittenView,
        runner: TaskRunner,
        workplace: Workplace,
        *,
        save: Callable[[Path, bytes], None],
    ) -> None:
        self._view = view
        self._runner = runner
        self._workplace = workplace
        self._save = save
        decides = workplace.convention.protection.structure_decides
        self._state = WrittenState(asks_instructions=not decides, to=notices.to_whom(workplace))
        view.show_state(self._state)

    def load(self) -> None:
        """Read the log anew; call it whenever the tab comes."""
        self._runner.run(self._read, on_success=self._loaded, on_failure=self._failed)

    def note(self, typed: TypedInstruction) -> None:
        """Keep an instruction, or say at each field what is wrong with it."""
        try:
            day = day_of(typed.recue_on, like=LIKE)
        except TypedError as mistake:
            self._wrong({RubriqueInstruction.RECUE_ON: str(mistake)})
            return
        self._runner.run(
            lambda: instructions.note(
                self._workplace,
                recue_on=day,
                auteur=typed.auteur,
                reference=typed.reference,
                objet=typed.objet,
            ),
            on_success=lambda _noted: self._noted(),
            on_failure=self._failed,
        )

    def draft(self, avis: Avis, said: str, path: Path) -> None:
        """Write the draft of a notice to `path`."""

        def work() -> bool:
            made = notices.prepare(self._workplace, avis, said)
            try:
                self._save(path, made.content)
            except OSError:
                return False
            return True

        self._runner.run(work, on_success=self._drafted, on_failure=self._not_drafted)

    def _read(self) -> tuple[tuple[Instruction, ...], bool]:
        return instructions.received(self._workplace), conformite.state(self._workplace).may_write

    def _loaded(self, read: tuple[tuple[Instruction, ...], bool]) -> None:
        known, may_write = read
        hidden = len(known) - _SHOWN
        more = f"Et {hidden} plus anciennes, dans le dossier de conformité." if hidden > 1 else ""
        if hidden == 1:
            more = "Et une plus ancienne, dans le dossier de conformité."
        facts = tuple(_fact(one) for one in reversed(known[-_SHOWN:]))
        self._show(
            replace(self._state, loaded=True, may_write=may_write, instructions=facts, more=more)
        )

    def _noted(self) -> None:
        state = replace(self._state, mistakes={}, clears=self._state.clears + 1)
        self._show(replace(state, message=_KEPT, tone=Tone.SUCCESS))
        self.load()

    def _wrong(self, mistakes: dict[RubriqueInstruction, str]) -> None:
        self._show(replace(self._state, mistakes=mistakes, message=_WRONG, tone=Tone.DANGER))

    def _drafted(self, well: bool) -> None:  # noqa: FBT001 - the result of the work
        tone, said = (Tone.SUCCESS, _SAVED) if well else (Tone.DANGER, _UNWRITTEN)
        self._show(replace(self._state, notice_tone=tone, notice_message=said))

    def _not_drafted(self, failure: Exception) -> None:
        said = failure_text(failure)
        self._show(replace(self._state, notice_tone=Tone.DANGER, notice_message=said))
        if not isinstance(failure, AppError):
            raise failure  # a bug: the crash handler reports it

    def _failed(self, failure: Exception) -> None:
        if isinstance(failure, InstructionMistakenError):
            self._wrong({one: _FAULTS[why] for one, why in failure.fautes.items()})
            return
        self._show(replace(self._state, message=failure_text(failure), tone=Tone.DANGER))
        if not isinstance(failure, AppError):
            raise failure  # a bug: the crash handler reports it

    def _show(self, state: WrittenState) -> None:
        self._state = state
        self._view.show_state(state)


def _fact(one: Instruction) -> Fact:
    reference = f", référence {one.reference}" if one.reference else ""
    return Fact(
        f"N°\u00a0{one.numero}, reçue le {day_words(one.recue_on)}",
        f"{one.objet}\nDe\u00a0: {one.auteur}{reference}",
    )
