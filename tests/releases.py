"""Announcements of versions signed by a key that only tests have."""

import hashlib
from datetime import date

from app.domain.version_logiciel import version_of
from app.sync.protocol.release import NAME, Release, ReleaseFile, write_release
from app.sync.protocol.signed import MaterialEntry, MaterialKind
from app.sync.protocol.signing import public_of
from tests.sync.departement_state import FakeDepartement

PRIVATE = bytes(range(1, 33))
PINNED = (public_of(PRIVATE),)
INSTALLER = b"MZ" + bytes(range(256)) * 40
INSTALLER_NAME = "passerelle-9.2.0-setup.exe"


def release(
    version: str = "9.2.0",
    *,
    serial: int = 1_800_000_000,
    min_supported: str = "0.1.0",
    security: bool = False,
) -> Release:
    """Return an announcement of a version that nobody has installed."""
    digest = hashlib.sha256(INSTALLER).digest()
    return Release(
        serial=serial,
        version=version_of(version),
        issued_on=date(2026, 11, 20),
        files=(ReleaseFile(name=INSTALLER_NAME, size=len(INSTALLER), sha256=digest),),
        url="https://passerelle.example/telecharger",
        min_supported=version_of(min_supported),
        security=security,
        note="Les bilans s’ouvrent plus vite",
    )


def signed(announced: Release, private: bytes = PRIVATE) -> bytes:
    """Return its file."""
    return write_release(announced, private)


def published(departement: FakeDepartement, content: bytes) -> None:
    """Let the Département publish an announcement, beside what it publishes already."""
    entry = MaterialEntry(
        kind=MaterialKind.RELEASE,
        name=NAME,
        size=len(content),
        sha256=hashlib.sha256(content).digest(),
    )
    departement.documents[entry.sha256] = content
    others = [one for one in departement.entries if one.kind is not MaterialKind.RELEASE]
    departement.entries = [*others, entry]
    departement.material_serial += 1
