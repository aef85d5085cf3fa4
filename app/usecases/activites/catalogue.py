"""The Département's catalogue of workshops, taken in from a file (002, art. 1.2, l. 142-146)."""

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, cast

from app.conventions.coop import load_coop
from app.conventions.structures.encoding import text_of
from app.domain.activite import LONGEST_NAME
from app.domain.coop import Liste, minutes_of
from app.domain.failures import UnusableFileError
from app.domain.habilitation import Acte
from app.storage import parametres
from app.usecases.laptop.habilitations import require
from app.usecases.workplace import Workplace

_KEY: Final = "ateliers.catalogue"
COLUMNS: Final = ("titre", "sujets", "duree", "niveau", "sensibilisation")
MOST: Final = 500
_LARGEST: Final = 2 * 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Modele:
    """A workshop of the catalogue: what a workshop that follows it begins with."""

    titre: str
    themes: Sequence[str] = ()
    minutes: int = 0  # 0: the catalogue does not say
    niveau: str = ""
    sensibilisation: Sequence[str] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Importe:
    """What came in, and why rows did not: (line of the file, reason)."""

    modeles: Sequence[Modele]
    refus: Sequence[tuple[int, str]]


def models(workplace: Workplace) -> Sequence[Modele]:
    """Return the catalogue in force, empty before one was taken in."""
    with workplace.database.reading() as session:
        kept = parametres.load(session, _KEY)
    rows = cast("list[dict[str, object]]", kept) if isinstance(kept, list) else []
    return [
        Modele(
            titre=str(row["titre"]),
            themes=tuple(cast("list[str]", row["themes"])),
            minutes=cast("int", row["minutes"]),
            niveau=str(row["niveau"]),
            sensibilisation=tuple(cast("list[str]", row["sensibilisation"])),
        )
        for row in rows
    ]


def take_in(workplace: Workplace, file: Path) -> Importe:
    """Put the catalogue of a CSV file in place of the one there was; a row that is wrong stays out.

    Columns: titre, sujets, duree, niveau, sensibilisation; only the first is needed, several
    values are joined by « | », codes and labels are both understood.

    Raises:
        NotAllowedError: only the référent changes the catalogue.
        UnusableFileError: the file cannot be read, or has no column « titre », or no good row.
    """
    require(workplace, Acte.VERSIONS)
    found = _read(workplace, file)
    if not found.modeles:
        raise UnusableFileError(file.name, "aucun atelier n’y a été trouvé.")
    rows: list[parametres.Json] = [
        {
            "titre": one.titre,
            "themes": list(one.themes),
            "minutes": one.minutes,
            "niveau": one.niveau,
            "sensibilisation": list(one.sensibilisation),
        }
        for one in found.modeles
    ]
    with workplace.database.writing() as session:
        parametres.keep(session, _KEY, rows)
    return found


def _read(workplace: Workplace, file: Path) -> Importe:
    try:
        if file.stat().st_size > _LARGEST:
            raise UnusableFileError(file.name, "ce fichier est trop volumineux pour un catalogue.")
        text, _ = text_of(file.read_bytes(), file=file.name)
    except OSError as error:
        raise UnusableFileError(file.name, "ce fichier est introuvable ou illisible.") from error
    delimiter = ";" if text.partition("\n")[0].count(";") else ","
    reader = csv.reader(io.StringIO(text), delimiter=delimiter)
    try:
        rows = list(reader)
    except csv.Error as error:
        raise UnusableFileError(file.name, "ce n’est pas un tableau CSV.") from error
    heads = [head.strip().lower() for head in rows[0]] if rows else []
    if "titre" not in heads:
        raise UnusableFileError(file.name, "la colonne « titre » manque.")
    modeles: list[Modele] = []
    refus: list[tuple[int, str]] = []
    for number, row in enumerate(rows[1:], start=2):
        cells = {head: cell.strip() for head, cell in zip(heads, row, strict=False)}
        if not any(cells.values()):
            continue
        try:
            modeles.append(_new_model(workplace, cells, modeles))
        except ValueError as problem:
            refus.append((number, str(problem)))
    return Importe(modeles=modeles, refus=refus)


def _new_model(workplace: Workplace, cells: Mapping[str, str], others: Sequence[Modele]) -> Modele:
    found = _model(workplace, cells)
    if len(others) >= MOST:
        raise ValueError(f"le catalogue a déjà {MOST} ateliers.")
    if any(other.titre == found.titre for other in others):
        raise ValueError(f"« {found.titre} » y est déjà.")
    return found


def _model(workplace: Workplace, cells: Mapping[str, str]) -> Modele:
    coop, profil = load_coop(), workplace.convention.activites
    titre, duree = cells.get("titre", ""), cells.get("duree", "")
    if not titre:
        raise ValueError("le titre manque.")
    minutes = minutes_of(duree) if duree else 0
    if minutes is None:
        raise ValueError(f"« {duree} » n’est pas une durée.")
    labels = {one.code: one.libelle for one in profil.sensibilisation}
    niveaux = _codes(cells.get("niveau", ""), coop.labels(Liste.NIVEAU_ATELIER))
    return Modele(
        titre=titre[:LONGEST_NAME],
        themes=_codes(cells.get("sujets", ""), coop.labels(Liste.THEME)),
        minutes=minutes,
        niveau=niveaux[0] if niveaux else "",
        sensibilisation=_codes(cells.get("sensibilisation", ""), labels),
    )


def _codes(text: str, labels: Mapping[str, str]) -> tuple[str, ...]:
    """Read codes or labels joined by « | »."""
    by_words = {label.casefold(): code for code, label in labels.items()}
    found: list[str] = []
    for word in filter(None, (part.strip() for part in text.split("|"))):
        code = word if word in labels else by_words.get(word.casefold())
        if code is None:
            raise ValueError(f"« {word} » n’est dans aucune liste.")
        found.append(code)
    return tuple(dict.fromkeys(found))
