"""Reads La Coop's lists (resources/activites/coop.csv)."""

import csv
from functools import cache
from pathlib import Path
from typing import Final

from app.domain.coop import Coop, Liste, Valeur
from app.domain.failures import UnusableFileError

_FILE: Final = Path(__file__).resolve().parents[2] / "resources" / "activites" / "coop.csv"
_COLUMNS: Final = ["liste", "code", "coop", "libelle"]


@cache
def load_coop(file: Path = _FILE) -> Coop:
    """Read the lists, once.

    Raises:
        UnusableFileError: the file is missing, or is not the expected table.
    """
    try:
        with file.open(encoding="utf-8", newline="") as stream:
            reader = csv.DictReader(stream, strict=True)
            if reader.fieldnames != _COLUMNS:
                raise UnusableFileError(file.name, "les colonnes ne sont pas celles attendues.")
            rows = list(reader)
    except (OSError, ValueError, csv.Error) as error:
        raise UnusableFileError(file.name, "ce fichier est introuvable ou illisible.") from error
    found: dict[Liste, list[Valeur]] = {liste: [] for liste in Liste}
    for number, row in enumerate(rows, start=2):
        if row["liste"] not in list(Liste) or not all(row[name] for name in _COLUMNS):
            raise UnusableFileError(file.name, "liste ou valeur inconnue.", place=f"ligne {number}")
        valeur = Valeur(code=row["code"], coop=row["coop"], libelle=row["libelle"])
        values = found[Liste(row["liste"])]
        if any(other.code == valeur.code for other in values):
            raise UnusableFileError(file.name, "valeur donnée deux fois.", place=f"ligne {number}")
        values.append(valeur)
    if empty := [liste for liste, values in found.items() if not values]:
        raise UnusableFileError(file.name, f"la liste « {empty[0]} » manque.")
    return Coop(listes={liste: tuple(values) for liste, values in found.items()})
