"""Where the passphrase of the key file comes from, in order: option, environment, systemd, prompt.

A systemd credential (`LoadCredential=passerelle-passphrase:…`) reaches the service as a file that
no other process can read; it is the way for a server that restarts alone.
"""

import getpass
import os
import sys
from pathlib import Path

from app.department.failures import ServiceError

ENVIRONMENT = "PASSERELLE_KEY_PASSPHRASE"
CREDENTIAL = "passerelle-passphrase"


def find_passphrase(file: Path | None, *, new: bool) -> str:
    """Return the passphrase; `new` asks for it twice when it is typed.

    Raises:
        ServiceError: none was given and nobody can be asked, or it is empty.
    """
    given = read_secret_file(file) if file else _from_surroundings()
    passphrase = _typed(new=new) if given is None else given
    if not passphrase:
        raise ServiceError("La phrase de passe des clés est vide.")
    return passphrase


def read_secret_file(file: Path) -> str:
    """Return the first line of `file`, as secrets are written by `printf` or by an editor.

    Raises:
        ServiceError: the file cannot be read.
    """
    try:
        return file.read_text(encoding="utf-8").split("\n", 1)[0].rstrip("\r")
    except (OSError, UnicodeDecodeError) as error:
        raise ServiceError(f"Le fichier {file.name} ne peut pas être lu.") from error


def _from_surroundings() -> str | None:
    if ENVIRONMENT in os.environ:
        return os.environ.pop(ENVIRONMENT)  # not left for the processes that we start
    folder = os.environ.get("CREDENTIALS_DIRECTORY")
    if folder and (credential := Path(folder) / CREDENTIAL).is_file():
        return read_secret_file(credential)
    return None


def _typed(*, new: bool) -> str:
    if not sys.stdin.isatty():
        raise ServiceError(
            "Les clés du service sont sous une phrase de passe : donnez --key-passphrase-file, "
            f"la variable {ENVIRONMENT} ou le secret systemd « {CREDENTIAL} »."
        )
    passphrase = getpass.getpass("Phrase de passe des clés : ")
    if new and getpass.getpass("Encore une fois : ") != passphrase:
        raise ServiceError("Les deux phrases de passe diffèrent.")
    return passphrase
