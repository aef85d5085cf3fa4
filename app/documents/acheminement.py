"""The label of line 6 where the name of the commune is not what the post knows.

A name of more than 32 signs does not fit beside the postal code, and some postal codes serve
another place than the commune's own. Everywhere else line 6 is the name itself. Data: FIMOCT of the
DGFiP through the package codes-postaux (resources/territory/LICENCE-DONNEES.md), as measured in
territory-data.md A4.
"""

import csv
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Final

from app.documents.texts import RESOURCES
from app.domain.failures import UnusableFileError

_FILE: Final = RESOURCES / "territory" / "acheminement.csv"
_COLUMNS: Final = ("code_postal", "code_insee", "nom", "libelle")


def acheminement(code_postal: str, code_insee: str, commune: str) -> str:
    """Return what line 6 says after the postal code.

    Raises:
        UnusableFileError: the list is missing or damaged.
    """
    return _labels(_FILE).get((code_postal, code_insee), commune)


@lru_cache(maxsize=2)
def _labels(file: Path) -> Mapping[tuple[str, str], str]:
    try:
        with file.open(encoding="utf-8", newline="") as stream:
            rows = csv.DictReader(stream)
            if tuple(rows.fieldnames or ()) != _COLUMNS:
                raise UnusableFileError(file.name, "colonnes inattendues.", place="ligne 1")
            return {(row["code_postal"], row["code_insee"]): row["libelle"] for row in rows}
    except (OSError, UnicodeDecodeError) as error:
        raise UnusableFileError(file.name, "fichier illisible.") from error
