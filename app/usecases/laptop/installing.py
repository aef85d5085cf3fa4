"""The first run: a vault, its database, the structure and the first agent, all or nothing."""

import shutil
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

from app.domain.agent import Agent, Structure
from app.domain.clock import Clock
from app.domain.failures import AppError
from app.domain.habilitation import Role
from app.domain.identifiers import AgentId, uuid7
from app.domain.vie_convention import Saisie
from app.storage import agents, habilitations, instant, parametres, structure, vie_convention
from app.storage.beside import INSTALLATION
from app.storage.database import create_database
from app.storage.vault.failures import VaultNotWrittenError
from app.storage.vault.kdf import KdfParameters
from app.storage.vault.people import create
from app.storage.vault.recovery import RecoverySheet
from app.usecases.laptop.opening import PROFILE
from app.usecases.workplace import PRACTICE, SHEET_CHECKED


class AlreadyInstalledError(AppError):
    """The data folder already holds a vault; it is left as it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewAgent:
    """What the assistant asks of an agent.

    Without `roles` a colleague has the first ordinary role of the profile, the first agent is a
    prescripteur; he is the référent besides, whatever is asked for him.
    """

    prenom: str
    nom: str
    fonction: str
    roles: frozenset[Role] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class NewVault:
    """What the assistant gathered; `cost` is the calibrated one, None for the floor.

    `structure_key` is the structure's public key, which gets a share of the vault. `vie` is what
    is known already of the convention's life: the day it took effect, an avenant. `practice` makes
    a vault to practise in, which stays one.
    """

    profile: str
    structure: Structure
    first: NewAgent
    passphrase: str = field(repr=False)
    cost: KdfParameters | None = None
    structure_key: bytes | None = None
    vie: tuple[Saisie, ...] = ()
    practice: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Installed:
    """A new vault: who may open it, and the sheet to print now."""

    agent: Agent
    sheet: RecoverySheet


def install(folder: Path, new: NewVault, clock: Clock) -> Installed:
    """Make the vault in `folder`; about a second, so in a thread.

    Everything is made beside the folder, then put in place, the header last: killed anywhere, there
    is a whole vault or none.

    Raises:
        AlreadyInstalledError: there is a vault there.
        WeakPassphraseError, VaultError, DiskFullError: nothing was made.
    """
    if (folder / "vault.json").exists():
        raise AlreadyInstalledError
    staging = folder.with_name(f"{folder.name}{INSTALLATION}")
    shutil.rmtree(staging, ignore_errors=True)
    try:
        staging.mkdir(parents=True, mode=0o700)
        installed = _make(staging, new, clock)
        _put_in_place(staging, folder)
    except OSError:
        raise VaultNotWrittenError from None
    finally:
        shutil.rmtree(staging, ignore_errors=True)
    return installed


def _put_in_place(staging: Path, folder: Path) -> None:
    """Move the whole vault at once, or file by file where the folder holds something already."""
    with suppress(OSError):  # not there, or not empty
        folder.rmdir()
    if not folder.exists():
        staging.replace(folder)
        return
    for made in sorted(staging.iterdir(), key=lambda path: path.name == "vault.json"):
        made.replace(folder / made.name)


def _make(folder: Path, new: NewVault, clock: Clock) -> Installed:
    now = clock.now()
    first = new.first
    agent = Agent(
        id=AgentId(uuid7(now)), prenom=first.prenom, nom=first.nom, fonction=first.fonction
    )
    vault, sheet = create(
        folder,
        agent,
        passphrase=new.passphrase,
        cost=new.cost,
        structure_key=new.structure_key,
    )
    try:
        database = create_database(vault.database_path, vault.database_key(), today=clock.today)
        try:
            with database.writing() as session:
                structure.keep(session, new.structure)
                agents.keep(session, agent, today=clock.today())
                roles = {Role.REFERENT} | (first.roles or {Role.PRESCRIPTEUR})
                habilitations.put(session, agent.id, roles, at=now, by=None)
                parametres.keep(session, PROFILE, new.profile)
                for one in new.vie:
                    vie_convention.add(session, replace(one, saisi_at=now, agent_id=agent.id))
                parametres.keep(session, SHEET_CHECKED, value=False)
                if new.practice:
                    parametres.keep(session, PRACTICE, value=True)
                instant.see(session, now)
        finally:
            database.close()
    finally:
        vault.forget()
    return Installed(agent=agent, sheet=sheet)
