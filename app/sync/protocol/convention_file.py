"""A convention in one file that travels on a stick: `.passerelle-convention`.

A zip of three entries and no more: `manifest.json` (canonical bytes), its Ed25519 `signature` by
the Département's root, and `convention.toml`, whose SHA-256 the manifest states. A file without a
signature is a proposal: it says what a laptop uses, and no laptop takes it.
"""

import hashlib
import io
import zipfile
import zlib
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from app.sync.protocol.canonical import canonical, parse_canonical
from app.sync.protocol.errors import ErrorCode, ProtocolError
from app.sync.protocol.reading import Fields, instant_text
from app.sync.protocol.signing import SIGNATURE_BYTES, sign, verify

SUFFIX: Final = ".passerelle-convention"
MAX_FILE: Final = 1024 * 1024
_MAX_TOML: Final = 512 * 1024
_MAX_MANIFEST: Final = 2048
_CONTEXT: Final = "passerelle-convention-v1"
_FORMAT: Final = 1
_DIGEST_BYTES: Final = 32
_MANIFEST, _SIGNATURE, _TOML = "manifest.json", "signature", "convention.toml"
_SIZES: Final = {_MANIFEST: _MAX_MANIFEST, _SIGNATURE: SIGNATURE_BYTES, _TOML: _MAX_TOML}
_BROKEN: Final = (zipfile.BadZipFile, zlib.error, OSError, EOFError, RuntimeError, ValueError)
_PACKED: Final = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # LZMA may ask for gigabytes
_EPOCH: Final = (1980, 1, 1, 0, 0, 0)  # the zip's own date says nothing


@dataclass(frozen=True, slots=True, kw_only=True)
class ConventionFile:
    """What such a file holds; `signature` is empty for a proposal."""

    profile: str
    toml: bytes
    manifest: bytes
    signature: bytes = b""

    def check(self, root: bytes) -> None:
        """Accept the file as the Département's, whose root has these 32 public bytes.

        Raises:
            ProtocolError: `BAD_SIGNATURE`, also for a proposal.
        """
        verify(root, self.signature, _CONTEXT, self.manifest)


def propose(profile: str, toml: bytes, *, at: datetime) -> ConventionFile:
    """Return an unsigned file."""
    manifest = canonical(
        {
            "v": _FORMAT,
            "profile": profile,
            "sha256": hashlib.sha256(toml).hexdigest(),
            "issued_at": instant_text(at),
        }
    )
    return ConventionFile(profile=profile, toml=toml, manifest=manifest)


def signed(proposed: ConventionFile, root: bytes) -> ConventionFile:
    """Return the file signed with the root's 32 private bytes."""
    return ConventionFile(
        profile=proposed.profile,
        toml=proposed.toml,
        manifest=proposed.manifest,
        signature=sign(root, _CONTEXT, proposed.manifest),
    )


def write(file: ConventionFile) -> bytes:
    """Return the bytes of the file; the same content gives the same bytes."""
    out = io.BytesIO()
    entries = [(_MANIFEST, file.manifest), (_TOML, file.toml)]
    if file.signature:
        entries.append((_SIGNATURE, file.signature))
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in entries:
            made.writestr(zipfile.ZipInfo(name, _EPOCH), content)
    return out.getvalue()


def read(content: bytes) -> ConventionFile:
    """Read a file, signed or not; nothing of it is believed before `check`.

    Raises:
        ProtocolError: `MALFORMED`: cut, altered, or no such file; `PROTOCOL_VERSION`: of a later
            program; `TOO_LARGE`.
    """
    if len(content) > MAX_FILE:
        raise ProtocolError(ErrorCode.TOO_LARGE)
    found = _entries(content)
    manifest = found[_MANIFEST]
    value = parse_canonical(manifest, limit=_MAX_MANIFEST)
    if isinstance(value, dict) and isinstance(known := value.get("v"), int) and known > _FORMAT:
        raise ProtocolError(ErrorCode.PROTOCOL_VERSION)
    fields = Fields.of(value, "manifest", required=("v", "profile", "sha256", "issued_at"))
    fields.instant("issued_at")
    stated = fields.text("sha256")
    if stated != hashlib.sha256(found[_TOML]).hexdigest():
        raise ProtocolError(ErrorCode.MALFORMED)
    return ConventionFile(
        profile=fields.code("profile"),
        toml=found[_TOML],
        manifest=manifest,
        signature=found.get(_SIGNATURE, b""),
    )


def _entries(content: bytes) -> dict[str, bytes]:
    """Unpack exactly the entries that there may be, each within its size."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            names = packed.namelist()
            if len(set(names)) != len(names) or not set(names) <= set(_SIZES):
                raise ProtocolError(ErrorCode.MALFORMED)
            found: dict[str, bytes] = {}
            for name in names:
                entry_info = packed.getinfo(name)
                if entry_info.compress_type not in _PACKED:
                    raise ProtocolError(ErrorCode.MALFORMED)
                if entry_info.file_size > _SIZES[name]:
                    raise ProtocolError(ErrorCode.TOO_LARGE)
                with packed.open(name) as entry:
                    found[name] = entry.read(_SIZES[name] + 1)
    except _BROKEN as fault:
        raise ProtocolError(ErrorCode.MALFORMED) from fault
    if not {_MANIFEST, _TOML} <= set(found):
        raise ProtocolError(ErrorCode.MALFORMED)
    return found
