"""Leads through the first run, one step at a time; nothing is made before the passphrase."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Generic, Protocol, TypeVar

from app.domain.failures import AppError
from app.ui.messages import failure_text
from app.ui.pages.first_run.state import (
    FirstRunForm,
    FirstRunState,
    KeyEntry,
    ProfileEntry,
    Step,
    mistakes_of,
)
from app.ui.presenting import (
    Estimate,
    Sheet,
    Strength,
    StrengthAdvisor,
    passphrase_mistakes,
    random_groups,
)
from app.ui.tasks import TaskRunner

_NO_KEY = (
    "La clé de la structure, imposée par votre service informatique, n’a pas pu être lue\u00a0: "
    "rien n’est créé sans elle, et ce que vous avez saisi reste là. Réessayez\u00a0; si cela "
    "recommence, prévenez votre service informatique."
)
_CREATING = "Mesure de l’ordinateur, puis création du coffre chiffré…"


class Installed(Protocol):
    """What making the vault gives back."""

    @property
    def sheet(self) -> Sheet:
        """Return the recovery sheet, to be shown now and never again."""
        ...


InstalledT = TypeVar("InstalledT", bound=Installed)


class FirstRunView(Protocol):
    """The assistant, as the presenter sees it."""

    def show_state(self, state: FirstRunState) -> None:
        """Show `state` and nothing else."""
        ...

    def show_key(self, key: KeyEntry | None, mistake: str) -> None:
        """Show the structure's key that was read, or why the file holds none."""
        ...

    def show_strength(self, strength: Strength | None) -> None:
        """Show the estimate of the passphrase."""
        ...

    def forget_secrets(self) -> None:
        """Empty every field that holds a secret."""
        ...


@dataclass(frozen=True, kw_only=True)  # no slots: Python 3.11 cannot make `Ports[X](…)` of them
class FirstRunPorts(Generic[InstalledT]):
    """What the presenter needs of the program.

    `create(form, passphrase)` makes the vault, all or nothing, in a thread; `on_checked(installed)`
    notes that the sheet was typed back, `read_key(file)` reads the structure's public key, in a
    thread too; `on_finished` opens the program. `key_file` is a key given from the start,
    `key_is_imposed` by the IT department: nobody does without it here. `proposed` is the profile
    of a file that was opened by double click, `problem` why that file is none.
    """

    profiles: Sequence[ProfileEntry]
    create: Callable[[FirstRunForm, str], InstalledT]
    read_key: Callable[[Path], KeyEntry]
    estimate: Estimate
    on_checked: Callable[[InstalledT], None]
    on_finished: Callable[[InstalledT], None]
    key_file: Path | None = None
    key_is_imposed: bool = False
    proposed: str = ""
    problem: str = ""
    choose_groups: Callable[[int], tuple[int, ...]] = random_groups


