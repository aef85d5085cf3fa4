"""Leads from the structure's key to an open session; nothing changes before all of it fits."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Generic, Protocol, TypeVar

from app.domain.failures import AppError
from app.ui.messages import failure_text
from app.ui.pages.recuperation.state import RecuperationState, Who
from app.ui.presenting import Estimate, Strength, StrengthAdvisor, passphrase_mistakes
from app.ui.tasks import TaskRunner

SessionT = TypeVar("SessionT")


class RecuperationView(Protocol):
    """The page, as the presenter sees it."""

    def show_state(self, state: RecuperationState) -> None:
        """Show `state` and nothing else."""
        ...

    def show_strength(self, strength: Strength | None) -> None:
        """Show the estimate of the new passphrase."""
        ...

    def forget_secrets(self) -> None:
        """Empty every field that holds a secret."""
        ...


@dataclass(frozen=True, kw_only=True)  # no slots: Python 3.11 cannot make `Ports[X](…)` of them
class RecuperationPorts(Generic[SessionT]):
    """What the presenter needs of the program; `look` and `recover` run in a thread.

    `look(file)` returns the fingerprint of the key in it. `recover(agent id, file, its passphrase,
    new passphrase)` returns the open session; both raise an `AppError` and change nothing.
    """

    agents: Sequence[Who]
    expected: str
    look: Callable[[Path], str]
    recover: Callable[[str, Path, str, str], SessionT]
    estimate: Estimate
    on_opened: Callable[[SessionT], None]


class RecuperationPresenter(Generic[SessionT]):
    """Holds who, which file, and nothing secret."""

    def __init__(
        self, view: RecuperationView, runner: TaskRunner, ports: RecuperationPorts[SessionT]
    ) -> None:
        self._view = view
        self._runner = runner
        self._ports = ports
        self._advisor = StrengthAdvisor(runner, ports.estimate, view.show_strength)
        agents = tuple(ports.agents)
        self._state = RecuperationState(
            agents=agents,
            expected=ports.expected,
            selected=agents[0].id if len(agents) == 1 else "",
        )
        view.show_state(self._state)

    def select(self, agent_id: str) -> None:
        """Somebody else gets the new passphrase."""
        self._show(replace(self._state, selected=agent_id, problem=""))

    def choose_file(self, file: Path) -> None:
        """Look whose key the file is, before anybody types its passphrase."""
        self._show(replace(self._state, file=file, found="", problem="", mistakes={}))
        self._runner.run(
            lambda: self._ports.look(file), on_success=self._looked, on_failure=self._failed
        )

    def estimate(self, passphrase: str) -> None:
        """Tell how long the new passphrase would hold."""
        self._advisor.advise(passphrase, [agent.name for agent in self._state.agents])

    def recover(self, secret: str, first: str, second: str) -> None:
        """Open, and give the agent his new passphrase."""
        state = self._state
        if state.working:
            return
        mistakes = self._mistakes(secret, first, second)
        if not state.selected:
            problem = "Choisissez d’abord qui ouvre."
            self._show(replace(state, problem=problem, mistakes=mistakes))
        elif mistakes or state.file is None:
            self._show(replace(state, problem="", mistakes=mistakes))
        else:
            file, agent_id = state.file, state.selected
            self._show(replace(state, problem="", mistakes={}, working="Vérification de la clé…"))
            self._runner.run(
                lambda: self._ports.recover(agent_id, file, secret, first),
                on_success=self._opened,
                on_failure=self._failed,
            )

    def _mistakes(self, secret: str, first: str, second: str) -> dict[str, str]:
        wrong_first, wrong_second = passphrase_mistakes(first, second)
        file = ""
        if self._state.file is None:
            file = "Choisissez le fichier de la clé."
        elif not self._state.fits:
            file = "Choisissez le fichier dont l’empreinte est celle que ce poste attend."
        found = {
            "file": file,
            "secret": "" if secret else "Écrivez la phrase de passe de la clé.",
            "first": wrong_first,
            "second": wrong_second,
        }
        return {name: words for name, words in found.items() if words}

    def _looked(self, fingerprint: str) -> None:
        state = replace(self._state, found=fingerprint)
        mistakes = {name: words for name, words in state.mistakes.items() if name != "file"}
        if not state.fits:
            mistakes["file"] = (
                "Ce n’est pas la clé que ce poste attend\u00a0: les empreintes diffèrent."
            )
        self._show(replace(state, mistakes=mistakes))

    def _opened(self, session: SessionT) -> None:
        self._view.forget_secrets()
        self._show(replace(self._state, working=""))
        self._ports.on_opened(session)

    def _failed(self, failure: Exception) -> None:
        self._show(replace(self._state, working="", problem=failure_text(failure)))
        if not isinstance(failure, AppError):
            raise failure  # a bug: the crash handler reports it

    def _show(self, state: RecuperationState) -> None:
        self._state = state
        self._view.show_state(state)
