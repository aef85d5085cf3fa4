"""Leads from a file to a restored laptop; nothing in force is touched before the last word."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Protocol

from app.domain.clock import Clock
from app.domain.failures import AppError
from app.domain.identifiers import AgentId
from app.ui.messages import failure_text
from app.ui.pages.restauration.state import Entry, RestoreState, Step
from app.ui.pages.restauration.words import backup_entries, content_facts, file_facts, warnings
from app.ui.tasks import CancelledError, ResultT, TaskRunner
from app.usecases.backup import restoring
from app.usecases.backup.restoring import SHEET, Found, Preview, Proposed

Progress = Callable[[int, int], None]
SHEET_CODE = "feuille"
_SHEET = Entry(
    code=SHEET_CODE, words="Avec la feuille de secours", hint="Si la phrase de passe est perdue."
)


class RestoreView(Protocol):
    """The page, as the presenter sees it."""

    def show_state(self, state: RestoreState) -> None:
        """Show `state` and nothing else."""
        ...

    def forget_secrets(self) -> None:
        """Empty the field that holds a secret."""
        ...


class RestorePresenter:
    """One step at a time, each of them in a thread.

    `data` is the data folder, where nothing is open. `done` hears that the restored state is in
    force. `stage` opens the backup (the program's with the keyring, where passphrases are tied to
    it).
    """

    def __init__(  # noqa: PLR0913 -- what a page at the gate is given by the program
        self,
        view: RestoreView,
        runner: TaskRunner,
        data: Path,
        clock: Clock,
        *,
        begin: Callable[[], Progress],
        done: Callable[[], None],
        stage: Callable[..., Preview] = restoring.stage,
    ) -> None:
        self._view = view
        self._runner = runner
        self._data = data
        self._clock = clock
        self._begin = begin
        self._done = done
        self._stage = stage
        self._found: Found | None = None
        self._paths: dict[str, Path] = {}
        self._state = RestoreState()
        view.show_state(self._state)

    def load(self) -> None:
        """Propose what lies in the folder of the backups."""
        self._found = None
        self._show(RestoreState())
        self._runner.run(
            lambda: restoring.proposed(self._data),
            on_success=self._propose,
            on_failure=self._failed,
        )

    def select(self, code: str) -> None:
        """Another backup, or somebody else, is picked."""
        self._show(replace(self._state, selected=code, problem=""))

    def choose_file(self, path: Path) -> None:
        """Read a file that the user named."""
        progress = self._begin()
        self._work(
            lambda: restoring.examine(path, self._clock, progress),
            "Lecture de la sauvegarde…",
            self._examined,
        )

    def go_on(self, secret: str) -> None:
        """Do what the step is for."""
        if self._state.working:
            return
        match self._state.step:
            case Step.CHOOSE:
                path = self._paths.get(self._state.selected)
                if path is None:
                    self._say("Choisissez d’abord une sauvegarde.")
                else:
                    self.choose_file(path)
            case Step.OPEN:
                self._open(secret)
            case Step.LOOK:
                self._work(
                    lambda: restoring.put_in_force(self._data, self._clock),
                    "Mise en place…",
                    lambda _: self._done(),
                )

    def back(self) -> None:
        """Go back to the choice; what was staged is forgotten."""
        self._view.forget_secrets()
        self._runner.run(
            lambda: restoring.abandon(self._data),
            on_success=lambda _: self.load(),
            on_failure=self._failed,
        )

    def _open(self, secret: str) -> None:
        found, who = self._found, self._state.selected
        if found is None or not who:
            self._say("Choisissez d’abord votre nom.")
            return
        if not secret.strip():
            self._say("Écrivez la phrase de passe, ou recopiez la clé de la feuille de secours.")
            return
        agent_id = SHEET if who == SHEET_CODE else AgentId(who)
        progress = self._begin()
        self._work(
            lambda: self._stage(
                self._data, found, agent_id, secret, self._clock, progress=progress
            ),
            "Ouverture de la sauvegarde…",
            self._staged,
        )

    def _propose(self, found: list[Proposed]) -> None:
        self._paths = {one.path.name: one.path for one in found}
        entries = backup_entries(found, self._clock)
        first = entries[0].code if entries else ""
        self._show(replace(self._state, entries=entries, selected=first))

    def _examined(self, found: Found) -> None:
        self._found = found
        agents = [Entry(code=agent_id, words=label) for agent_id, label in found.agents]
        self._show(
            RestoreState(
                step=Step.OPEN,
                entries=(*agents, _SHEET),
                selected=agents[0].code if len(agents) == 1 else "",
                facts=file_facts(found, self._clock),
            )
        )

    def _staged(self, preview: Preview) -> None:
        self._view.forget_secrets()
        self._show(
            RestoreState(
                step=Step.LOOK,
                facts=content_facts(preview, self._clock),
                warnings=warnings(preview),
            )
        )

    def _work(
        self,
        work: "Callable[[], ResultT]",
        words: str,
        then: "Callable[[ResultT], None]",
    ) -> None:
        self._show(replace(self._state, working=words, problem=""))

        def succeeded(result: "ResultT") -> None:
            self._show(replace(self._state, working=""))
            then(result)

        self._runner.run(work, on_success=succeeded, on_failure=self._failed)

    def _failed(self, failure: Exception) -> None:
        words = (
            "Vous avez arrêté. Rien n’a été changé sur ce poste."
            if isinstance(failure, CancelledError)
            else failure_text(failure)
        )
        self._show(replace(self._state, working="", problem=words))
        if not isinstance(failure, AppError):
            raise failure  # a bug: the crash handler reports it

    def _say(self, problem: str) -> None:
        self._show(replace(self._state, problem=problem))

    def _show(self, state: RestoreState) -> None:
        self._state = state
        self._view.show_state(state)