class FirstRunPresenter(Generic[InstalledT]):
    """Holds what was typed until the vault is made, then shows and checks the sheet."""

    def __init__(
        self, view: FirstRunView, runner: TaskRunner, ports: FirstRunPorts[InstalledT]
    ) -> None:
        self._view = view
        self._runner = runner
        self._ports = ports
        self._installed: InstalledT | None = None
        self._advisor = StrengthAdvisor(runner, ports.estimate, view.show_strength)
        profiles = tuple(ports.profiles)
        only = profiles[0].code if len(profiles) == 1 else ""
        self._state = FirstRunState(
            profiles=profiles,
            form=FirstRunForm(profile=only or ports.proposed),
            problem=ports.problem,
            key_is_imposed=ports.key_is_imposed,
        )
        view.show_state(self._state)
        if ports.key_file is not None:
            self.choose_key(ports.key_file)

    def choose_key(self, file: Path) -> None:
        """Read the structure's public key, for the user to compare its fingerprint."""
        self._runner.run(
            lambda: self._ports.read_key(file),
            on_success=self._keep_key,
            on_failure=self._no_key,
        )

    def drop_key(self) -> None:
        """Do without the structure's key."""
        self._keep_key(None)

    def submit(self, form: FirstRunForm) -> None:
        """Take the fields of the current step and go on when they are right."""
        key = self._state.key
        form = replace(form, structure_key=key.file if key else None)
        mistakes = mistakes_of(self._state.step, form)
        file = self._ports.key_file
        if self._state.step is Step.STRUCTURE and self._ports.key_is_imposed and file and not key:
            self._show(replace(self._state, form=form, mistakes=mistakes, problem=_NO_KEY))
            self.choose_key(file)
            return
        step = self._state.step if mistakes else Step(self._state.step + 1)
        self._show(replace(self._state, form=form, mistakes=mistakes, step=step, problem=""))

    def back(self) -> None:
        """Go to the step before; once the vault is made only from the check to the sheet."""
        if self._state.step in (Step.PROFILE, Step.SHEET, Step.DONE) or self._state.working:
            return
        self._view.forget_secrets()
        step = Step(self._state.step - 1)
        self._show(replace(self._state, step=step, mistakes={}, problem=""))

    def estimate(self, passphrase: str) -> None:
        """Tell how long the passphrase would hold; names count as easily guessed."""
        form = self._state.form
        names = (form.prenom, form.nom, form.structure_name, form.structure_code, *form.adresse)
        self._advisor.advise(passphrase, names)

    def choose_passphrase(self, first: str, second: str) -> None:
        """Make the vault with the passphrase that was typed twice."""
        if self._state.working:
            return
        wrong_first, wrong_second = passphrase_mistakes(first, second)
        if wrong_first or wrong_second:
            mistakes = {"first": wrong_first, "second": wrong_second}
            self._show(replace(self._state, mistakes=mistakes, problem=""))
            return
        form = self._state.form
        self._show(
            replace(
                self._state,
                mistakes={},
                problem="",
                working=_CREATING,
            )
        )
        self._runner.run(
            lambda: self._ports.create(form, first),
            on_success=self._made,
            on_failure=self._failed,
        )

    def sheet_kept(self) -> None:
        """The sheet is on paper: ask for parts of it."""
        asked = self._ports.choose_groups(len(self._state.groups))
        self._show(replace(self._state, step=Step.CHECK, asked=asked, problem=""))

    def check(self, typed: str) -> None:
        """Compare what was typed from the paper; on a mistake the paper can be looked at again."""
        installed = self._installed
        if installed is None or self._state.working:
            return
        if not installed.sheet.check_part(self._state.asked, typed):
            problem = (
                "Ce n’est pas ce qui est imprimé sur la feuille. Comparez caractère par caractère, "
                "ou revenez à la feuille pour l’imprimer de nouveau."
            )
            self._show(replace(self._state, problem=problem))
            return
        self._show(replace(self._state, problem="", working="Un instant…"))
        self._runner.run(
            lambda: self._ports.on_checked(installed),
            on_success=lambda _: self._checked(),
            on_failure=self._failed,
        )

    def finish(self) -> None:
        """Open the program."""
        if self._installed is not None:
            self._ports.on_finished(self._installed)

    def _made(self, installed: InstalledT) -> None:
        self._installed = installed
        self._view.forget_secrets()
        sheet = installed.sheet
        self._show(
            replace(
                self._state,
                step=Step.SHEET,
                working="",
                sheet_number=sheet.sheet,
                groups=sheet.groups,
            )
        )

    def _checked(self) -> None:
        self._view.forget_secrets()
        self._show(replace(self._state, step=Step.DONE, working="", groups=(), asked=()))

    def _keep_key(self, key: KeyEntry | None, mistake: str = "") -> None:
        """Show the key alone: what is being typed beside it is not in the state yet."""
        self._state = replace(self._state, key=key, key_mistake=mistake)
        self._view.show_key(key, mistake)

    def _no_key(self, failure: Exception) -> None:
        self._keep_key(None, failure_text(failure))
        if not isinstance(failure, AppError):
            raise failure  # a bug: the crash handler reports it

    def _failed(self, failure: Exception) -> None:
        self._show(replace(self._state, working="", problem=failure_text(failure)))
        if not isinstance(failure, AppError):
            raise failure  # a bug: the crash handler reports it

    def _show(self, state: FirstRunState) -> None:
        self._state = state
        self._view.show_state(state)
