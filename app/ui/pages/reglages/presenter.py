"""Turns what is asked in Réglages into use cases, and says how each ended."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from app.domain.failures import AppError
from app.ui.messages import failure_text
from app.ui.pages.reglages.ports import ReglagesPorts
from app.ui.pages.reglages.state import (
    AboutLine,
    AgentLine,
    DeviceWords,
    Form,
    NewColleague,
    Powers,
    ReglagesState,
    RoleEntry,
)
from app.ui.presenting import (
    Sheet,
    Strength,
    StrengthAdvisor,
    passphrase_mistakes,
    random_groups,
)
from app.ui.tasks import ResultT, TaskRunner
from app.ui.widgets.tones import Tone


class ReglagesView(Protocol):
    """The page, as the presenter sees it."""

    def show_state(self, state: ReglagesState) -> None:
        """Show `state` and nothing else."""
        ...

    def show_strength(self, strength: Strength | None) -> None:
        """Show the estimate of the passphrase that is being typed."""
        ...

    def forget_secrets(self, form: Form) -> None:
        """Empty a form that was done; what is typed in another stays."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class _Loaded:
    agents: Sequence[AgentLine]
    device: DeviceWords
    idle_minutes: int
    longest_idle: int
    about: Sequence[AboutLine]
    roles: Sequence[RoleEntry]
    powers: Powers


