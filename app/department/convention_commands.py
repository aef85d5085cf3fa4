"""Commands of the convention: sign a file of it, publish a signed file to the laptops."""

import argparse
from datetime import datetime
from pathlib import Path
from typing import Any

from app.department.clock import SystemClock
from app.department.commands import opened_service, say, settings_of
from app.department.failures import PublicationError
from app.department.keys import read_keys
from app.department.passphrase import find_passphrase
from app.department.records import publications
from app.department.records.convention_material import convention, title_of
from app.department.records.journal import OPERATOR
from app.department.root_file import read_root, root_passphrase
from app.sync.protocol.convention_file import (
    MAX_FILE,
    SUFFIX,
    ConventionFile,
    propose,
    read,
    signed,
    write,
)
from app.sync.protocol.errors import ProtocolError
from app.whole_files import write_whole


def add_parsers(add: Any, common: argparse.ArgumentParser) -> None:  # noqa: ANN401 - argparse's own type is private
    """Describe the commands."""
    signing = add("sign-convention", parents=[common], help="signer un fichier de convention")
    signing.add_argument("file", type=Path, help=f"un convention.toml, ou une proposition {SUFFIX}")
    signing.add_argument("target", type=Path, help=f"le fichier signé à écrire ({SUFFIX})")
    signing.add_argument(
        "--root-file", type=Path, help="le fichier de la racine, si elle est à part"
    )
    signing.add_argument(
        "--root-passphrase-file", type=Path, help="le fichier de sa phrase de passe"
    )
    publish = add("publish-convention", parents=[common], help="publier une convention signée")
    publish.add_argument("file", type=Path, help=f"le fichier signé ({SUFFIX})")


def sign_convention(options: argparse.Namespace) -> None:
    """Check a convention as laptops do, sign it with the root, and write the file.

    Raises:
        PublicationError: it does not read, or the target exists; nothing was written.
        KeyFileError: the root is not here and no file of it was named.
    """
    settings = settings_of(options)
    profile = Path(options.profile).name
    proposed = _proposal(options.file, profile, SystemClock(settings.zone).now())
    if options.root_file is not None:
        own = root_passphrase(options.root_passphrase_file, new=False)
        root = read_root(options.root_file, own)
    else:
        passphrase = find_passphrase(options.key_passphrase_file, new=False)
        root = read_keys(settings.key_file, passphrase).root
        if not root:
            raise PublicationError(
                "La clé racine est hors ligne : nommez son fichier par --root-file."
            )
    made = signed(proposed, root)
    try:
        write_whole(options.target, write(made), new=True)
    except OSError as problem:
        raise PublicationError(f"{options.target.name} ne s’écrit pas, ou existe.") from problem
    say({"signed": str(options.target), "profile": profile})


def publish_convention(options: argparse.Namespace) -> None:
    """Publish a signed file in place of the one before; the service need not be stopped.

    With the root off line it stays a draft, which the console brings to the root and back.

    Raises:
        PublicationError: it is not signed by this service's root, or does not read.
    """
    content = _bytes(options.file)
    with opened_service(options) as service:
        document = convention(content, file=options.file.name, root_public=service.keys.root_public)
        now = service.clock.now()
        with service.database.writing() as session:
            row = publications.prepare(session, document, actor=OPERATOR, now=now)
            if service.keys.root:
                publications.publish(session, row, service.keys, actor=OPERATOR, now=now)
        state = "published" if service.keys.root else "draft"  # the console has its list signed
        say({state: document.name, "title": document.title})


def _proposal(path: Path, profile: str, at: datetime) -> ConventionFile:
    content = _bytes(path)
    if path.suffix == SUFFIX:
        try:
            found = read(content)
        except ProtocolError as fault:
            raise PublicationError(f"{path.name} est abîmé ou n’est pas une convention.") from fault
        content = found.toml
    proposed = propose(profile, content, at=at)
    title_of(proposed, path.name)
    return proposed


def _bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as opened:
            return opened.read(MAX_FILE + 1)
    except OSError as problem:
        raise PublicationError(f"{path.name} ne se lit pas.") from problem
