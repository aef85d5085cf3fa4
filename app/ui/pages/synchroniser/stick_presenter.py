"""Prepares sticks and reads answers, one at a time, beside the network's runs."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Protocol

from app.domain.failures import AppError
from app.ui.messages import failure_text
from app.ui.outcome_words import read_text, report_text, report_tone
from app.ui.pages.synchroniser.state import StickCardState
from app.ui.pages.synchroniser.words import stick_words
from app.ui.tasks import CancelFlag, TaskRunner
from app.ui.widgets.tones import Tone
from app.usecases.exchange.stick_notes import StickState, stick_state
from app.usecases.exchange.sticks import prepare_stick, read_answer
from app.usecases.records import Rapport
from app.usecases.workplace import Workplace

Told = Callable[[str, Tone, int], None]
"""How it ended, in words, and the id of its report (0: none)."""


class StickView(Protocol):
    """The card, as the presenter sees it."""

    def show_state(self, state: StickCardState) -> None:
        """Show `state` and nothing else."""
        ...


class StickPresenter:
    """`slow` is the network's runner: a stick may take minutes, an answer on screen must not."""

    def __init__(
        self,
        view: StickView,
        runner: TaskRunner,
        slow: TaskRunner,
        workplace: Workplace,
        told: Told,
    ) -> None:
        self._view = view
        self._runner = runner
        self._slow = slow
        self._workplace = workplace
        self._told = told
        self._cancel = CancelFlag()
        self._state = StickCardState()

    def load(self) -> None:
        """Read again where the last stick is."""
        self._runner.run(
            lambda: stick_state(self._workplace), on_success=self._loaded, on_failure=self._broke
        )

    def prepare(self, folder: Path) -> None:
        """Put what waits on the stick."""
        self._cancel = cancel = CancelFlag()
        self._work(
            lambda: prepare_stick(self._workplace, folder, cancelled=cancel.is_set),
            "Écriture sur la clé, puis relecture… Ne la retirez pas.",
            report_text,
        )

    def read(self, folder: Path) -> None:
        """Read the answer on the stick."""
        self._work(
            lambda: read_answer(self._workplace, [folder]),
            "Lecture de la réponse… Ne retirez pas la clé.",
            read_text,
        )

    def stop(self) -> None:
        """Leave the stick as it was, at the next step."""
        self._cancel.set()

    def _work(
        self, work: Callable[[], Rapport], words: str, ended: Callable[[Rapport], str]
    ) -> None:
        if self._state.working:
            return
        self._show(replace(self._state, working=words))

        def done(rapport: Rapport) -> None:
            self._show(replace(self._state, working=""))
            shown = rapport.id if rapport.items else 0
            self._told(ended(rapport), report_tone(rapport), shown)
            self.load()

        self._slow.run(work, on_success=done, on_failure=self._broke)

    def _loaded(self, found: StickState) -> None:
        shown = found.used and found.active
        last = stick_words(found, self._workplace) if shown else ""
        self._show(replace(self._state, shown=shown, last=last))

    def _broke(self, failure: Exception) -> None:
        self._show(replace(self._state, working=""))
        self._told(failure_text(failure), Tone.WARNING, 0)
        if not isinstance(failure, AppError):
            raise failure  # a bug: the crash handler reports it

    def _show(self, state: StickCardState) -> None:
        self._state = state
        self._view.show_state(state)
