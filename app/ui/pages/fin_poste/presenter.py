"""Leads to the end of a laptop: nothing is destroyed before the last word, then nothing stays."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from app.domain.failures import AppError
from app.domain.habilitation import Acte
from app.ui.messages import failure_text
from app.ui.pages.fin_poste import words
from app.ui.pages.fin_poste.state import FinPosteState
from app.ui.tasks import ResultT, TaskRunner
from app.ui.widgets.tones import Tone
from app.usecases.backup import saving
from app.usecases.laptop import ending_laptop
from app.usecases.laptop.ending_laptop import Farewell, Holding
from app.usecases.laptop.habilitations import actes
from app.usecases.workplace import Workplace


class FinPosteView(Protocol):
    """The page, as the presenter sees it."""

    def show_state(self, state: FinPosteState) -> None:
        """Show `state` and nothing else."""
        ...

    def forget_secrets(self) -> None:
        """Empty the field that holds a secret."""
        ...


@dataclass(frozen=True, slots=True)
class _Read:
    held: Holding
    referent: bool


class FinPostePresenter:
    """One thing at a time.

    `destroy` does what it is given, then closes the session, and this presenter goes with it; also
    where the page was left or locked meanwhile: past the point of no return nobody may go on
    working. It calls its second argument with a failure.
    """

    def __init__(
        self,
        view: FinPosteView,
        runner: TaskRunner,
        workplace: Workplace,
        *,
        begin: Callable[[], None],
        destroy: Callable[[Callable[[], Farewell], Callable[[Exception], None]], None],
    ) -> None:
        self._view = view
        self._runner = runner
        self._workplace = workplace
        self._begin = begin
        self._destroy = destroy
        self._paper: Path | None = None
        self._state = FinPosteState()
        view.show_state(self._state)

    def load(self) -> None:
        """Read what stands on this laptop."""
        place = self._workplace
        self._work(
            lambda: _Read(ending_laptop.holding(place), Acte.CLES in actes(place)),
            "Lecture…",
            self._loaded,
        )

    def choose_paper(self, path: Path) -> None:
        """The certificate will be saved there; nothing is written yet."""
        self._paper = path
        self._show(replace(self._state, paper=str(path), message=""))

    def back_up(self, path: Path) -> None:
        """Write everything to one sealed file first, for another laptop."""

        def made(_: object) -> None:
            self._show(replace(self._state, backup=str(path), message=""))

        self._work(lambda: saving.export(self._workplace, path), "Dernière sauvegarde…", made)

    def end(self, passphrase: str) -> None:
        """Destroy everything; the page has asked twice."""
        path = self._paper
        if path is None:
            self._say(words.PAPER_FIRST)
            return
        if not passphrase:
            self._say(words.TYPE_FIRST)
            return
        place = self._workplace
        try:
            self._begin()
        except AppError as failure:
            self._say(failure_text(failure))
            return

        self._view.forget_secrets()
        said = "L’attestation s’enregistre, puis tout est détruit…"
        self._show(replace(self._state, working=said, message=""))
        self._destroy(lambda: ending_laptop.engage(place, passphrase, path), self._failed)

    def _loaded(self, read: _Read) -> None:
        self._show(
            replace(
                self._state,
                loaded=True,
                referent=read.referent,
                facts=words.facts(read.held),
                unsent=read.held.unsent,
                only_stick=read.held.only_stick,
                number=read.held.number,
                message="" if read.referent else words.NOT_REFERENT,
                tone=Tone.WARNING,
            )
        )

    def _work(
        self, work: Callable[[], ResultT], said: str, then: Callable[[ResultT], None]
    ) -> None:
        self._show(replace(self._state, working=said, message=""))

        def succeeded(result: ResultT) -> None:
            self._show(replace(self._state, working=""))
            then(result)

        self._runner.run(work, on_success=succeeded, on_failure=self._failed)

    def _failed(self, failure: Exception) -> None:
        self._say(failure_text(failure))
        if not isinstance(failure, AppError):
            raise failure  # a bug: the crash handler reports it

    def _say(self, sentence: str) -> None:
        self._show(replace(self._state, working="", message=sentence, tone=Tone.DANGER))

    def _show(self, state: FinPosteState) -> None:
        self._state = state
        self._view.show_state(state)
