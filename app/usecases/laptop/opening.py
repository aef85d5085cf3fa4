"""Open the vault and everything that an agent works with."""

from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from pathlib import Path

from app.conventions.communes import Communes, load_communes
from app.conventions.loading import load_convention, parse_convention
from app.conventions.reading import ConventionError
from app.domain.convention import Convention
from app.domain.failures import AppError, UnusableFileError
from app.domain.identifiers import AgentId
from app.storage import agents, conventions, instant, journal, materiel, parametres, structure
from app.storage.database import Database, open_database
from app.storage.journal import Entree
from app.storage.materiel import KindMateriel
from app.storage.vault.opened import OpenVault, unlock, unlock_with_recovery
from app.storage.vault.people import reset_passphrase
from app.storage.vault.pepper import ReadOnly
from app.storage.vault.rekeying import discard_leftovers, require_own_database
from app.usecases.backup.saving_noted import note_exchange
from app.usecases.destruction.erasing_again import erase_again
from app.usecases.laptop.cautious_clock import CautiousClock
from app.usecases.laptop.leaving import follow_vault
from app.usecases.laptop.trousseau import follow
from app.usecases.laptop.trying import forgive, missed_before, try_passphrase
from app.usecases.versions.questionnaires import Shelf, current_questionnaire
from app.usecases.workplace import PRACTICE, SHEET_CHECKED, Resources, Safe, Surroundings, Workplace

PROFILE = "profil"
OPENED, OPENED_BY_SHEET = "ouverture", "ouverture_secours"  # in the journal
_UNREADABLE = (
    "cette version, sous laquelle le dossier a été fait, ne se lit plus avec ce programme. Le "
    "dossier est gardé tel quel\u00a0: mettez le programme à jour, ou prévenez votre référent."
)


class IncompleteVaultError(AppError):
    """The database opens but does not say whose it is: its installation never ended."""


def open_workplace(
    folder: Path,
    agent_id: AgentId,
    passphrase: str,
    surroundings: Surroundings,
) -> Workplace:
    """Unlock as an agent; about a second, so in a thread.

    Raises:
        TooSoonError: after wrong passphrases there is a wait; nothing was tried.
        UnlockError, VaultError: the vault does not open; nothing was changed.
        UnusableFileError: the database, the convention or the questionnaire cannot be used.
    """
    missed = missed_before(folder, agent_id)
    communes = _read_ahead(surroundings.resources)
    vault = try_passphrase(
        folder,
        agent_id,
        surroundings.clock,
        lambda: unlock(folder, agent_id, passphrase, surroundings.pepper),
    )
    try:
        place = replace(enter(vault, agent_id, surroundings, communes), missed=missed)
    except BaseException:
        vault.forget()
        raise
    try:
        _note_opening(place, OPENED, f"essais_{missed}" if missed else "")
        follow(place, passphrase)
    except BaseException:
        place.close()
        raise
    return place


def recover_workplace(
    folder: Path,
    agent_id: AgentId,
    sheet: str,
    passphrase: str,
    surroundings: Surroundings,
) -> Workplace:
    """Unlock with the printed sheet and give the agent a new passphrase; about a second.

    Raises:
        WrongRecoveryKeyError, WeakPassphraseError, VaultError: nothing was changed.
        as `open_workplace`.
    """
    vault = unlock_with_recovery(folder, sheet)
    return reopen(vault, agent_id, passphrase, surroundings, kind=OPENED_BY_SHEET)


def reopen(
    vault: OpenVault,
    agent_id: AgentId,
    passphrase: str,
    surroundings: Surroundings,
    *,
    kind: str,
) -> Workplace:
    """Give an agent a new passphrase in a vault that was opened without him, and let him in.

    `kind` says in the journal how it was opened. The new passphrase takes a part from the
    keyring only once the vault has told whether it is wanted.

    Raises:
        WeakPassphraseError, VaultError: nothing was changed.
        as `open_workplace`.
    """
    place = surroundings.pepper and ReadOnly(surroundings.pepper)
    try:
        reset_passphrase(vault, agent_id, passphrase=passphrase, pepper=place)
    finally:
        vault.forget()
    forgive(vault.folder, agent_id)  # whoever holds the other way in need not wait
    opened = open_workplace(vault.folder, agent_id, passphrase, surroundings)
    _note_opening(opened, kind)
    return opened


def _note_opening(workplace: Workplace, kind: str, detail: str = "") -> None:
    entry = Entree(at=workplace.clock.now(), kind=kind, agent_id=workplace.agent.id, detail=detail)
    with workplace.database.writing() as session:
        note_exchange(session, workplace)
        journal.append(session, entry)


