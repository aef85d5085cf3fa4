"""What a backup says of itself in clear: when, by which program, what parts. It names nobody."""

import json
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any, Final

from app.domain.sauvegarde import Sauvegarde

FORMAT: Final = "passerelle-sauvegarde"
VERSION: Final = 1
_DIGEST_LENGTH: Final = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part of the file: its length in bytes and the hexadecimal SHA-256 of its content."""

    length: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """The first lines of a backup. `program` and `schema` are versions."""

    made_at: datetime
    program: str
    schema: str
    vault_id: str
    generation: int
    erasures: int
    header: Part
    sealed: Part
    database: Part

    @property
    def sauvegarde(self) -> Sauvegarde:
        """Return what the rules of rotation look at."""
        return Sauvegarde(made_at=self.made_at, generation=self.generation, erasures=self.erasures)

    @property
    def length(self) -> int:
        """Return the length of the parts together."""
        return self.header.length + self.sealed.length + self.database.length


def write(manifest: Manifest) -> bytes:
    """Return the manifest's only text."""
    value = asdict(manifest) | {
        "format": FORMAT,
        "version": VERSION,
        "made_at": manifest.made_at.astimezone(UTC).isoformat(),
    }
    return canonical(value)


def read(text: bytes) -> Manifest:
    """Read what `write` wrote.

    Raises:
        ValueError, KeyError, TypeError: it is something else.
    """
    value: dict[str, Any] = json.loads(text)
    if (value["format"], value["version"]) != (FORMAT, VERSION):
        raise ValueError("format")
    manifest = Manifest(
        made_at=datetime.fromisoformat(value["made_at"]),
        program=str(value["program"]),
        schema=str(value["schema"]),
        vault_id=str(value["vault_id"]),
        generation=int(value["generation"]),
        erasures=int(value["erasures"]),
        header=_part(value["header"]),
        sealed=_part(value["sealed"]),
        database=_part(value["database"]),
    )
    if manifest.made_at.tzinfo is None:
        raise ValueError("made_at")
    return manifest


def binding(manifest: Manifest) -> bytes:
    """Return what the sealed part is bound to: all the rest, so that nobody recombines files."""
    value = asdict(manifest) | {"made_at": manifest.made_at.astimezone(UTC).isoformat()}
    del value["sealed"]
    return canonical(value)


def canonical(value: object) -> bytes:
    """Return the only JSON text of `value`."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _part(value: dict[str, Any]) -> Part:
    part = Part(length=int(value["length"]), sha256=str(value["sha256"]))
    if part.length < 0 or len(part.sha256) != _DIGEST_LENGTH:
        raise ValueError("part")
    return part
