"""Signed files of the convention: taken in from a stick, written for another laptop.

A file is believed only when the root of this laptop's Département signed it; whatever is refused,
what served before serves still. Each refusal has its own error, and so its own sentence.
"""

from pathlib import Path

from app.domain.failures import AppError
from app.domain.habilitation import Acte
from app.storage import appareil
from app.storage.conventions import Origine
from app.sync.protocol.convention_file import (
    MAX_FILE,
    SUFFIX,
    ConventionFile,
    propose,
    read,
    write,
)
from app.sync.protocol.errors import ErrorCode, ProtocolError
from app.usecases.exchange.activating import NotActivatedError, link_of
from app.usecases.laptop.habilitations import require
from app.usecases.practice.refusing import require_real
from app.usecases.versions.convention_versions import Brought, exported, keep
from app.usecases.workplace import Workplace


class ConventionFileBrokenError(AppError):
    """The file was cut or altered, or is no convention file."""


class ConventionFileNewerError(AppError):
    """The file is of a later program."""


class ConventionFileUnsignedError(AppError):
    """The file is a proposal: nobody signed it."""


class ConventionFileForeignError(AppError):
    """The file is not signed by the Département of this laptop."""


class OtherConventionError(AppError):
    """The file is of another convention than this laptop's."""


def named_in(path: Path) -> str:
    """Return the profile that a file says it is of; nothing else of it is believed here.

    Raises:
        ConventionFileBrokenError, ConventionFileNewerError: it says nothing.
    """
    return _read(path).profile


def take_in(workplace: Workplace, path: Path) -> str:
    """Read a signed file, keep its version beside the others, and return its hash.

    Raises:
        NotAllowedError: another than the référent asks for it.
        NotActivatedError: this laptop does not know its Département's root yet.
        ConventionFileBrokenError, ConventionFileNewerError, ConventionFileUnsignedError,
            ConventionFileForeignError, OtherConventionError: nothing of it is kept.
        ConventionError: it is signed, and the reader refuses a value; the message names the key.
    """
    require_real(workplace)
    require(workplace, Acte.VERSIONS)
    with workplace.database.reading() as session:
        link = link_of(appareil.load(session))
    if link is None:
        raise NotActivatedError
    found = _read(path)
    if not found.signature:
        raise ConventionFileUnsignedError
    try:
        found.check(link.root)
    except ProtocolError as fault:
        raise ConventionFileForeignError from fault
    if found.profile != workplace.convention.profile:
        raise OtherConventionError
    brought = Brought(
        source=Origine.FICHIER,
        fichier=path.name,
        manifest=found.manifest,
        signature=found.signature,
    )
    return keep(workplace, found.toml, brought)


def give_out(workplace: Workplace) -> tuple[str, bytes]:
    """Return the name and the bytes of a file of the convention that serves.

    It bears the Département's signature where this version has one; else it is a proposal, which
    the Département may sign and which no laptop takes before.

    Raises:
        NotAllowedError: another than the référent asks for it.
    """
    require_real(workplace)
    version, content = exported(workplace)
    profile = workplace.convention.profile
    if version.signature:
        file = ConventionFile(
            profile=profile,
            toml=content,
            manifest=version.manifest,
            signature=version.signature,
        )
        return f"{profile}{SUFFIX}", write(file)
    proposed = propose(profile, content, at=workplace.clock.now())
    return f"{profile}-proposition{SUFFIX}", write(proposed)


def _read(path: Path) -> ConventionFile:
    try:
        with path.open("rb") as opened:
            return read(opened.read(MAX_FILE + 1))
    except ProtocolError as fault:
        if fault.code is ErrorCode.PROTOCOL_VERSION:
            raise ConventionFileNewerError from fault
        raise ConventionFileBrokenError from fault
    except OSError as fault:
        raise ConventionFileBrokenError from fault
