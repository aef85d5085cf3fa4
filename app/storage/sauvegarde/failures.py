"""What can go wrong with a backup or a restore, each in words for the person at the desk."""

import errno
from collections.abc import Generator
from contextlib import contextmanager
from typing import Final

from app.domain.failures import AppError, UnusableFileError


class DamagedBackupError(UnusableFileError):
    """The file is cut, altered, or no backup at all. Nothing was changed."""

    def __init__(self, file: str) -> None:
        super().__init__(
            file,
            "cette sauvegarde est abîmée ou incomplète, elle ne peut pas servir. Les données de "
            "ce poste n’ont pas été touchées. Choisissez une autre sauvegarde.",
        )


class NewerBackupError(UnusableFileError):
    """A later version of the program wrote the backup."""

    def __init__(self, file: str) -> None:
        super().__init__(
            file,
            "cette sauvegarde vient d’une version plus récente de Passerelle. Rien n’a été "
            "changé. Mettez Passerelle à jour, puis recommencez.",
        )


class TooOldBackupError(UnusableFileError):
    """Erasures made since may have been forgotten: the backup could bring somebody back."""

    def __init__(self, file: str) -> None:
        super().__init__(
            file,
            "cette sauvegarde a plus de 400 jours\u00a0: elle pourrait faire revenir des personnes "
            "effacées depuis. Rien n’a été changé. Choisissez-en une plus récente.",
        )


class BackupError(AppError):
    """A backup could not be written; every subclass has one fixed sentence, known by its name."""

    sentence = (
        "La sauvegarde n’a pas pu être écrite. Les données de ce poste sont entières, comme les "
        "sauvegardes précédentes. Essayez un autre dossier ou une autre clé."
    )

    def __init__(self) -> None:
        super().__init__(self.sentence)


class BackupFolderAbsentError(BackupError):
    """The stick is not plugged in, or the folder is not there any more."""

    sentence = (
        "Le dossier des sauvegardes est introuvable\u00a0: la clé est-elle branchée\u00a0? Les "
        "données de ce poste sont entières. Branchez-la\u00a0: Passerelle réessaiera de lui-même."
    )


class BackupDiskFullError(BackupError):
    """No room left where the backup goes, or on the laptop where it is prepared."""

    sentence = (
        "Il n’y a plus assez de place pour la sauvegarde. Les données de ce poste et les "
        "sauvegardes précédentes sont entières. Libérez de la place, ou choisissez un autre "
        "dossier."
    )


class BackupReadOnlyError(BackupError):
    """The folder or the stick refuses to be written to."""

    sentence = (
        "Ce dossier refuse l’écriture (clé protégée, ou droits insuffisants). Les données de ce "
        "poste sont entières. Retirez la protection, ou choisissez un autre dossier."
    )


class BackupUnreadableError(BackupError):
    """What was written could not be read back as it was."""

    sentence = (
        "La sauvegarde écrite n’a pas pu être relue à l’identique, elle a été retirée\u00a0: cette "
        "clé est peut-être usée. Les données de ce poste sont entières. Essayez une autre clé."
    )


class BackupInsideVaultError(BackupError):
    """The chosen folder is that of the data: lost with it, it would be no backup."""

    sentence = (
        "Ce dossier est celui des données de Passerelle\u00a0: une sauvegarde s’y perdrait avec "
        "elles. Choisissez une clé, ou un dossier ailleurs."
    )


class NothingToRestoreError(AppError):
    """No restore was prepared, or it was discarded meanwhile."""

    def __init__(self) -> None:
        super().__init__(
            "La restauration n’est plus prête. Rien n’a été changé sur ce poste. Choisissez de "
            "nouveau la sauvegarde."
        )


_SITUATIONS: Final[dict[int, type[BackupError]]] = {
    errno.ENOSPC: BackupDiskFullError,
    errno.EDQUOT: BackupDiskFullError,
    errno.EFBIG: BackupDiskFullError,
    errno.EROFS: BackupReadOnlyError,
    errno.EACCES: BackupReadOnlyError,
    errno.EPERM: BackupReadOnlyError,
    errno.ENOENT: BackupFolderAbsentError,
    errno.ENOTDIR: BackupFolderAbsentError,
    errno.ENODEV: BackupFolderAbsentError,
    errno.ENXIO: BackupFolderAbsentError,
    errno.EIO: BackupFolderAbsentError,  # what a stick pulled out answers
    errno.ESTALE: BackupFolderAbsentError,
}
_BY_NAME: Final = {
    kind.__name__: kind
    for kind in (
        BackupError,
        BackupFolderAbsentError,
        BackupDiskFullError,
        BackupReadOnlyError,
        BackupUnreadableError,
        BackupInsideVaultError,
    )
}


@contextmanager
def translated() -> Generator[None]:
    """Turn what the system says of a file into one of these situations."""
    try:
        yield
    except OSError as error:
        raise _SITUATIONS.get(error.errno or 0, BackupError) from None


def sentence_of(name: str) -> str:
    """Return the sentence of a failure kept by its name; empty for none."""
    return _BY_NAME.get(name, BackupError).sentence if name else ""
