"""The file of a root kept off line: same form as the service's keys, with the root alone in it."""

import getpass
import sys
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from app.department.failures import KeyFileError, ServiceError
from app.department.keys import ServiceKeys, read_keys, write_keys
from app.department.passphrase import read_secret_file
from app.department.records.root_signatures import without_root


def write_root(file: Path, keys: ServiceKeys, passphrase: str) -> None:
    """Write the root of `keys` to a new file, and read it back.

    Raises:
        KeyFileError: the file exists, or does not read back.
    """
    write_keys(file, replace(keys, signing=(), receiving=(), secret=b""), passphrase)
    if read_root(file, passphrase) != keys.root:
        raise KeyFileError(f"{file.name} ne se relit pas : rien n’a changé.")


def read_root(file: Path, passphrase: str) -> bytes:
    """Return the 32 private bytes of a root kept off line.

    Raises:
        KeyFileError: wrong passphrase, no root in it, or the file is damaged.
    """
    root = read_keys(file, passphrase).root
    if not root:
        raise KeyFileError(f"{file.name} ne contient pas de clé racine.")
    return root


def rotated(
    keys: ServiceKeys,
    now: datetime,
    departement: str,
    *,
    file: Path | None,
    passphrase: Path | None,
) -> ServiceKeys:
    """Return new current keys, their list signed by the root wherever it is.

    Raises:
        KeyFileError: the root is away, and no file or another root's was named.
    """
    new = keys.rotated(now, overlap=True)
    if keys.away is None:
        return new
    if file is None:
        raise KeyFileError("La clé racine est hors ligne : nommez son fichier par --root-file.")
    root = read_root(file, root_passphrase(passphrase, new=False))
    found = without_root(new, departement, root)
    if found.root_public != keys.root_public:
        raise KeyFileError(f"{file.name} est la racine d’un autre service.")
    return found


def root_passphrase(file: Path | None, *, new: bool) -> str:
    """Return the root's own passphrase, from a file or the keyboard: never from the service's.

    Raises:
        ServiceError: empty, typed twice differently, or nobody can be asked.
    """
    if file is not None:
        found = read_secret_file(file)
    elif sys.stdin.isatty():
        found = getpass.getpass("Phrase de passe de la racine : ")
        if new and getpass.getpass("Encore une fois : ") != found:
            raise ServiceError("Les deux phrases de passe diffèrent.")
    else:
        raise ServiceError("Donnez la phrase de passe de la racine par --root-passphrase-file.")
    if not found:
        raise ServiceError("La phrase de passe de la racine est vide.")
    return found