class ReglagesPresenter:
    """One action at a time.

    `runners` are the database's and the network's; `idle_changed` hears of a new idle time.
    """

    def __init__(
        self,
        view: ReglagesView,
        runners: tuple[TaskRunner, TaskRunner],
        ports: ReglagesPorts,
        *,
        structure: str = "",
        idle_changed: Callable[[int], None] = lambda _: None,
    ) -> None:
        self._view = view
        self._runner, self._network = runners
        self._ports = ports
        self._idle_changed = idle_changed
        self._state = ReglagesState(structure=structure)
        self._sheet: Sheet | None = None
        self._advisor = StrengthAdvisor(
            self._runner,
            lambda passphrase, names: ports.estimate(passphrase, tuple(names)),
            view.show_strength,
        )
        view.show_state(self._state)

    def load(self) -> None:
        """Read everything anew; call it whenever the page comes."""
        self._runner.run(self._read, on_success=self._loaded, on_failure=self._failed)

    def estimate(self, passphrase: str) -> None:
        """Tell how long a passphrase would hold."""
        names = (self._state.structure, *(agent.name for agent in self._state.agents))
        self._advisor.advise(passphrase, names)

    def add_agent(self, colleague: NewColleague, first: str, second: str) -> None:
        """Give a colleague access."""
        if not colleague.prenom or not colleague.nom:
            self._say(Tone.DANGER, "Le prénom et le nom du collègue sont nécessaires.")
            return
        if self._refuses(Form.COLLEAGUE, first, second):
            return
        self._do(
            lambda: self._ports.add_agent(colleague, first),
            working="Ajout du collègue…",
            done="C’est fait\u00a0: votre collègue peut ouvrir ce poste avec sa phrase de passe.",
            form=Form.COLLEAGUE,
        )

    def assign_roles(self, agent_id: str, roles: tuple[str, ...]) -> None:
        """Let an agent hold these roles and no other, from now on."""
        self._do(
            lambda: self._ports.assign_roles(agent_id, roles),
            working="Enregistrement des rôles…",
            done="C’est fait\u00a0: les rôles valent dès maintenant.",
        )

    def remove_agent(self, agent_id: str) -> None:
        """Withdraw a colleague's access; the page has asked for confirmation."""
        self._do(
            lambda: self._ports.remove_agent(agent_id),
            working="Changement des clés du poste…",
            done="C’est fait\u00a0: cette personne ne peut plus ouvrir ce poste. "
            "Ses dossiers restent.",
        )

    def change_passphrase(self, current: str, first: str, second: str) -> None:
        """Replace the passphrase of the agent at work."""
        if not current:
            self._say(Tone.DANGER, "Écrivez d’abord votre phrase de passe actuelle.")
            return
        if self._refuses(Form.MINE, first, second):
            return
        self._do(
            lambda: self._ports.change_passphrase(current, first),
            working="Changement de la phrase de passe…",
            done="C’est fait\u00a0: la nouvelle phrase de passe sert dès la prochaine ouverture.",
            form=Form.MINE,
        )

    def new_sheet(self) -> None:
        """Make a new recovery sheet and show it; the page has asked for confirmation."""
        self._begin("Création de la feuille…")
        self._runner.run(
            self._ports.new_sheet, on_success=self._show_sheet, on_failure=self._failed
        )

    def sheet_kept(self) -> None:
        """The sheet is on paper: ask for parts of it."""
        self._show(replace(self._state, asked=random_groups(len(self._state.groups)), message=""))

    def check_sheet(self, typed: str) -> None:
        """Compare what was typed from the paper."""
        sheet = self._sheet
        if sheet is None:
            return
        if not sheet.check_part(self._state.asked, typed):
            self._say(
                Tone.DANGER,
                "Ce n’est pas ce qui est imprimé sur la feuille. Comparez caractère par caractère.",
            )
            return
        self._sheet = None
        self._state = replace(self._state, groups=(), asked=())
        self._do(
            self._ports.sheet_checked,
            working="Un instant…",
            done="La feuille est vérifiée. Détruisez l’ancienne\u00a0: elle n’ouvre plus rien.",
        )

    def activate(self, address: str, code: str) -> None:
        """Make this laptop known to the Département."""
        if not address or not code:
            self._say(Tone.DANGER, "Il faut l’adresse du service et le code d’activation.")
            return
        self._begin("Activation auprès du Département…")
        self._network.run(
            lambda: self._ports.activate(address, code),
            on_success=self._activated,
            on_failure=self._failed,
        )

    def set_idle(self, minutes: int) -> None:
        """Keep another idle time and follow it from now on."""
        if minutes == self._state.idle_minutes:
            return
        self._runner.run(
            lambda: self._ports.keep_idle_minutes(minutes),
            on_success=lambda _: self._idle_kept(minutes),
            on_failure=self._failed,
        )

    def _read(self) -> _Loaded:
        ports = self._ports
        return _Loaded(
            agents=ports.agents(),
            device=ports.device(),
            idle_minutes=ports.idle_minutes(),
            longest_idle=ports.longest_idle_minutes(),
            about=ports.about(),
            roles=ports.roles(),
            powers=ports.powers(),
        )

    def _loaded(self, loaded: _Loaded) -> None:
        self._show(
            replace(
                self._state,
                agents=tuple(loaded.agents),
                device=loaded.device,
                idle_minutes=loaded.idle_minutes,
                longest_idle=loaded.longest_idle,
                about=tuple(loaded.about),
                roles=tuple(loaded.roles),
                powers=loaded.powers,
                working="",
            )
        )

    def _refuses(self, form: Form, first: str, second: str) -> bool:
        wrong_first, wrong_second = passphrase_mistakes(first, second)
        if not wrong_first and not wrong_second:
            return False
        self._show(
            replace(
                self._state,
                message="",
                mistaken=form,
                first_mistake=wrong_first,
                second_mistake=wrong_second,
            )
        )
        return True

    def _do(
        self, work: Callable[[], ResultT], *, working: str, done: str, form: Form | None = None
    ) -> None:
        """Run `work`, say `done`, empty the form it came from, then read everything anew."""
        self._begin(working)
        self._runner.run(work, on_success=lambda _: self._done(done, form), on_failure=self._failed)

    def _done(self, words: str, form: Form | None) -> None:
        if form is not None:
            self._view.forget_secrets(form)
        self._say(Tone.SUCCESS, words)
        self.load()

    def _show_sheet(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self._show(
            replace(
                self._state, working="", sheet_number=sheet.sheet, groups=sheet.groups, asked=()
            )
        )

    def _activated(self, device: DeviceWords) -> None:
        self._view.forget_secrets(Form.CODE)
        self._state = replace(self._state, device=device)
        self._say(
            Tone.SUCCESS, "Ce poste est connu du Département\u00a0: vous pouvez synchroniser."
        )

    def _idle_kept(self, minutes: int) -> None:
        self._idle_changed(minutes)
        self._state = replace(self._state, idle_minutes=minutes)
        self._say(Tone.SUCCESS, f"Verrouillage après {minutes}\u00a0minutes sans activité.")

    def _begin(self, working: str) -> None:
        self._show(
            replace(self._state, working=working, message="", first_mistake="", second_mistake="")
        )

    def _failed(self, failure: Exception) -> None:
        self._say(Tone.DANGER, failure_text(failure))
        if not isinstance(failure, AppError):
            raise failure  # a bug: the crash handler reports it

    def _say(self, tone: Tone, words: str) -> None:
        self._show(
            replace(
                self._state,
                working="",
                message=words,
                tone=tone,
                first_mistake="",
                second_mistake="",
            )
        )

    def _show(self, state: ReglagesState) -> None:
        self._state = state
        self._view.show_state(state)
