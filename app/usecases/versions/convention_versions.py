"""The versions of the convention on this laptop: kept side by side, put into force by the référent.

What came with the program is in force until another version is chosen; a later program then
proposes its own instead of putting it into force. A version serves from the next opening of the
laptop: pages and doors are made from it. Records keep the hash of theirs (docs/decisions/0003).
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING

from app.conventions.loading import parse_convention
from app.conventions.reading import ConventionError
from app.conventions.values import Changed, Value, changed, open_values, values, with_values
from app.domain.convention import Convention
from app.domain.failures import AppError
from app.domain.habilitation import Acte
from app.storage import agents, conventions, evenements, materiel
from app.storage.conventions import Activation, Origine, VersionConvention
from app.storage.evenements import Evenement
from app.storage.materiel import KindMateriel
from app.usecases.laptop import habilitations
from app.usecases.workplace import Workplace

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


class ConventionGoneError(AppError):
    """This version of the convention is not on this laptop."""


class NothingChangedError(AppError):
    """What was typed is what stood there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A version on this laptop; `by` names who brought or wrote it, empty for nobody."""

    version: VersionConvention
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Brought:
    """How a version came; a signed one brings what the Département signed."""

    source: Origine
    fichier: str = ""
    manifest: bytes = b""
    signature: bytes = b""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelved:
    """The version that serves now, its values, the others. `next_one` waits for the next opening.

    `open_values` are those of `next_one` where there is one: it is what is edited. `others` then
    hold the one that serves too.
    `waiting` tells of a version that came from the Département or with the program and on which
    nobody has decided.
    """

    current: Held
    next_one: Held | None
    others: tuple[Held, ...]
    values: tuple[Value, ...]
    open_values: tuple[Value, ...]
    waiting: Held | None
    referent: str
    may_activate: bool


def shelved(workplace: Workplace) -> Shelved:
    """Return the versions of the convention on this laptop."""
    serving = workplace.convention.hash
    bundled = _bundled(workplace)
    with workplace.database.reading() as session:
        held = _all(session, serving, bundled)
        active = conventions.in_force(session)
        who = habilitations.referents(session)
        content, edited_from = (
            _content(session, serving),
            _content(session, _base(session, workplace)),
        )
    chosen = _chosen(active, bundled)
    next_one = held.get(chosen) if chosen != serving else None
    offered = held.values()  # with the one that serves: choosing it again undoes the choice
    others = tuple(one for one in offered if next_one or one.version.sha256 != serving)
    return Shelved(
        current=held[serving],
        next_one=next_one,
        others=others,
        values=values(content),
        open_values=open_values(edited_from),
        waiting=_waiting(held, active, bundled),
        referent=" ou ".join(who),
        may_activate=Acte.VERSIONS in habilitations.actes(workplace),
    )


def waiting(workplace: Workplace) -> Held | None:
    """Return the version on which nobody has decided, None without one."""
    bundled = _bundled(workplace)
    with workplace.database.reading() as session:
        active = conventions.in_force(session)
        return _waiting(_all(session, workplace.convention.hash, bundled), active, bundled)


def difference_with(workplace: Workplace, sha256: str) -> tuple[Changed, ...]:
    """Return what a version on this laptop would change of the one that serves.

    Raises:
        ConventionGoneError: it is not here.
    """
    with workplace.database.reading() as session:
        return changed(_content(session, workplace.convention.hash), _content(session, sha256))


def edited(workplace: Workplace, typed: Mapping[str, tuple[str, ...]]) -> tuple[Changed, ...]:
    """Return what other values under open keys would change at the next opening; nothing is kept.

    Raises:
        NotAllowedError: another than the référent writes them.
        ConventionError: the reader refuses one; the message names the key.
        ClosedValueError: one of them is the text of the convention.
    """
    habilitations.require(workplace, Acte.VERSIONS)
    before, after = _edited(workplace, typed)
    return changed(before, after)


def keep_edited(workplace: Workplace, typed: Mapping[str, tuple[str, ...]]) -> str:
    """Keep the convention with these values as a version of its own, and return its hash.

    Raises:
        NothingChangedError: they are what stands there.
        as `edited`.
    """
    habilitations.require(workplace, Acte.VERSIONS)
    before, after = _edited(workplace, typed)
    if not changed(before, after):
        raise NothingChangedError
    return keep(workplace, after, Brought(source=Origine.EDITION))


def keep(workplace: Workplace, content: bytes, brought: Brought) -> str:
    """Read a version and keep it beside the others; a known one changes nothing.

    Raises:
        ConventionError: the reader refuses it, and nothing of it is kept.
    """
    profile = workplace.convention.profile
    found = parse_convention(content, name=brought.fichier or "convention.toml", profile=profile)
    now = workplace.clock.now()
    version = VersionConvention(
        sha256=found.hash,
        source=brought.source,
        fichier=brought.fichier,
        kept_at=now,
        kept_by=None if brought.source is Origine.DEPARTEMENT else workplace.agent.id,
        manifest=brought.manifest,
        signature=brought.signature,
    )
    with workplace.database.writing() as session:
        conventions.keep_content(session, profile, found.hash, content, now.date())
        if conventions.keep(session, version):
            event = Evenement(
                kind="convention_gardee",
                detail=brought.source.value,
                at=now,
                agent_id=version.kept_by,
            )
            evenements.note(session, found.hash, event)
    return found.hash


def activate(workplace: Workplace, sha256: str) -> None:
    """Put a version into force from the next opening of the laptop; the way back is the same act.

    Raises:
        NotAllowedError: another than the référent asks for it.
        ConventionGoneError: it is not here.
        ConventionError: this program cannot read it.
    """
    habilitations.require(workplace, Acte.VERSIONS)
    now, agent = workplace.clock.now(), workplace.agent.id
    with workplace.database.writing() as session:
        content = _content(session, sha256)
        _read(workplace, content)
        followed = "" if sha256 == _bundled(workplace) else sha256  # the program's own is followed
        conventions.activate(session, Activation(sha256=followed, at=now, agent_id=agent))
        detail = f"apres_{workplace.convention.hash[:12]}"
        event = Evenement(kind="convention_activee", detail=detail, at=now, agent_id=agent)
        evenements.note(session, sha256, event)


def exported(workplace: Workplace) -> tuple[VersionConvention, bytes]:
    """Return the version that serves and its bytes, for a file.

    Raises:
        NotAllowedError: another than the référent asks for it.
    """
    habilitations.require(workplace, Acte.VERSIONS)
    serving = workplace.convention.hash
    with workplace.database.reading() as session:
        held = _all(session, serving, _bundled(workplace))
        return held[serving].version, _content(session, serving)


def _edited(workplace: Workplace, typed: Mapping[str, tuple[str, ...]]) -> tuple[bytes, bytes]:
    with workplace.database.reading() as session:
        before = _content(session, _base(session, workplace))
    after = with_values(before, typed, on=workplace.clock.today())
    _read(workplace, after)
    return before, after


def _base(session: "Session", workplace: Workplace) -> str:
    """Return the version that is edited: that of the next opening, if this program reads it.

    Editing the one that serves would undo without a word what was put into force since.
    """
    serving = workplace.convention.hash
    chosen = _chosen(conventions.in_force(session), _bundled(workplace))
    try:
        if chosen != serving:
            _read(workplace, _content(session, chosen))
    except (ConventionGoneError, ConventionError):
        return serving
    return chosen


def _read(workplace: Workplace, content: bytes) -> Convention:
    profile = workplace.convention.profile
    return parse_convention(content, name=f"{profile}/convention.toml", profile=profile)


def _content(session: "Session", sha256: str) -> bytes:
    content = materiel.load(session, KindMateriel.CONVENTION, sha256)
    if content is None:
        raise ConventionGoneError
    return content


def _bundled(workplace: Workplace) -> str:
    """Return the hash of the profile that came with the program."""
    file = workplace.resources.conventions / workplace.convention.profile / "convention.toml"
    try:
        return hashlib.sha256(file.read_bytes()).hexdigest()
    except OSError:
        return ""


def _all(session: "Session", serving: str, bundled: str) -> dict[str, Held]:
    """Return the versions that somebody brought or wrote, the program's, and the one that serves.

    Former ones of the program stay for the records made under them, and are not offered.
    """
    found = {one.sha256: one for one in conventions.kept(session)}
    for one in materiel.versions(session, KindMateriel.CONVENTION):
        if one.sha256 in {serving, bundled} and one.sha256 not in found:
            came = datetime.combine(one.added_on, time.min, UTC)
            found[one.sha256] = VersionConvention(
                sha256=one.sha256, source=Origine.PROGRAMME, fichier="", kept_at=came
            )
    names: dict[str, str] = {}
    for version in found.values():
        agent = agents.load(session, version.kept_by) if version.kept_by else None
        names[version.sha256] = agent.display_name if agent else ""
    return {sha256: Held(version=one, by=names[sha256]) for sha256, one in found.items()}


def _chosen(active: Activation | None, bundled: str) -> str:
    return bundled if active is None or not active.sha256 else active.sha256


def _waiting(held: Mapping[str, Held], active: Activation | None, bundled: str) -> Held | None:
    chosen, since = _chosen(active, bundled), active.at if active else None
    return next((one for one in held.values() if _waits(one, chosen, bundled, since)), None)


def _waits(one: Held, chosen: str, bundled: str, since: datetime | None) -> bool:
    """Tell whether a version came after the last decision and is not the one decided for."""
    version = one.version
    if version.sha256 == chosen or version.kept_at is None:
        return False
    if version.sha256 == bundled:  # of it the day alone is known
        return since is not None and version.kept_at.date() > since.date()
    return version.source is Origine.DEPARTEMENT and (since is None or version.kept_at > since)
