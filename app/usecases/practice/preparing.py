"""Make the practice vault: a fictitious structure, its agent, and people already received.

It stands in a folder of its own beside the real one, under a passphrase that everybody may know:
whoever practises must never be asked to remember one, and nothing in it is secret
(docs/decisions/0057).
"""

import shutil
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from app.conventions.loading import load_convention
from app.domain.agent import Structure
from app.domain.clock import Clock
from app.domain.conformite import Renseignements
from app.domain.convention import Convention, Porte
from app.domain.failures import AppError
from app.domain.habilitation import Role
from app.domain.vie_convention import Phase, Saisie, Sorte, etat
from app.storage import appareil
from app.storage.appareil import Activation, Appareil
from app.storage.vault.failures import VaultNotWrittenError
from app.storage.vault.files import read_header, write_whole
from app.sync.keys import new_device_keys
from app.usecases.conformity import conformite
from app.usecases.laptop import colleagues, habilitations, informing
from app.usecases.laptop.installing import NewAgent, NewVault, install
from app.usecases.laptop.opening import open_workplace
from app.usecases.practice.departement import ADDRESS, practice_link
from app.usecases.practice.persons import Example, examples
from app.usecases.practice.places import MARK, leftovers
from app.usecases.practice.receiving import ESTABLISHED, address_here, receive
from app.usecases.workplace import Surroundings, Workplace

PASSPHRASE: Final = "dix poires sur un banc bleu"  # noqa: S105 - shown on every practice screen
STRUCTURE: Final = Structure(
    code="EXERCICE",
    name="Structure fictive (entraînement)",
    adresse=("Structure fictive", "1 place de l’Exemple", "00000 NULLE PART"),
    telephone="00 00 00 00 00",
    courriel="personne@entrainement.invalid",
)
_CAMILLE: Final = ("Camille", "Exemple", "agent fictif")
_DOMINIQUE: Final = NewAgent(prenom="Dominique", nom="Fictif", fonction="collègue fictif")
_PEOPLE: Final = 5  # received before, so that lists have something to show
_FOR_TERM: Final = timedelta(days=365)

Tell = Callable[[int, int], None]
"""Hears how far the preparation is: done, total. What it raises stops the preparation."""


def is_ready(folder: Path, profile: str, resources: Path) -> bool:
    """Tell whether practice was prepared for this very convention."""
    try:
        kept = (folder / MARK).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return False
    return kept == _mark(profile, resources) and (folder / "vault.json").exists()


def prepare(
    folder: Path,
    profile: str,
    surroundings: Surroundings,
    *,
    tell: Tell = lambda _done, _total: None,
) -> None:
    """Make the practice vault anew; some seconds, so in a thread.

    It is made beside its folder and put in place whole: killed or stopped anywhere, practice is
    not there, or is there entirely.

    Raises:
        VaultNotWrittenError: the disk refuses.
        whatever `tell` raises: nothing is left of it.
    """
    making = leftovers(folder)[1]
    try:
        discard(folder)
        making.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        _make(making, profile, surroundings, tell)
        making.replace(folder)
    except OSError as failure:
        raise VaultNotWrittenError from failure
    finally:
        shutil.rmtree(making, ignore_errors=True)


def discard(folder: Path) -> None:
    """Forget practice, and what a kill left of a preparation.

    Raises:
        OSError: a file is refused.
    """
    for one in leftovers(folder):
        if one.exists():
            shutil.rmtree(one)


def open_practice(folder: Path, surroundings: Surroundings) -> Workplace:
    """Open the practice vault as its agent; about a second, so in a thread.

    Raises:
        VaultError, UnusableFileError: it does not open: it is to be made anew.
    """
    first = read_header(folder).agents[0]
    return open_workplace(folder, first.agent_id, PASSPHRASE, surroundings)


def _mark(profile: str, resources: Path) -> str:
    """Return what tells whether a practice vault still fits: its convention, as it stands."""
    convention = load_convention(resources / "conventions" / profile)
    return f"{profile} {convention.hash}\n"


