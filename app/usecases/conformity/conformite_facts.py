"""What is true of this laptop today, gathered for the conformity papers: numbers and states.

It names nobody who is helped; workers stand by their function.
"""

import contextlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Final

from app.documents.notice_data import notice_version
from app.domain.instruction import Instruction
from app.domain.retention import Horloge, day_of
from app.storage import appareil, comptes_registres, destructions
from app.storage.appareil import Activation
from app.storage.comptes_registres import ComptesRegistres
from app.storage.destructions import MotifDestruction
from app.storage.journal_sceaux import Mois
from app.storage.sauvegarde import counts
from app.storage.sauvegarde.counts import Counts
from app.storage.vault.kdf import KdfParameters
from app.sync.protocol.signing import key_id, public_of
from app.usecases import journal
from app.usecases.backup import saving
from app.usecases.conformity import conformite
from app.usecases.conformity.conformite import Etat
from app.usecases.conformity.conformite_steps import STEPS, Step, quietly
from app.usecases.destruction.retention_words import clocks_of
from app.usecases.laptop import habilitations, informing
from app.usecases.laptop.colleagues import is_sheet_checked
from app.usecases.laptop.idling import idle_minutes
from app.usecases.registers.instructions import received
from app.usecases.versions import questionnaire_versions
from app.usecases.workplace import Workplace

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

_LAST: Final = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class AgentFact:
    """A worker without his name: his function, his roles in words, since when he has them."""

    fonction: str
    roles: tuple[str, ...]
    since: date | None
    told: bool  # that a journal is kept of what he does


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionFact:
    """A version of the questionnaire; `since` is when it last came into force, None for never."""

    titre: str
    numero: str
    sha256: str
    source: str
    since: date | None
    in_force: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DestructionFact:
    """A destruction by its number; `ended_on` is None until it is signed."""

    numero: str
    motif: MotifDestruction
    ended_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class BackupFact:
    """The backups: whether a folder is chosen, on another disk than the vault, there now.

    `elsewhere` is None when the folder cannot be reached.
    """

    chosen: bool
    there: bool
    elsewhere: bool | None
    last_success: datetime | None
    kept: int
    problem: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """Everything; `device` and `key` are empty on a laptop that never made its keys."""

    made_at: datetime
    today: date
    etat: Etat
    counts: Counts
    agents: tuple[AgentFact, ...]
    registres: ComptesRegistres
    instructions: tuple[Instruction, ...]
    kdf: KdfParameters
    pepper: bool
    structure_key: bool
    sheet_checked: bool
    idle_minutes: int
    device: str
    key: str
    active: bool
    clocks: tuple[Horloge, ...]
    notice: str
    versions: tuple[VersionFact, ...]
    journal: tuple[Mois, ...]
    destructions: tuple[DestructionFact, ...]
    backups: BackupFact


def gather(workplace: Workplace, step: Step = quietly) -> Facts:
    """Read the laptop, checking the whole journal and looking at the backups' folder.

    About 1 s for 100 000 entries of the journal, and as long as a stick wants: in the slow thread.

    Raises:
        whatever `step` raises: nothing was changed.
    """
    step(0, STEPS)
    convention = workplace.convention
    with workplace.database.reading() as session:
        device = appareil.load(session)
        held = counts.counts(session)
        registers = comptes_registres.comptes(session)
        done = tuple(_destructions(session, workplace))
    step(1, STEPS)
    checked = tuple(journal.check(workplace))
    step(2, STEPS)
    backups = _backups(workplace)
    step(3, STEPS)
    header = workplace.vault.current_header()
    slots = header.agents
    return Facts(
        made_at=workplace.clock.now(),
        today=workplace.clock.today(),
        etat=conformite.state(workplace),
        counts=held,
        agents=_agents(workplace),
        registres=registers,
        instructions=received(workplace),
        kdf=min((slot.kdf for slot in slots), key=lambda kdf: kdf.memory_kib * kdf.iterations),
        pepper=all(slot.pepper for slot in slots),
        structure_key=header.structure is not None,
        sheet_checked=is_sheet_checked(workplace),
        idle_minutes=idle_minutes(workplace),
        device=device.device_id if device else "",
        key=key_id(public_of(device.signing_key)) if device else "",
        active=device is not None and device.activation is Activation.ACTIVE,
        clocks=clocks_of(convention),
        notice=notice_version(convention, workplace.structure),
        versions=tuple(_versions(workplace)),
        journal=checked,
        destructions=done,
        backups=backups,
    )


def _agents(workplace: Workplace) -> tuple[AgentFact, ...]:
    """Return the workers with access; the order of their names would tell them."""
    rules, zone = workplace.convention.habilitations, workplace.clock.zone()
    found = [
        AgentFact(
            fonction=one.agent.fonction,
            roles=tuple(rules.label(role) for role in one.roles),
            since=day_of(one.since, zone) if one.since else None,
            told=informing.is_told(replace(workplace, agent=one.agent)),
        )
        for one in habilitations.listed(workplace)
    ]
    return tuple(sorted(found, key=lambda one: (one.fonction, one.roles, str(one.since))))


def _destructions(session: "Session", workplace: Workplace) -> Sequence[DestructionFact]:
    zone = workplace.clock.zone()
    return [
        DestructionFact(
            numero=one.numero,
            motif=one.motif,
            ended_on=day_of(one.ended_at, zone) if one.ended_at else None,
        )
        for one in destructions.latest(session, limit=_LAST)
    ]


def _versions(workplace: Workplace) -> Sequence[VersionFact]:
    shelved = questionnaire_versions.shelved(workplace)
    zone = workplace.clock.zone()
    return [
        VersionFact(
            titre=held.version.titre,
            numero=held.version.numero,
            sha256=held.version.sha256,
            source=held.version.source.value,
            since=day_of(held.since, zone) if held.since else None,
            in_force=held is shelved.current,
        )
        for held in (shelved.current, *shelved.others)
    ]


def _backups(workplace: Workplace) -> BackupFact:
    found = saving.state(workplace)
    elsewhere: bool | None = None
    if found.folder is not None and found.there:
        with contextlib.suppress(OSError):
            disk = workplace.vault.folder.stat().st_dev
            elsewhere = found.folder.stat().st_dev != disk
    return BackupFact(
        chosen=found.folder is not None,
        there=found.there,
        elsewhere=elsewhere,
        last_success=found.last_success,
        kept=sum(one.mine for one in found.backups),
        problem=found.problem,
    )
