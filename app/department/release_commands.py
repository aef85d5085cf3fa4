"""The command that passes the announcement of a version of the program on to the laptops."""

import argparse
from pathlib import Path
from typing import Any, Final

from app.department.commands import opened_service, say
from app.department.failures import PublicationError
from app.department.records import publications
from app.department.records.journal import OPERATOR
from app.department.records.publications import Document
from app.sync.protocol.errors import ErrorCode, ProtocolError
from app.sync.protocol.release import MAX_FILE, NAME, Release, read_pinned, read_release
from app.sync.protocol.signed import MaterialKind

PINNED: Final = Path(__file__).parent.parent.parent / "resources" / "versions" / "cles.json"


def add_parser(add: Any, common: argparse.ArgumentParser) -> None:  # noqa: ANN401 - argparse's own type is private
    """Describe the command."""
    found = add("announce", parents=[common], help="annoncer aux postes une version du logiciel")
    found.add_argument("file", type=Path, help="l’annonce signée, .passerelle-version")


def announce(options: argparse.Namespace) -> None:
    """Verify an announcement and publish it for the laptops, in place of the one before.

    Raises:
        PublicationError: it is not the release key's, or it goes back; nothing was published.
    """
    content, release = _read(options.file)
    with opened_service(options) as service, service.database.writing() as session:
        now = service.clock.now()
        before = publications.in_force(session, MaterialKind.RELEASE, NAME)
        if before is not None and release.serial < _serial(before.content):
            raise PublicationError("Une annonce plus récente est déjà publiée : rien n’a changé.")
        document = Document(
            kind=MaterialKind.RELEASE,
            name=NAME,
            title=f"Passerelle {release.version}",
            content=content,
        )
        row = publications.prepare(session, document, actor=OPERATOR, now=now)
        publications.publish(session, row, service.keys, actor=OPERATOR, now=now)
    say({"announced": str(release.version), "min_supported": str(release.min_supported)})


def _read(file: Path) -> tuple[bytes, Release]:
    try:
        with file.open("rb") as opened:
            content = opened.read(MAX_FILE + 1)
        return content, read_release(content, read_pinned(PINNED.read_bytes()))
    except OSError as fault:
        raise PublicationError(f"{file.name} ne se lit pas.") from fault
    except ProtocolError as fault:
        foreign = fault.code is ErrorCode.BAD_SIGNATURE
        raise PublicationError(
            f"{file.name} n’est pas signé par l’éditeur de ce programme : rien n’est publié."
            if foreign
            else f"{file.name} n’est pas une annonce de version, ou il est abîmé."
        ) from None


def _serial(content: bytes) -> int:
    """Return the serial of what is published, 0 where the program believes its key no more."""
    try:
        return read_release(content, read_pinned(PINNED.read_bytes())).serial
    except ProtocolError:
        return 0
