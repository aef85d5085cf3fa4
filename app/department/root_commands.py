"""Commands of the root: `detach-root` takes it off this machine, `sign` uses it elsewhere."""

import argparse
import sys
from pathlib import Path
from typing import Any

from app.department.application import close_app, create_app
from app.department.clock import SystemClock
from app.department.commands import say, settings_of
from app.department.failures import KeyFileError, PublicationError
from app.department.keys import ServiceKeys, read_keys, write_keys
from app.department.passphrase import find_passphrase
from app.department.records import root_signatures
from app.department.root_file import read_root, root_passphrase, write_root
from app.department.root_papers import read_request, sign
from app.department.running import stopped
from app.department.settings import Settings
from app.whole_files import write_whole


def add_parsers(add: Any, common: argparse.ArgumentParser) -> None:  # noqa: ANN401 - argparse's own type is private
    """Describe the commands."""
    away = add("detach-root", parents=[common], help="mettre la clé racine hors ligne")
    away.add_argument("file", type=Path, help="le fichier de la racine, sur un support à part")
    _passphrase(away)
    signing = add("sign", parents=[common], help="signer une demande avec la racine hors ligne")
    signing.add_argument("request", type=Path, help="la demande, enregistrée depuis la console")
    signing.add_argument("answer", type=Path, help="la réponse à écrire, à remettre à la console")
    signing.add_argument("--root-file", type=Path, required=True, help="le fichier de la racine")
    signing.add_argument("--yes", action="store_true", help="ne pas demander confirmation")
    _passphrase(signing)


def add_rotation(parser: argparse.ArgumentParser) -> None:
    """Describe what `rotate-keys` needs where the root is off line."""
    parser.add_argument(
        "--root-file", type=Path, help="le fichier de la racine, si elle est à part"
    )
    _passphrase(parser)


def detach_root(options: argparse.Namespace) -> None:
    """Write the root into a file of its own, read it back, then forget it here.

    The service is stopped meanwhile: it holds its keys in memory.

    Raises:
        KeyFileError: no keys yet, the root is away already, or its file exists.
        ServiceError: the service runs.
    """
    settings = settings_of(options)
    if not settings.key_file.exists():
        raise KeyFileError("Il n’y a pas encore de clés : démarrez d’abord le service.")
    passphrase = find_passphrase(options.key_passphrase_file, new=False)
    keys = read_keys(settings.key_file, passphrase)
    if keys.away:
        raise KeyFileError("La clé racine est déjà hors ligne.")
    own = root_passphrase(options.root_passphrase_file, new=True)
    with stopped(settings.data_dir):
        write_root(options.file, keys, own)
        remaining = _signed_beforehand(settings, keys)
        write_keys(settings.key_file, remaining, passphrase, replacing=True)
    say({"root": str(options.file), "keys": str(settings.key_file)})


def sign_request(options: argparse.Namespace) -> None:
    """Say what is asked, then sign it; needs neither the service nor a network.

    Raises:
        PublicationError: foreign or damaged request, for another root, or not confirmed.
    """
    try:
        wanted = read_request(options.request.read_bytes())
    except OSError as problem:
        raise PublicationError(f"{options.request.name} ne se lit pas.") from problem
    own = root_passphrase(options.root_passphrase_file, new=False)
    root = read_root(options.root_file, own)
    sys.stderr.write("\n".join(wanted.words()) + "\n")
    if not options.yes and input("Signer ? (oui/non) ").strip().lower() != "oui":
        raise PublicationError("Rien n’est signé.")
    answer = sign(wanted, root)
    write_whole(options.answer, answer, private=True)
    say({"answer": str(options.answer), "devices": str(len(wanted.devices))})


def _signed_beforehand(settings: Settings, keys: ServiceKeys) -> ServiceKeys:
    app = create_app(settings, keys=keys, clock=SystemClock(settings.zone))
    try:
        service = app.state.service
        with service.database.writing() as session:
            return root_signatures.send_away(session, service)
    finally:
        close_app(app)


def _passphrase(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--root-passphrase-file", type=Path, help="la phrase de passe de la racine, dans un fichier"
    )
