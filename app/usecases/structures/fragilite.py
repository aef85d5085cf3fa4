"""The index of digital fragility of the territory: where help is needed most (001, art. 5, l. 151).

The Eurométropole supplies it as a file; the référent takes it in. Only communes of the territory
are kept, each beside the number of places of the list that stand there. Nothing of a person.
"""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final, cast

from app.conventions.fragilite import MAX_BYTES, read_fragilite
from app.domain.failures import UnusableFileError
from app.domain.habilitation import Acte
from app.domain.territoire import is_resident
from app.storage import parametres
from app.storage import structures_mediation as catalogues
from app.usecases.carnets.errors import CsvRefusedError
from app.usecases.laptop.habilitations import actes, require
from app.usecases.workplace import Workplace
from app.whole_files import read_at_most

_KEY: Final = "territoire.fragilite"


@dataclass(frozen=True, slots=True, kw_only=True)
class CommuneFragile:
    """A commune of the territory with its score, and how many places of the list help there."""

    code_insee: str
    nom: str
    score: float
    lieux: int


@dataclass(frozen=True, slots=True, kw_only=True)
class EtatFragilite:
    """The index as it stands here. `manquent`: communes of the territory that it does not name."""

    voulu: bool = False
    may_change: bool = False
    fichier: str = ""
    recu_le: date | None = None
    communes: tuple[CommuneFragile, ...] = ()
    manquent: int = 0


def state(workplace: Workplace) -> EtatFragilite:
    """Return the index, the most fragile commune first; not wanted where no convention gives it."""
    if not workplace.convention.orientation.indice_fragilite:
        return EtatFragilite()
    may = Acte.VERSIONS in actes(workplace)
    with workplace.database.reading() as session:
        kept = parametres.load(session, _KEY)
        places = catalogues.per_commune(session)
    if not isinstance(kept, dict):
        return EtatFragilite(voulu=True, may_change=may)
    scores = cast("dict[str, float]", kept["scores"])
    names = workplace.communes.by_insee
    found = [
        CommuneFragile(code_insee=code, nom=names[code].nom, score=score, lieux=places.get(code, 0))
        for code, score in scores.items()
        if code in names
    ]
    return EtatFragilite(
        voulu=True,
        may_change=may,
        fichier=str(kept["fichier"]),
        recu_le=date.fromisoformat(str(kept["recu_le"])),
        communes=tuple(sorted(found, key=lambda one: (-one.score, one.nom))),
        manquent=len(_territory(workplace)) - len(found),
    )


def import_file(workplace: Workplace, path: Path) -> int:
    """Take the index in, all of the territory or nothing; return how many communes it names.

    Raises:
        NotAllowedError: only who answers for the laptop's versions does this.
        UnusableFileError: it is no such table, or names no commune of the territory.
        CsvRefusedError: some lines are wrong.
    """
    require(workplace, Acte.VERSIONS)
    try:
        content = read_at_most(path, MAX_BYTES)
    except OSError as error:
        raise UnusableFileError(path.name, "ce fichier n’est pas lisible.") from error
    lecture = read_fragilite(content, file=path.name)
    if lecture.fautes:
        raise CsvRefusedError(tuple(lecture.fautes))
    here = _territory(workplace)
    scores: dict[str, parametres.Json] = {
        code: score for code, score in lecture.scores.items() if code in here
    }
    if not scores:
        raise UnusableFileError(path.name, "aucune commune du territoire n’y figure.")
    with workplace.database.writing() as session:
        kept: parametres.Json = {
            "fichier": path.name.encode(errors="replace").decode(),
            "recu_le": workplace.clock.today().isoformat(),
            "scores": scores,
        }
        parametres.keep(session, _KEY, kept)
    return len(scores)


def _territory(workplace: Workplace) -> frozenset[str]:
    territory = workplace.convention.territory
    return frozenset(
        code
        for code, commune in workplace.communes.by_insee.items()
        if is_resident(territory, commune)
    )
