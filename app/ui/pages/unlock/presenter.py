"""Turns a passphrase, or a recovery sheet, into an open session."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto
from typing import Generic, Protocol, TypeVar

from app.domain.failures import AppError
from app.ui.presenting import Estimate, Strength, StrengthAdvisor, passphrase_mistakes
from app.ui.tasks import TaskRunner

SessionT = TypeVar("SessionT")


class Way(Enum):
    """How somebody opens the vault."""

    PASSPHRASE = auto()
    RECOVERY = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class AgentEntry:
    """Somebody who may open the vault. `hint` is the function, or empty."""

    id: str
    name: str
    hint: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class UnlockState:
    """Everything the page shows.

    `working` is what is under way, empty when nothing is; `wait_s` are the seconds before the
    picked agent may try a passphrase again.
    """

    agents: tuple[AgentEntry, ...]
    selected: str
    note: str = ""
    way: Way = Way.PASSPHRASE
    can_recover: bool = True
    structure: bool = False  # whether the structure's key opens, too
    can_open: bool = True
    problem: str = ""
    first_mistake: str = ""
    second_mistake: str = ""
    working: str = ""
    wait_s: int = 0


class UnlockView(Protocol):
    """The page, as the presenter sees it."""

    def show_state(self, state: UnlockState) -> None:
        """Show `state` and nothing else."""
        ...

    def show_strength(self, strength: Strength | None) -> None:
        """Show the estimate of the new passphrase."""
        ...

    def ask_again(self) -> None:
        """Put the focus on the passphrase with its text selected."""
        ...

    def forget_secrets(self) -> None:
        """Empty every field that holds a secret."""
        ...


@dataclass(frozen=True, kw_only=True)  # no slots: Python 3.11 cannot make `Ports[X](…)` of them
class UnlockPorts(Generic[SessionT]):
    """What the presenter needs of the program; `unlock` and `recover` run in a thread.

    `unlock(agent id, passphrase)` and `recover(sheet's text, agent id, new passphrase)` return the
    open session or raise an `AppError` and change nothing. `wait_s(agent id)`, at once and in the
    window's thread, tells the seconds before he may try again.
    """

    unlock: Callable[[str, str], SessionT]
    recover: Callable[[str, str, str], SessionT] | None
    estimate: Estimate
    on_unlocked: Callable[[SessionT], None]
    wait_s: Callable[[str], int] = lambda _: 0


class UnlockPresenter(Generic[SessionT]):
    """Asks until the vault opens; a wrong answer loses nothing.

    `problem` is the sentence about a vault that cannot be opened at all (damaged, missing): it
    stands there from the beginning and nothing can be tried.
    """

    def __init__(
        self,
        view: UnlockView,
        runner: TaskRunner,
        ports: UnlockPorts[SessionT],
        state: UnlockState,
    ) -> None:
        self._view = view
        self._runner = runner
        self._ports = ports
        self._state = state
        self._advisor = StrengthAdvisor(runner, ports.estimate, view.show_strength)
        self._show(self._waiting(state))

    def select_agent(self, agent_id: str) -> None:
        """Somebody else opens the vault."""
        self._show(self._waiting(replace(self._state, selected=agent_id, problem="")))

    def count_down(self) -> None:
        """A second has passed while somebody waits for the next try."""
        before = self._state
        after = self._waiting(before)
        if before.wait_s and not after.wait_s:
            after = replace(after, problem="")
        self._show(after)
        if before.wait_s and not after.wait_s and after.way is Way.PASSPHRASE:
            self._view.ask_again()

    def use_recovery(self) -> None:
        """Open with the recovery sheet instead of the passphrase."""
        self._view.forget_secrets()
        self._show(_without_mistakes(replace(self._state, way=Way.RECOVERY)))

    def use_passphrase(self) -> None:
        """Go back to the passphrase."""
        self._view.forget_secrets()
        self._show(_without_mistakes(replace(self._state, way=Way.PASSPHRASE)))

    def open(self, passphrase: str) -> None:
        """Try a passphrase; nothing happens while one is being tried."""
        if self._state.working or self._state.wait_s or not self._state.can_open:
            return
        if not self._state.selected:
            self._show(replace(self._state, problem="Choisissez d’abord votre nom."))
            return
        if not passphrase:
            self._show(replace(self._state, problem="Écrivez votre phrase de passe."))
            return
        agent_id = self._state.selected
        self._work(
            lambda: self._ports.unlock(agent_id, passphrase), "Vérification de la phrase de passe…"
        )

    def estimate(self, passphrase: str) -> None:
        """Tell how long a new passphrase would hold."""
        self._advisor.advise(passphrase, [agent.name for agent in self._state.agents])

    def recover(self, sheet: str, first: str, second: str) -> None:
        """Open with the recovery sheet and replace the passphrase."""
        recover = self._ports.recover
        if self._state.working or recover is None:
            return
        if not self._state.selected:
            self._show(replace(self._state, problem="Choisissez d’abord votre nom."))
            return
        if not sheet.strip():
            self._show(replace(self._state, problem="Recopiez la clé de la feuille de secours."))
            return
        wrong_first, wrong_second = passphrase_mistakes(first, second)
        if wrong_first or wrong_second:
            self._show(
                replace(
                    self._state,
                    problem="",
                    first_mistake=wrong_first,
                    second_mistake=wrong_second,
                )
            )
            return
        agent_id = self._state.selected
        self._work(lambda: recover(sheet, agent_id, first), "Vérification de la feuille…")

    def _work(self, work: Callable[[], SessionT], words: str) -> None:
        self._show(replace(_without_mistakes(self._state), working=words))
        self._runner.run(work, on_success=self._opened, on_failure=self._failed)

    def _opened(self, session: SessionT) -> None:
        self._view.forget_secrets()
        self._show(replace(self._state, working=""))
        self._ports.on_unlocked(session)

    def _failed(self, failure: Exception) -> None:
        from app.ui.messages import failure_text  # noqa: PLC0415 - imported when one failed

        self._show(self._waiting(replace(self._state, working="", problem=failure_text(failure))))
        self._view.ask_again()
        if not isinstance(failure, AppError):
            raise failure  # a bug: the crash handler reports it

    def _waiting(self, state: UnlockState) -> UnlockState:
        wait_s = self._ports.wait_s(state.selected) if state.selected and state.can_open else 0
        return replace(state, wait_s=wait_s)

    def _show(self, state: UnlockState) -> None:
        self._state = state
        self._view.show_state(state)


def first_state(  # noqa: PLR0913 -- what the page is told about the vault
    agents: Sequence[AgentEntry],
    *,
    last: str = "",
    note: str = "",
    can_recover: bool = True,
    structure: bool = False,
    problem: str = "",
) -> UnlockState:
    """Return what the page shows at first: the agent of last time, or the only one, is picked.

    A `problem` given here means that the vault cannot be opened at all.
    """
    known = {agent.id for agent in agents}
    only = agents[0].id if len(agents) == 1 else ""
    return UnlockState(
        agents=tuple(agents),
        selected=last if last in known else only,
        note=note,
        can_recover=can_recover and not problem,
        structure=structure,
        can_open=not problem,
        problem=problem,
    )


def _without_mistakes(state: UnlockState) -> UnlockState:
    problem = "" if state.can_open else state.problem
    return replace(state, problem=problem, first_mistake="", second_mistake="")
