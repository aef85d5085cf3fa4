"""The versions of the convention that were brought or written here, and which one is in force.

Their bytes stand in `materiel`, like those of the profiles that came with the program. Functions
take the caller's session and never commit; nothing is changed nor removed.
"""

import base64
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from sqlalchemy.orm import Session

from app.domain.identifiers import AgentId
from app.storage import materiel, parametres
from app.storage.materiel import KindMateriel, Materiel

_VERSIONS: Final = "convention.versions"
_ACTIVATIONS: Final = "convention.activations"


class Origine(StrEnum):
    """How a version came here."""

    PROGRAMME = "programme"  # with Passerelle itself
    FICHIER = "fichier"  # a file signed by the Département
    DEPARTEMENT = "departement"  # published, and fetched by Synchroniser
    EDITION = "edition"  # open values written anew by the référent


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionConvention:
    """A version and how it came; signed ones keep what the Département signed."""

    sha256: str
    source: Origine
    fichier: str
    kept_at: datetime | None
    kept_by: AgentId | None = None
    manifest: bytes = b""
    signature: bytes = b""


@dataclass(frozen=True, slots=True, kw_only=True)
class Activation:
    """Since when a version is in force; an empty hash follows the program's own."""

    sha256: str
    at: datetime
    agent_id: AgentId


def keep_content(session: Session, profile: str, sha256: str, content: bytes, on: date) -> None:
    """Keep the bytes of a version under its hash; keeping them again changes nothing."""
    kept = Materiel(
        kind=KindMateriel.CONVENTION, name=profile, content=content, added_on=on, sha256=sha256
    )
    materiel.keep(session, kept)


def keep(session: Session, version: VersionConvention) -> bool:
    """Note how a version came; tell whether it was new.

    One that is known stays as it is, unless it comes back signed: a version written here that the
    Département has signed since is the Département's.
    """
    entries = _entries(session, _VERSIONS)
    former = next((one for one in entries if one.get("sha256") == version.sha256), None)
    if former is not None and (former.get("signature") or not version.signature):
        return False
    known = [one for one in entries if one is not former]
    entry: dict[str, parametres.Json] = {
        "sha256": version.sha256,
        "source": version.source.value,
        "fichier": version.fichier,
        "kept_at": version.kept_at.isoformat() if version.kept_at else None,
        "kept_by": version.kept_by,
        "manifest": base64.b64encode(version.manifest).decode("ascii"),
        "signature": base64.b64encode(version.signature).decode("ascii"),
    }
    parametres.keep(session, _VERSIONS, [*known, entry])
    return True


def kept(session: Session) -> Sequence[VersionConvention]:
    """Return the versions that were brought or written here, the latest first."""
    return [_version(one) for one in reversed(_entries(session, _VERSIONS))]


def activate(session: Session, activation: Activation) -> None:
    """Note that a version is in force from the next opening on."""
    entry: dict[str, parametres.Json] = {
        "sha256": activation.sha256,
        "at": activation.at.isoformat(),
        "agent_id": activation.agent_id,
    }
    parametres.keep(session, _ACTIVATIONS, [*_entries(session, _ACTIVATIONS), entry])


def in_force(session: Session) -> Activation | None:
    """Return the last choice; None on a laptop that follows the program and always did."""
    made = _entries(session, _ACTIVATIONS)
    if not made:
        return None
    last = made[-1]
    return Activation(
        sha256=str(last["sha256"]),
        at=datetime.fromisoformat(str(last["at"])),
        agent_id=AgentId(str(last["agent_id"])),
    )


def _entries(session: Session, key: str) -> list[dict[str, parametres.Json]]:
    found = parametres.load(session, key)
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


def _version(one: dict[str, parametres.Json]) -> VersionConvention:
    at, by = one.get("kept_at"), one.get("kept_by")
    return VersionConvention(
        sha256=str(one["sha256"]),
        source=Origine(str(one["source"])),
        fichier=str(one["fichier"]),
        kept_at=datetime.fromisoformat(at) if isinstance(at, str) else None,
        kept_by=AgentId(by) if isinstance(by, str) else None,
        manifest=base64.b64decode(str(one["manifest"])),
        signature=base64.b64decode(str(one["signature"])),
    )
