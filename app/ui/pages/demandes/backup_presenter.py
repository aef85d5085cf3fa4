"""Opens a backup, counts it, and gives the inventory to the breach it is about."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Protocol

from app.domain.failures import AppError
from app.domain.identifiers import AgentId
from app.domain.violation import Inventaire
from app.ui.dates import moment_words
from app.ui.dossiers.words import Fact
from app.ui.messages import failure_text
from app.ui.pages.demandes.backup_state import BackupState
from app.ui.sizes import size_words
from app.ui.tasks import TaskRunner
from app.usecases.backup import restoring
from app.usecases.backup.restoring import SHEET, Found
from app.usecases.registers import stolen
from app.usecases.workplace import Workplace

SHEET_CODE = "feuille"


class BackupView(Protocol):
    """The part, as the presenter sees it."""

    def show_state(self, state: BackupState) -> None:
        """Show `state` and nothing else."""
        ...

    def forget_secret(self) -> None:
        """Empty the field that holds a secret."""
        ...


class BackupPresenter:
    """One backup at a time, in a thread: a stick may take minutes."""

    def __init__(
        self,
        view: BackupView,
        runner: TaskRunner,
        workplace: Workplace,
        counted: Callable[[Inventaire], None],
    ) -> None:
        self._view = view
        self._runner = runner
        self._workplace = workplace
        self._counted = counted
        self._found: Found | None = None
        self._state = BackupState()

    def choose(self, path: Path) -> None:
        """Read a file that the user named; nothing of it is opened yet."""
        place = self._workplace
        self._show(BackupState(working="lecture"))
        self._runner.run(
            lambda: restoring.examine(path, place.clock),
            on_success=self._examined,
            on_failure=self._failed,
        )

    def pick(self, code: str) -> None:
        """Take who opens it."""
        self._show(replace(self._state, picked=code, problem=""))

    def count(self, secret: str) -> None:
        """Open it, count, close it."""
        found, who = self._found, self._state.picked
        if found is None or self._state.working:
            return
        if not who or not secret.strip():
            words = "Choisissez qui l’ouvre, puis écrivez la phrase de passe ou la clé."
            self._show(replace(self._state, problem=words))
            return
        agent_id = SHEET if who == SHEET_CODE else AgentId(who)
        self._show(replace(self._state, working="ouverture", problem=""))
        self._runner.run(
            lambda: stolen.count(self._workplace, found, agent_id, secret),
            on_success=self._done,
            on_failure=self._failed,
        )

    def leave(self) -> None:
        """Count nothing after all."""
        self._view.forget_secret()
        self._show(BackupState())

    def _examined(self, found: Found) -> None:
        self._found = found
        agents = tuple((str(agent_id), label) for agent_id, label in found.agents)
        self._show(
            BackupState(
                open=True,
                facts=self._facts(found),
                who=(*agents, (SHEET_CODE, "Avec la feuille de secours")),
                picked=agents[0][0] if len(agents) == 1 else "",
            )
        )

    def _facts(self, found: Found) -> tuple[Fact, ...]:
        clock = self._workplace.clock
        made = moment_words(found.made_at, today=clock.today(), zone=clock.zone())
        return (Fact("Faite", made), Fact("Taille", size_words(found.size)))

    def _done(self, inventory: Inventaire) -> None:
        self.leave()
        self._counted(inventory)

    def _failed(self, failure: Exception) -> None:
        self._show(replace(self._state, open=True, working="", problem=failure_text(failure)))
        if not isinstance(failure, AppError):
            raise failure  # a bug: the crash handler reports it

    def _show(self, state: BackupState) -> None:
        self._state = state
        self._view.show_state(state)
