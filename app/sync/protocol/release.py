"""The announcement of a version of the program: `.passerelle-version` (docs/protocole.md § 7).

Signed by the project's release key, whose public half the program carries: the Département and a
stick only bring it. So a service that was taken over can announce no program of its own.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from urllib.parse import urlsplit

from app.domain.version_logiciel import VersionLogiciel, version_of
from app.sync.protocol.canonical import canonical, parse_canonical
from app.sync.protocol.errors import ErrorCode, ProtocolError
from app.sync.protocol.limits import MAX_INTEGER
from app.sync.protocol.reading import Fields
from app.sync.protocol.signed import SignedDocument, parse_signed
from app.sync.protocol.signing import PUBLIC_BYTES, sign, verify

NAME: Final = "passerelle"  # of the published document: there is one at a time
SUFFIX: Final = ".passerelle-version"
MAX_FILE: Final = 64 * 1024
LONGEST_NOTE: Final = 200
_CONTEXT: Final = "passerelle-release-v1"
_LONGEST_URL: Final = 300
_LONGEST_NAME: Final = 120
_MOST_FILES: Final = 40
_DIGEST_BYTES: Final = 32
_MOST_KEYS: Final = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseFile:
    """An installer of the version, as it must be to the last byte."""

    name: str
    size: int
    sha256: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """What is announced. `serial` only grows; `note` is one line of French.

    `url` says where the installers are; nothing is ever fetched from there by the program.
    `min_supported` is the oldest version that a service goes on answering.
    """

    serial: int
    version: VersionLogiciel
    issued_on: date
    files: Sequence[ReleaseFile]
    url: str
    min_supported: VersionLogiciel
    security: bool
    note: str

    def file_of(self, sha256: bytes) -> ReleaseFile | None:
        """Return the file with this digest, whatever name somebody gave it."""
        return next((one for one in self.files if one.sha256 == sha256), None)


def write_release(release: Release, private: bytes) -> bytes:
    """Return the file of an announcement, signed with the release key's 32 private bytes.

    Raises:
        ProtocolError: out of form; `place` names the field.
    """
    content = canonical(
        {
            "v": 1,
            "serial": release.serial,
            "version": str(release.version),
            "issued_on": release.issued_on.isoformat(),
            "files": [
                {"name": one.name, "size": one.size, "sha256": one.sha256.hex()}
                for one in release.files
            ],
            "url": release.url,
            "min_supported": str(release.min_supported),
            "security": release.security,
            "note": release.note,
        }
    )
    _read(content)
    signature = sign(private, _CONTEXT, content)
    return canonical(SignedDocument(content=content, signature=signature).wire())


def read_release(file: bytes, pinned: Sequence[bytes], *, held: int = 0) -> Release:
    """Verify and read an announcement. `pinned`: public keys, any of which may have signed it.

    Raises:
        ProtocolError: out of form; `BAD_SIGNATURE`: signed by none of these keys;
            `STALE_SERIAL`: older than the serial `held`.
    """
    signed = parse_signed(parse_canonical(file, limit=MAX_FILE), "release")
    if not any(_is_signed_by(public, signed) for public in pinned):
        raise ProtocolError(ErrorCode.BAD_SIGNATURE)
    found = _read(signed.content)
    if found.serial < held:
        raise ProtocolError(ErrorCode.STALE_SERIAL, "release.serial")
    return found


def read_pinned(content: bytes) -> tuple[bytes, ...]:
    """Read the release keys that a program carries: one, two during a rotation, none in a fork.

    Raises:
        ValueError: the file is not of this form. It comes with the program: a fault of its build.
    """
    value: Any = json.loads(content)
    keys = tuple(bytes.fromhex(one["public"]) for one in value["keys"])
    if value["v"] != 1 or len(keys) > _MOST_KEYS or any(len(key) != PUBLIC_BYTES for key in keys):
        raise ValueError("not a list of release keys")
    return keys


def _is_signed_by(public: bytes, signed: SignedDocument) -> bool:
    try:
        verify(public, signed.signature, _CONTEXT, signed.content)
    except ProtocolError:
        return False
    return True


def _read(content: bytes) -> Release:
    names = (
        "v", "serial", "version", "issued_on", "files", "url", "min_supported", "security", "note",
    )  # fmt: skip
    fields = Fields.of(parse_canonical(content), "release", required=names)
    fields.integer("v", 1, 1)
    found = fields.items("files", _MOST_FILES)
    if not found:
        raise fields.fault("files")
    return Release(
        serial=fields.integer("serial", 1, MAX_INTEGER),
        version=_version(fields, "version"),
        issued_on=fields.day("issued_on"),
        files=tuple(_file(one, f"release.files[{at}]") for at, one in enumerate(found)),
        url=_url(fields),
        min_supported=_version(fields, "min_supported"),
        security=fields.boolean("security"),
        note=fields.text("note", longest=LONGEST_NOTE),
    )


def _file(value: object, place: str) -> ReleaseFile:
    fields = Fields.of(value, place, required=("name", "size", "sha256"))
    name, digest = fields.text("name", longest=_LONGEST_NAME), fields.text("sha256")
    if "/" in name or "\\" in name:
        raise fields.fault("name")
    try:
        sha256 = bytes.fromhex(digest)
    except ValueError:
        raise fields.fault("sha256") from None
    if len(sha256) != _DIGEST_BYTES or sha256.hex() != digest:
        raise fields.fault("sha256")
    return ReleaseFile(name=name, size=fields.integer("size", 1, MAX_INTEGER), sha256=sha256)


def _version(fields: Fields, name: str) -> VersionLogiciel:
    try:
        return version_of(fields.text(name))
    except ValueError:
        raise fields.fault(name) from None


def _url(fields: Fields) -> str:
    url = fields.text("url", longest=_LONGEST_URL)
    try:
        parts = urlsplit(url)
    except ValueError:
        raise fields.fault("url") from None
    if parts.scheme != "https" or not parts.hostname or parts.username:
        raise fields.fault("url")
    return url
