"""A version of the program, announced by who makes it: kept, shown until it is installed.

It comes by Synchroniser or on a stick and is believed for the signature of the release key alone,
whoever brought it. Nothing is ever fetched or installed from here. It holds nobody.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Final

from app import __version__
from app.domain.failures import AppError
from app.domain.version_logiciel import version_of
from app.storage import parametres, rapports
from app.sync.gateway import Gateway
from app.sync.protocol.errors import ErrorCode, ProtocolError
from app.sync.protocol.release import MAX_FILE, NAME, Release, read_release
from app.sync.protocol.signed import Manifest, MaterialKind
from app.usecases.workplace import Workplace

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

RECEIVED: Final = "version_annoncee"
REFUSED: Final = "version_refusee_signature"
_KEY: Final = "logiciel.version"
_SEEN: Final = "logiciel.version.vue"  # the digest of a published one that was refused
_CHUNK: Final = 1024 * 1024

Progress = Callable[[int, int], None]


class NotAReleaseError(AppError):
    """The file is no announcement of a version, or it is damaged."""


class ForeignReleaseError(AppError):
    """The announcement is not signed by who makes this program."""


class OlderReleaseError(AppError):
    """A later announcement was received before: this one would go back."""


class UnreadableInstallerError(AppError):
    """The installer cannot be read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Avis:
    """What workers are told. `soon_refused`: Synchroniser will stop answering this version."""

    release: Release
    soon_refused: bool


class Verdict(StrEnum):
    """What an installer proved to be."""

    GOOD = "bon"
    DAMAGED = "abime"  # one of the announcement's names, and other bytes
    UNKNOWN = "inconnu"  # the announcement knows nothing of it
    TOO_OLD = "trop_ancien"  # genuine, and not newer than the program that is installed


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """An installer that was compared with a signed announcement."""

    verdict: Verdict
    release: Release
    file: str


def take_release(
    workplace: Workplace,
    gateway: Gateway,
    listed: Manifest,
    report: int,
    *,
    stop_if_cancelled: Callable[[], None],
) -> bool:
    """Keep the announcement of a verified list; one that the list drops is kept all the same.

    Runs in the network's thread. What the release key did not sign, or goes back, is noted in the
    report and fetched no more. Returns whether a new one came.

    Raises:
        GatewayError: the document did not come, or is not the one that was listed.
    """
    entry = listed.entry(MaterialKind.RELEASE, NAME)
    if entry is None or not workplace.politiques.announces_versions:
        return False
    digest = entry.sha256.hex()
    with workplace.database.reading() as session:
        known = {_held(session)[0], parametres.text(session, _SEEN)}
    if digest in known:
        return False
    stop_if_cancelled()
    content = gateway.document(entry)
    try:
        _keep(workplace, content)
    except AppError:
        with workplace.database.writing() as session:
            parametres.keep(session, _SEEN, digest)
            rapports.note(session, report, digest, REFUSED)
        return False
    with workplace.database.writing() as session:
        rapports.note(session, report, digest, RECEIVED)
    return True


def read_announced(workplace: Workplace, file: Path) -> Release:
    """Read an announcement from a stick and keep it, so that everybody here is told.

    Raises:
        NotAReleaseError, ForeignReleaseError, OlderReleaseError: nothing of it is kept.
    """
    try:
        with file.open("rb") as opened:
            content = opened.read(MAX_FILE + 1)
    except OSError:
        raise NotAReleaseError from None
    return _keep(workplace, content)


def notice(workplace: Workplace) -> Avis | None:
    """Return the version that is announced and not installed yet; None where there is none.

    None too where the IT department wants nobody told.
    """
    if not workplace.politiques.announces_versions or workplace.practice:
        return None
    found = announced(workplace)
    present = version_of(__version__)
    if found is None or found.version <= present:
        return None
    return Avis(release=found, soon_refused=present < found.min_supported)


def announced(workplace: Workplace) -> Release | None:
    """Return the last announcement that was received, installed or not."""
    with workplace.database.reading() as session:
        _, content = _held(session)
    if not content:
        return None
    try:
        return read_release(content.encode(), workplace.release_keys)
    except ProtocolError:  # its key was taken out of the program since
        return None


def check_installer(release: Release, file: Path, progress: Progress) -> Checked:
    """Compare an installer with a verified announcement, byte by byte; `progress` may stop it.

    Raises:
        UnreadableInstallerError: it cannot be read to its end.
        whatever `progress` raises.
    """
    try:
        total = file.stat().st_size
        digest, done = hashlib.sha256(), 0
        with file.open("rb") as opened:
            while chunk := opened.read(_CHUNK):
                digest.update(chunk)
                done += len(chunk)
                progress(done, total)
    except OSError:
        raise UnreadableInstallerError from None
    known = release.file_of(digest.digest())
    if known is not None:
        present = version_of(__version__)
        verdict = Verdict.GOOD if release.version > present else Verdict.TOO_OLD
        return Checked(verdict=verdict, release=release, file=file.name)
    named = any(one.name.casefold() == file.name.casefold() for one in release.files)
    verdict = Verdict.DAMAGED if named else Verdict.UNKNOWN
    return Checked(verdict=verdict, release=release, file=file.name)


def _keep(workplace: Workplace, content: bytes) -> Release:
    try:
        found = read_release(content, workplace.release_keys)
    except ProtocolError as fault:
        if fault.code is ErrorCode.BAD_SIGNATURE:
            raise ForeignReleaseError from None
        raise NotAReleaseError from None
    with workplace.database.writing() as session:
        held = _serial(workplace, session)
        if found.serial < held:
            raise OlderReleaseError
        digest = hashlib.sha256(content).hexdigest()
        parametres.keep(session, _KEY, {"sha256": digest, "content": content.decode()})
    return found


def _serial(workplace: Workplace, session: "Session") -> int:
    """Return the serial of the announcement that is held, 0 where none is or its key is gone."""
    _, content = _held(session)
    try:
        return read_release(content.encode(), workplace.release_keys).serial if content else 0
    except ProtocolError:
        return 0


def _held(session: "Session") -> tuple[str, str]:
    kept = parametres.load(session, _KEY)
    if not isinstance(kept, dict):
        return "", ""
    return str(kept.get("sha256", "")), str(kept.get("content", ""))