def _make(
    making: Path,
    profile: str,
    surroundings: Surroundings,
    tell: Tell,
) -> None:
    shutil.rmtree(making, ignore_errors=True)
    resources, clock = surroundings.resources, surroundings.clock
    convention = load_convention(resources.conventions / profile)
    steps = _Steps(tell)
    new = NewVault(
        profile=profile,
        structure=STRUCTURE,
        first=_camille(convention),
        passphrase=PASSPHRASE,
        vie=_vie(convention, clock),
        practice=True,
    )
    agent = install(making, new, clock).agent
    steps.next()
    place = open_workplace(making, agent.id, PASSPHRASE, surroundings)
    try:
        _furnish(place)
        steps.next()
        _populate(place, steps)
    finally:
        place.close()
    write_whole(making / MARK, _mark(profile, resources.folder).encode())


def _camille(convention: Convention) -> NewAgent:
    """Return the agent: référent, and whatever else one person may be under this convention."""
    roles = {Role.REFERENT}
    for rule in convention.habilitations.regles:
        try:
            habilitations.check_roles(convention.habilitations, roles | {rule.role})
        except AppError:
            continue
        roles.add(rule.role)
    prenom, nom, fonction = _CAMILLE
    return NewAgent(prenom=prenom, nom=nom, fonction=fonction, roles=frozenset(roles))


def _vie(convention: Convention, clock: Clock) -> tuple[Saisie, ...]:
    """Return what puts the convention into force today, where its own dates do not."""
    today = clock.today()
    begins = Saisie(sorte=Sorte.PRISE_EFFET, le=today.replace(month=1, day=1))
    avenant = Saisie(
        sorte=Sorte.AVENANT,
        le=begins.le,
        reference="Avenant fictif, pour l’entraînement",
        terme=today + _FOR_TERM,
    )
    for vie in ((), (begins,), (avenant,), (begins, avenant)):
        if etat(convention, vie, today).phase is Phase.EN_VIGUEUR:
            return vie
    return (begins, avenant)


def _furnish(place: Workplace) -> None:
    """Make the laptop one that has been at work: sheet checked, colleague, Département."""
    colleagues.sheet_checked(place)
    informing.accept(place)
    conformite.keep(place, Renseignements(aipd_on=place.clock.today(), aipd_par=STRUCTURE.name))
    colleagues.add(place, _DOMINIQUE, PASSPHRASE)
    keys = new_device_keys()
    link = practice_link(place.structure.code, place.structure.name, _whole(place.clock.now()))
    device = Appareil(
        device_id=keys.device,
        signing_key=keys.signing,
        receiving_key=keys.receiving,
        activation=Activation.ACTIVE,
        service_url=ADDRESS,
        departement_keys=link.to_bytes().decode("utf-8"),
        epoch=link.epoch,
        activated_on=place.clock.today(),
    )
    with place.database.writing() as session:
        appareil.keep(session, device)


def _whole(at: datetime) -> datetime:
    return at.replace(microsecond=0)


def _populate(place: Workplace, steps: "_Steps") -> None:
    chosen = _chosen(place)
    steps.expect(len(chosen))
    if Porte.DIAGNOSTIC in place.convention.portes:
        for number, person in enumerate(chosen):
            receive(place, person, address_here(place, person, number))
            steps.next()
    elif Porte.MANDAT in place.convention.portes:
        from app.usecases.mandats import drafting  # noqa: PLC0415 - few profiles have any
        from app.usecases.practice.receiving import typed  # noqa: PLC0415 - as above

        for number, person in enumerate(chosen[:2]):
            adresse = address_here(place, person, number)
            drafting.name_new(place, drafting.begin(place), typed(person, adresse))
            steps.next()


def _chosen(place: Workplace) -> Sequence[Example]:
    """Return a few persons whom the guide can tell about, and one who left in the middle."""
    everybody = list(examples(place.resources.folder).values())
    mine = [one for one in everybody if one.guide == place.convention.guide_profile] or everybody
    whole = [one for one in mine if one.expected["etat"] == ESTABLISHED]
    halves = [one for one in mine if one.expected["etat"] != ESTABLISHED]
    return (*whole[: _PEOPLE - 1], *halves[:1])


class _Steps:
    """Counts the steps of a preparation."""

    def __init__(self, tell: Tell) -> None:
        self._tell = tell
        self._done, self._total = 0, _PEOPLE + 2

    def expect(self, people: int) -> None:
        """Know how many people are left to receive."""
        self._total = self._done + people

    def next(self) -> None:
        """One step is done."""
        self._done += 1
        self._tell(self._done, max(self._total, self._done))
