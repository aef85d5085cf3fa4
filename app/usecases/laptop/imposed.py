"""What the IT department imposes and nobody need do by hand: activation, folder, convention file.

Called after each opening; each does nothing once it is done. A code is neither shown nor noted.
"""

import contextlib
import csv
import io
import platform
from pathlib import Path
from typing import Final

from app.domain.failures import AppError
from app.domain.habilitation import Acte
from app.storage.sauvegarde import choice
from app.storage.sauvegarde.failures import BackupFolderAbsentError, BackupInsideVaultError
from app.sync.gateway import GatewayError
from app.sync.outcomes import Then
from app.usecases.backup import saving, saving_former
from app.usecases.exchange.activating import Connect, activate, device_state
from app.usecases.laptop.habilitations import actes
from app.usecases.versions import convention_files, convention_versions
from app.usecases.workplace import Workplace

_LARGEST: Final = 4 * 1024 * 1024
_POSTE: Final = "poste"
_CODE: Final = "code d’activation"


class CodeFileError(AppError):
    """The file of codes cannot be read, or has no line for this computer."""


class ImposedActivationError(AppError):
    """The code that the IT department gave did not activate this laptop."""


class ImposedConventionError(AppError):
    """The convention file that the IT department gave was not taken."""


def impose_activation(workplace: Workplace, connect: Connect) -> bool:
    """Make this laptop known to the Département with the code that was deployed with it.

    In the network's thread. Returns whether it was done now. Without network nothing is said: the
    next opening tries again.

    Raises:
        CodeFileError, ImposedActivationError: somebody has to look.
    """
    rules = workplace.politiques
    wanted = bool(rules.code_activation or rules.fichier_codes)
    if not wanted or not rules.adresse_service or device_state(workplace).active:
        return False
    code = rules.code_activation or code_in(rules.fichier_codes)
    try:
        activate(workplace, rules.adresse_service, code, connect)
    except GatewayError as failure:
        if failure.outcome.then is Then.RETRY:
            return False
        raise ImposedActivationError from None
    except AppError:
        raise ImposedActivationError from None
    return True


def code_in(file: Path | None) -> str:
    """Return the code on this computer's line of the table that a batch of codes gave.

    Raises:
        CodeFileError: there is no such line, or the file cannot be read.
    """
    if file is None:
        raise CodeFileError
    try:
        with file.open("rb") as opened:
            text = opened.read(_LARGEST).decode("utf-8-sig")
        rows = csv.DictReader(io.StringIO(text, newline=""), delimiter=";")
        names = {name.strip().lower().replace("'", "’"): name for name in rows.fieldnames or ()}
        code = names.get(_CODE) or names.get("code")
        poste = names.get(_POSTE)
        if code is None or poste is None:
            raise CodeFileError
        mine = platform.node().lower()
        for row in rows:
            if (row[poste] or "").strip().lower() == mine and (row[code] or "").strip():
                return row[code].strip()
    except (OSError, UnicodeDecodeError, csv.Error):
        raise CodeFileError from None
    raise CodeFileError


def impose_backup_folder(workplace: Workplace) -> bool:
    """Back up where the IT department says from now on; tell whether that changed now.

    A folder of the laptop's name is made where the place above it answers. One that cannot be
    reached is kept as the choice all the same: Réglages says so, and the next backup tries again.
    """
    wanted = workplace.politiques.dossier_sauvegardes
    if wanted is None:
        return False
    with contextlib.suppress(OSError):  # at each opening: the place may not have answered before
        if not wanted.exists() and wanted.parent.is_dir():
            wanted.mkdir(mode=0o700)
    if choice.load(workplace.vault.folder).folder == wanted:
        return False
    try:
        saving.choose_folder(workplace, wanted)
    except BackupInsideVaultError:
        raise
    except (BackupFolderAbsentError, OSError):
        saving_former.choose(workplace, wanted)
    return True


def impose_convention(workplace: Workplace) -> bool:
    """Keep the convention of the file that the IT department gave; tell whether it is new here.

    The référent puts it into force; for whoever is not, and before the activation, nothing is done.

    Raises:
        ImposedConventionError: the file is not there, damaged, or not the Département's.
    """
    file = workplace.politiques.fichier_convention
    known = device_state(workplace)
    if file is None or Acte.VERSIONS not in actes(workplace) or not known.active:
        return False
    shelf = convention_versions.shelved(workplace)
    held = {one.version.sha256 for one in (shelf.current, *shelf.others)}
    try:
        return convention_files.take_in(workplace, file) not in held
    except AppError:
        raise ImposedConventionError from None
