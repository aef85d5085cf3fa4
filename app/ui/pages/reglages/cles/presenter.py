"""Turns what is asked about the structure's key and the keyring into use cases."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Protocol

from app.domain.failures import AppError
from app.domain.habilitation import Acte
from app.ui.messages import failure_text
from app.ui.pages.reglages.cles.state import ClesState, Proposed
from app.ui.pages.reglages.cles.words import printed_text
from app.ui.presenting import Strength, StrengthAdvisor, passphrase_mistakes
from app.ui.tasks import ResultT, TaskRunner
from app.ui.widgets.tones import Tone
from app.usecases.laptop import colleagues, habilitations, recovering, trousseau
from app.usecases.laptop.recovering import MadeKey
from app.usecases.workplace import Workplace


class ClesView(Protocol):
    """The part, as the presenter sees it."""

    def show_state(self, state: ClesState) -> None:
        """Show `state` and nothing else."""
        ...

    def show_strength(self, strength: Strength | None) -> None:
        """Show the estimate of the key's passphrase."""
        ...

    def forget_secrets(self) -> None:
        """Empty the fields that hold a secret."""
        ...

    def ask_to_put(self, proposed: Proposed) -> None:
        """Ask whether this key gets its share, once it was compared."""
        ...

    def print_text(self, text: str) -> None:
        """Ask for a printer and print."""
        ...


class ClesPresenter:
    """One act at a time; everything runs in a thread."""

    def __init__(self, view: ClesView, runner: TaskRunner, workplace: Workplace) -> None:
        self._view = view
        self._runner = runner
        self._workplace = workplace
        self._advisor = StrengthAdvisor(runner, recovering.estimate, view.show_strength)
        self._state = ClesState()
        self._show(self._state)

    def load(self) -> None:
        """Read how it stands; call it whenever the part comes."""
        self._runner.run(self._read, on_success=self._loaded, on_failure=self._failed)

    def look_at(self, file: Path) -> None:
        """Read a public key and ask whether it is the right one."""
        self._begin()
        self._runner.run(lambda: _proposed(file), on_success=self._propose, on_failure=self._failed)

    def put(self, file: Path) -> None:
        """Give the key its share of this vault; the page has asked for confirmation."""
        place = self._workplace
        self._do(
            lambda: recovering.put_structure_key(place, recovering.read_structure_key(file)),
            "C’est fait\u00a0: la clé de la structure peut rouvrir ce poste.",
        )

    def take_away(self) -> None:
        """Withdraw the share; the page has asked for confirmation."""
        place = self._workplace
        self._do(
            lambda: recovering.put_structure_key(place, None),
            "C’est fait\u00a0: cette clé n’ouvre plus ce poste.",
        )

    def begin_creation(self) -> None:
        """Ask for the passphrase of a new key."""
        self._show(replace(self._state, creating=True, message="", mistakes={}))

    def leave_creation(self) -> None:
        """Make no key after all."""
        self._view.forget_secrets()
        self._show(replace(self._state, creating=False, message="", mistakes={}))

    def estimate(self, passphrase: str) -> None:
        """Tell how long the key's passphrase would hold."""
        self._advisor.advise(passphrase, [self._workplace.structure.name])

    def check(self, first: str, second: str) -> bool:
        """Tell whether the passphrase was typed twice alike; say what is wrong."""
        wrong_first, wrong_second = passphrase_mistakes(first, second)
        found = {"first": wrong_first, "second": wrong_second}
        mistakes = {name: words for name, words in found.items() if words}
        self._show(replace(self._state, mistakes=mistakes, message=""))
        return not mistakes

    def create(self, folder: Path, passphrase: str) -> None:
        """Make the structure's key in `folder` and put its public half in place."""
        place = self._workplace

        def work() -> MadeKey:
            habilitations.require(place, Acte.CLES)
            cost = recovering.usual_cost(place)
            made = recovering.make_structure_key(
                folder, place.structure.name, passphrase, cost=cost
            )
            recovering.put_structure_key(place, made.key)
            return made

        self._begin("Création de la clé…")
        self._runner.run(work, on_success=self._created, on_failure=self._failed)

    def print_fingerprint(self) -> None:
        """Print what is kept on paper about the key."""
        place = self._workplace
        text = printed_text(place.structure.name, self._state.fingerprint, place.clock.today())
        self._view.print_text(text)

    def want_keyring(self, *, wanted: bool) -> None:
        """Tie passphrases to the keyring, or untie them, each at the next opening."""
        if wanted == self._state.wanted:
            return
        place = self._workplace
        self._do(
            lambda: trousseau.want(place, wanted=wanted),
            "C’est fait\u00a0: chaque phrase de passe est liée à la prochaine ouverture."
            if wanted
            else "C’est fait\u00a0: chaque phrase de passe est déliée à la prochaine ouverture.",
        )

    def _read(self) -> ClesState:
        place = self._workplace
        ties = trousseau.ties(place)
        names = {agent.id: agent.display_name for agent in colleagues.present(place)}
        with place.database.reading() as session:
            referents = habilitations.referents(session)
        return ClesState(
            fingerprint=recovering.structure_fingerprint(place),
            imposed=place.politiques.cle_structure,
            wanted=ties.wanted,
            tied=tuple(name for agent_id, name in names.items() if agent_id in ties.tied),
            untied=tuple(name for agent_id, name in names.items() if agent_id not in ties.tied),
            may=Acte.CLES in habilitations.actes(place),
            referents=" ou ".join(referents),
        )

    def _loaded(self, read: ClesState) -> None:
        before = self._state
        self._show(
            replace(
                read,
                creating=before.creating,
                message="" if before.working else before.message,
                tone=before.tone,
            )
        )

    def _propose(self, proposed: Proposed) -> None:
        self._show(replace(self._state, working=False, message=""))
        self._view.ask_to_put(proposed)

    def _created(self, made: MadeKey) -> None:
        self._view.forget_secrets()
        self._show(replace(self._state, creating=False))
        self._said(
            f"La clé est créée et en place. Rangez «\u00a0{made.private.name}\u00a0» hors de ce "
            "poste, en deux exemplaires, et imprimez l’empreinte. Le fichier "
            f"«\u00a0{made.public.name}\u00a0» se met en place sur les autres postes."
        )

    def _do(self, work: Callable[[], ResultT], done: str) -> None:
        self._begin()
        self._runner.run(work, on_success=lambda _: self._said(done), on_failure=self._failed)

    def _begin(self, words: str = "Un instant…") -> None:
        self._show(replace(self._state, working=True, message=words, tone=Tone.INFO, mistakes={}))

    def _said(self, words: str) -> None:
        self._show(replace(self._state, working=False, message=words, tone=Tone.SUCCESS))
        self.load()

    def _failed(self, failure: Exception) -> None:
        self._show(
            replace(self._state, working=False, message=failure_text(failure), tone=Tone.DANGER)
        )
        if not isinstance(failure, AppError):
            raise failure  # a bug: the crash handler reports it

    def _show(self, state: ClesState) -> None:
        self._state = state
        self._view.show_state(state)


def _proposed(file: Path) -> Proposed:
    key = recovering.read_structure_key(file)
    return Proposed(file=file, name=key.name, fingerprint=key.fingerprint)