def _read_ahead(resources: Resources) -> Future[Communes]:
    """Begin to read the list of communes: deriving the key leaves the processor to it."""
    executor = ThreadPoolExecutor(1, "communes")
    reading = executor.submit(lambda: load_communes(resources.communes))
    executor.shutdown(wait=False)
    return reading


def enter(
    vault: OpenVault, agent_id: AgentId, surroundings: Surroundings, communes: Future[Communes]
) -> Workplace:
    """Open the database of an unlocked vault and load what the agent works with.

    Raises:
        as `open_workplace`.
    """
    discard_leftovers(vault)
    require_own_database(vault)
    clock = CautiousClock(surroundings.clock)
    database = open_database(
        vault.database_path, vault.database_key(), today=clock.today, keep_earlier=True
    )
    try:
        erase_again(database, vault.folder, clock.today())
        return _workplace(Safe(vault, database), agent_id, surroundings, clock, communes)
    except BaseException:
        database.close()
        raise


def _workplace(
    safe: Safe,
    agent_id: AgentId,
    surroundings: Surroundings,
    cautious: CautiousClock,
    communes: Future[Communes],
) -> Workplace:
    vault, database = safe.vault, safe.database
    resources, clock = surroundings.resources, surroundings.clock
    now = clock.now()
    with database.writing() as session:
        lived = instant.lived(session)
        cautious.not_before(lived.day(now, clock.zone()))  # asked about once the window is there
        instant.keep(session, lived.seen(now))  # a leap is believed once somebody confirms it
        follow_vault(session, vault, clock)
    with database.reading() as session:
        agent = agents.load(session, agent_id)
        owner = structure.load(session)
        profile = parametres.text(session, PROFILE)
        practice = parametres.load(session, PRACTICE) is True
    if agent is None or owner is None or not profile:
        raise IncompleteVaultError
    convention = current_convention(database, resources, profile, clock.today())
    return Workplace(
        safe=safe,
        agent=agent,
        structure=owner,
        convention=convention,
        shelf=Shelf(current=current_questionnaire(database, resources.workbook(convention), now)),
        communes=communes.result(),
        pepper=surroundings.pepper,
        resources=resources,
        clock=cautious if cautious.is_in_doubt else clock,
        practice=practice,
        politiques=surroundings.politiques,
        release_keys=surroundings.release_keys,
    )


def current_convention(
    database: Database, resources: Resources, profile: str, today: date
) -> Convention:
    """Return the profile in force, and keep the program's own for the records made under it.

    In force is what the référent chose last, else what came with the program. A version that this
    program no longer reads gives way to the program's own: the laptop has to open.
    """
    folder = resources.conventions / profile
    bundled = load_convention(folder)
    with database.writing() as session:
        content = (folder / "convention.toml").read_bytes()
        conventions.keep_content(session, profile, bundled.hash, content, today)
        active = conventions.in_force(session)
        chosen = (
            materiel.load(session, KindMateriel.CONVENTION, active.sha256)
            if active is not None and active.sha256
            else None
        )
    if chosen is None:
        return bundled
    try:
        return parse_convention(chosen, name=f"{profile}/convention.toml", profile=profile)
    except ConventionError:
        return bundled


def kept_convention(workplace: Workplace, convention_hash: str) -> Convention:
    """Return the version of the convention that a record was made under.

    Raises:
        UnusableFileError: this program does not read it any more; the error names the version.
    """
    if convention_hash == workplace.convention.hash:
        return workplace.convention
    with workplace.database.reading() as session:
        content = materiel.load(session, KindMateriel.CONVENTION, convention_hash)
    if content is None:
        return workplace.convention
    profile = workplace.convention.profile
    try:
        return parse_convention(content, name=f"{profile}/convention.toml", profile=profile)
    except ConventionError as fault:
        name = f"convention {profile}, version {convention_hash[:8]}"
        raise UnusableFileError(name, _UNREADABLE) from fault


def note_sheet_checked(
    folder: Path, agent_id: AgentId, passphrase: str, surroundings: Surroundings
) -> None:
    """Note, before the first session, that a part of the recovery sheet was typed back."""
    vault = unlock(folder, agent_id, passphrase, surroundings.pepper)
    try:
        database = open_database(
            vault.database_path, vault.database_key(), today=surroundings.clock.today
        )
        try:
            with database.writing() as session:
                parametres.keep(session, SHEET_CHECKED, value=True)
        finally:
            database.close()
    finally:
        vault.forget()
