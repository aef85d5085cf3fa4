"""What can go wrong with the database file, in words for the person at the desk.

Each sentence says what happened, what is kept and what to do. None holds a record's content.
"""

from collections.abc import Callable, Generator
from contextlib import contextmanager, suppress
from pathlib import Path
from shutil import disk_usage
from typing import Final

from sqlalchemy.exc import DBAPIError

from app.domain.failures import AppError, UnusableFileError
from app.storage.cipher import SQLCIPHER


class UnreadableDatabaseError(UnusableFileError):
    """The key does not open the file, or the file is damaged."""


class MissingDatabaseError(UnusableFileError):
    """The vault is there and its database is not."""


class NewerDatabaseError(UnusableFileError):
    """The file was written by a later version of the program."""


class DiskFullError(AppError):
    """Nothing more can be written: the disk is full."""


class BusyDatabaseError(AppError):
    """Another program holds the file."""


class ReadOnlyFolderError(AppError):
    """The file or its folder cannot be written."""


class LimitedRecordError(AppError):
    """The record is limited at the person's request: it is kept, read, and not used."""


class LockedVaultError(AppError):
    """The database was closed (the vault was locked) while somebody still wanted it."""

    def __init__(self) -> None:
        super().__init__(
            "Le coffre est verrouillé. Tout ce qui était enregistré est gardé. "
            "Saisissez votre phrase de passe pour continuer."
        )


_UNREADABLE: Final = (
    "la clé ne correspond pas à ce fichier, ou le fichier est abîmé. Rien n’a été modifié. "
    "Restaurez une sauvegarde, ou demandez à votre référent."
)
_MISSING: Final = (
    "la base chiffrée est introuvable à côté du coffre. Rien n’a été créé à sa place. "
    "Remettez le fichier, ou restaurez une sauvegarde."
)
_NEWER: Final = (
    "cette base a été enregistrée par une version plus récente de Passerelle. Rien n’a été "
    "modifié. Mettez Passerelle à jour sur ce poste, puis recommencez."
)
_FULL: Final = (
    "Le disque est plein : la dernière saisie n’a pas pu être enregistrée. Tout ce qui précède "
    "est gardé. Libérez de la place, puis recommencez."
)
_BUSY: Final = (
    "Un autre programme utilise la base (une autre fenêtre de Passerelle, un antivirus ou une "
    "sauvegarde). Tout ce qui était enregistré est gardé. Fermez-le, puis recommencez."
)
_READ_ONLY: Final = (
    "Le dossier des données ne peut pas être modifié. Tout ce qui était enregistré est gardé. "
    "Vérifiez les droits sur ce dossier, ou demandez à votre service informatique."
)
_DISK_FAILED: Final = (
    "le disque n’a pas pu être lu ou écrit. Ce qui était enregistré n’a pas été modifié. "
    "Redémarrez le poste ; si cela recommence, restaurez une sauvegarde."
)


_NO_ROOM: Final = 64 * 1024  # what that index asks for at once, and as much again


def missing(path: Path) -> MissingDatabaseError:
    """Say that there is no database at `path`."""
    return MissingDatabaseError(path.name, _MISSING)


def newer(path: Path) -> NewerDatabaseError:
    """Say that the database at `path` comes from a later version."""
    return NewerDatabaseError(path.name, _NEWER)


def unreadable(path: Path) -> UnreadableDatabaseError:
    """Say that the database at `path` cannot be read."""
    return UnreadableDatabaseError(path.name, _UNREADABLE)


@contextmanager
def translated(path: Path, *, reading: bool = False) -> Generator[None]:
    """Turn the driver's errors about the file into ours; let every other error through.

    An `IntegrityError`, a faulty statement or a write in a reading session is a bug and stays what
    it is (`reading` says which session it is). The driver's text is dropped on the way.
    """
    try:
        yield
    except DBAPIError as error:
        situation = _situation(path, str(error.orig))
        forbidden = isinstance(situation, ReadOnlyFolderError) and error.statement is not None
        if situation is None or (reading and forbidden):
            raise
        raise situation from None
    except SQLCIPHER.DatabaseError as error:
        situation = _situation(path, str(error))
        if situation is None:
            raise
        raise situation from None


def _situation(path: Path, text: str) -> AppError | None:
    """Recognise the situation by SQLite's own English texts (sqlite3ErrStr, stable since 2004)."""
    for fragment, situation in _SITUATIONS:
        if fragment in text:
            return situation(path)
    return None


def _cannot_open(path: Path) -> AppError:
    return ReadOnlyFolderError(_READ_ONLY) if path.exists() else missing(path)


def _disk_failed(path: Path) -> AppError:
    """Tell a disk that failed from a full one, of which SQLite's index of the log knows no more."""
    with suppress(OSError):
        if disk_usage(path.parent).free < _NO_ROOM:
            return DiskFullError(_FULL)
    return UnreadableDatabaseError(path.name, _DISK_FAILED)


_SITUATIONS: Final[tuple[tuple[str, Callable[[Path], AppError]], ...]] = (
    ("not a database", unreadable),
    ("malformed", unreadable),
    ("disk I/O error", _disk_failed),
    ("disk is full", lambda _: DiskFullError(_FULL)),
    ("is locked", lambda _: BusyDatabaseError(_BUSY)),
    ("unable to open", _cannot_open),
    ("readonly", lambda _: ReadOnlyFolderError(_READ_ONLY)),
    ("limited record", lambda _: LimitedRecordError()),  # triggers (migrations 0007, 0012)
    ("interrupted", lambda _: LockedVaultError()),  # `Database.close` stops what still reads
)
