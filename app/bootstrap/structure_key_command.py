"""`python -m app structure-key DOSSIER --nom …`: make the structure's key without any laptop.

For the IT or the DPO of a structure, on a computer of theirs: the private half never needs to be
where the records are, until somebody has to be let in again.
"""

import argparse
import getpass
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from app.domain.failures import AppError
from app.storage.vault.calibration import calibrated
from app.storage.vault.kdf import KdfParameters
from app.ui.messages import failure_text
from app.usecases.laptop.recovering import make_structure_key


def structure_key(
    arguments: Sequence[str],
    *,
    ask: Callable[[str], str] = getpass.getpass,
    cost: Callable[[], KdfParameters] = calibrated,
) -> int:
    """Make both files in a folder and print the fingerprint; exits with usage when it is wrong."""
    parser = argparse.ArgumentParser(
        prog="python -m app structure-key",
        description="Crée la clé de la structure : une moitié publique pour les postes, une moitié "
        "privée, sous phrase de passe, qui reste sous clé.",
    )
    parser.add_argument("folder", type=Path, metavar="DOSSIER", help="où écrire les deux fichiers")
    parser.add_argument("--nom", required=True, help="le nom de la structure")
    found = parser.parse_args(arguments)
    if not found.folder.is_dir():
        parser.error(f"« {found.folder} » n’est pas un dossier")
    try:
        passphrase = ask("Phrase de passe de la clé : ")
        again = ask("La même, encore une fois : ")
    except (EOFError, KeyboardInterrupt):
        sys.stderr.write("\nRien n’a été écrit.\n")
        return 1
    if again != passphrase:
        sys.stderr.write("Les deux phrases ne sont pas les mêmes. Rien n’a été écrit.\n")
        return 1
    try:
        made = make_structure_key(found.folder, found.nom, passphrase, cost=cost())
    except AppError as failure:
        sys.stderr.write(f"{failure_text(failure)}\n")
        return 1
    sys.stdout.write(
        f"Moitié privée, à ranger sous clé en deux exemplaires : {made.private}\n"
        f"Clé publique, à mettre en place sur les postes : {made.public}\n"
        f"Empreinte, à imprimer et à comparer : {made.key.fingerprint}\n"
    )
    return 0
