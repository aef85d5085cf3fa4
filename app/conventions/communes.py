"""The communes of France, read once: postal code → communes with their INSEE code.

Data: INSEE (COG 2026), DGCL, La Poste, under Licence Ouverte 2.0
(resources/territory/LICENCE-DONNEES.md).
"""

import csv
import io
import lzma
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from app.domain.failures import UnusableFileError
from app.domain.territoire import Commune

MAX_BYTES = 32 * 1024 * 1024  # inflated; the file of 2026 holds 2.4 MB
COLUMNS = ("code_insee", "nom", "codes_postaux", "epci", "departement")


@dataclass(frozen=True, slots=True)
class Communes:
    """The communes by postal code and by INSEE code."""

    by_code_postal: dict[str, tuple[Commune, ...]]
    by_insee: dict[str, Commune]

    def at(self, code_postal: str) -> tuple[Commune, ...]:
        """Return the communes of a postal code in alphabetical order; none when it is unknown."""
        return self.by_code_postal.get(code_postal.strip(), ())


def load_communes(file: Path) -> Communes:
    """Read `communes.csv.xz`; about 0.2 s for the 35 000 communes, so not in the GUI thread.

    Raises:
        UnusableFileError: the file is missing, damaged or not the expected table.
    """
    try:
        with lzma.open(file) as stream:
            content = stream.read(MAX_BYTES + 1)
    except (OSError, lzma.LZMAError, EOFError) as error:
        problem = "la liste des communes est introuvable ou abîmée."
        raise UnusableFileError(file.name, problem) from error
    if len(content) > MAX_BYTES:
        raise UnusableFileError(file.name, "la liste des communes est trop volumineuse.")
    return _parse(file.name, content)


def _parse(name: str, content: bytes) -> Communes:
    try:
        rows = csv.DictReader(io.StringIO(content.decode("utf-8")))
    except UnicodeDecodeError as error:
        raise UnusableFileError(name, "ce fichier n’est pas un texte UTF-8.") from error
    missing = [column for column in COLUMNS if column not in (rows.fieldnames or ())]
    if missing:
        problem = f"colonnes absentes : {', '.join(missing)}."
        raise UnusableFileError(name, problem, place="ligne 1")
    by_code: dict[str, list[Commune]] = defaultdict(list)
    by_insee: dict[str, Commune] = {}
    for number, row in enumerate(rows, start=2):
        if None in row.values() or not row["code_insee"]:
            raise UnusableFileError(name, "ligne incomplète.", place=f"ligne {number}")
        commune = Commune(
            code_insee=row["code_insee"],
            nom=row["nom"],
            codes_postaux=tuple(row["codes_postaux"].split()),
            epci=row["epci"],
            departement=row["departement"],
            latitude=row.get("lat", ""),
            longitude=row.get("lon", ""),
        )
        by_insee[commune.code_insee] = commune
        for code in commune.codes_postaux:
            by_code[code].append(commune)
    ordered = {
        code: tuple(sorted(found, key=lambda commune: commune.nom))
        for code, found in by_code.items()
    }
    return Communes(ordered, by_insee)
