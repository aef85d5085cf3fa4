"""Several agents on one laptop: add, remove, change a passphrase, a new recovery sheet."""

from contextlib import suppress
from typing import TYPE_CHECKING

from app.domain.agent import Agent
from app.domain.failures import AppError
from app.domain.habilitation import Acte
from app.domain.identifiers import AgentId, uuid7
from app.storage import agents, journal, parametres
from app.storage.database import open_database, rekeyed_copy
from app.storage.journal import Entree
from app.storage.vault import people, rekeying
from app.storage.vault.kdf import KdfParameters
from app.storage.vault.recovery import RecoverySheet
from app.usecases.laptop import habilitations
from app.usecases.laptop.installing import NewAgent
from app.usecases.laptop.leaving import leave
from app.usecases.laptop.trousseau import place_for_new
from app.usecases.laptop.trying import try_passphrase
from app.usecases.practice.refusing import require_real
from app.usecases.workplace import SHEET_CHECKED, Workplace

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


def present(workplace: Workplace) -> list[Agent]:
    """Return the agents of this laptop, by name."""
    with workplace.database.reading() as session:
        return list(agents.present(session))


def add(
    workplace: Workplace, new: NewAgent, passphrase: str, *, cost: KdfParameters | None = None
) -> Agent:
    """Give a colleague access with a passphrase of his own; about a second, so in a thread.

    Raises:
        NotAllowedError: only the référent does this.
        RolesMissingError, IncompatibleRolesError: the roles do not do.
        WeakPassphraseError, VaultError: nobody was added.
    """
    habilitations.require(workplace, Acte.AGENTS)
    roles = new.roles or {workplace.convention.habilitations.ordinary[0]}
    habilitations.check(workplace, roles)
    now = workplace.clock.now()
    agent = Agent(id=AgentId(uuid7(now)), prenom=new.prenom, nom=new.nom, fonction=new.fonction)
    header = people.prepare_agent(workplace.vault, agent, passphrase=passphrase, cost=cost)
    with workplace.database.writing() as session:
        agents.keep(session, agent, today=workplace.clock.today())
        habilitations.put(session, workplace, agent.id, roles)
        _note(workplace, session, "collegue_ajoute")
    try:
        people.keep_header(workplace.vault, header)
    except BaseException:  # killed here, or on a full disk, the next opening does the same
        with suppress(AppError), workplace.database.writing() as session:
            leave(session, agent.id, workplace.clock, by=workplace.agent.id)
        raise
    return agent


def remove(workplace: Workplace, agent_id: AgentId) -> None:
    """Withdraw a colleague's access: new keys for everybody who stays, none of whom need be there.

    A copy of the files that he kept does not open what is written from now on. The workplace goes
    on with the new generation.

    Raises:
        NotAllowedError: only the référent does this.
        LastReferentError: another référent must be named first.
        LastAgentError, VaultError, DiskFullError: he still has access, nothing else changed.
    """
    habilitations.require(workplace, Acte.AGENTS)
    with workplace.database.reading() as session:
        habilitations.require_another_referent(session, agent_id)
    with workplace.database.exclusive():
        staged = rekeying.remove_agent(workplace.vault, agent_id)
        try:
            rekeyed_copy(
                workplace.database, staged.vault.database_path, staged.vault.database_key()
            )
            vault = staged.commit()
        except BaseException:
            staged.abandon()
            raise
        workplace.database.close()
    workplace.vault.forget()
    rekeying.discard_leftovers(vault)
    database = open_database(vault.database_path, vault.database_key(), today=workplace.clock.today)
    workplace.safe.vault, workplace.safe.database = vault, database
    with workplace.database.writing() as session:
        leave(session, agent_id, workplace.clock, by=workplace.agent.id)
        _note(workplace, session, "collegue_retire")


def change_passphrase(workplace: Workplace, current: str, passphrase: str) -> None:
    """Replace the passphrase of the agent at work; about two seconds, so in a thread.

    Raises:
        TooSoonError: after wrong passphrases there is a wait; nothing was tried.
        WrongPassphraseError, WeakPassphraseError, VaultError: the old one still opens.
    """
    require_real(workplace)
    agent_id = workplace.agent.id
    try_passphrase(
        workplace.vault.folder,
        agent_id,
        workplace.clock,
        lambda: people.change_passphrase(
            workplace.vault,
            agent_id,
            current=current,
            passphrase=passphrase,
            pepper=place_for_new(workplace),
        ),
    )
    with workplace.database.writing() as session:
        _note(workplace, session, "phrase_changee")


def new_sheet(workplace: Workplace) -> RecoverySheet:
    """Make a new recovery sheet; the former one no longer opens.

    Raises:
        NotAllowedError: only the référent does this.
        VaultError: the former one is still good.
    """
    habilitations.require(workplace, Acte.CLES)
    sheet = people.replace_recovery(workplace.vault)
    with workplace.database.writing() as session:
        parametres.keep(session, SHEET_CHECKED, value=False)
        _note(workplace, session, "feuille_refaite")
    return sheet


def sheet_checked(workplace: Workplace) -> None:
    """Note that a part of the recovery sheet was typed back."""
    with workplace.database.writing() as session:
        parametres.keep(session, SHEET_CHECKED, value=True)


def is_sheet_checked(workplace: Workplace) -> bool:
    """Tell whether the recovery sheet was checked; Aujourd'hui says so while it was not."""
    with workplace.database.reading() as session:
        return parametres.load(session, SHEET_CHECKED) is True


def _note(workplace: Workplace, session: "Session", kind: str) -> None:
    entry = Entree(at=workplace.clock.now(), kind=kind, agent_id=workplace.agent.id)
    journal.append(session, entry)
