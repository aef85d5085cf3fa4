"""The laptop's own structure in the list: forbidden, expected, or of no matter to the convention.

Sources: 000 l. 83 (« ne pas se labelliser ») and l. 158 (the Département may terminate then);
001 l. 137 (« s'identifier sur la cartographie […] et mettre régulièrement à jour ses données »).
"""

import re
from dataclasses import dataclass
from datetime import date
from enum import Enum, auto
from typing import TYPE_CHECKING, Final

from app.domain.failures import AppError
from app.domain.habilitation import Acte
from app.domain.mediation import AcceptePass
from app.domain.orientation import PropreStructure
from app.storage import parametres
from app.storage import structures_mediation as catalogues
from app.storage import structures_recherche as recherche
from app.storage.structures_recherche import Placee
from app.usecases.laptop.habilitations import require
from app.usecases.workplace import Workplace

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

_KEY: Final = "structure.siret"
_SIRET: Final = re.compile(r"\d{14}")
_MONTHS: Final = 12


class BadSiretError(AppError):
    """A SIRET has fourteen digits."""


class Avis(Enum):
    """What is to be said of one's own structure and the list."""

    RIEN = auto()
    LABELLISEE = auto()  # it stands there as accepting the Pass, which the convention forbids
    PRESENTE = auto()  # it stands there, where the convention wants it not to be labelled
    ABSENTE = auto()  # it ought to stand there
    A_VERIFIER = auto()  # its line is old


@dataclass(frozen=True, slots=True, kw_only=True)
class PropreLigne:
    """What the list says of the laptop's own structure."""

    avis: Avis
    siret: str
    noms: tuple[str, ...] = ()
    verifiee_le: date | None = None


def siret(workplace: Workplace) -> str:
    """Return the SIRET that was typed for this structure; empty before."""
    with workplace.database.reading() as session:
        return parametres.text(session, _KEY)


def keep_siret(workplace: Workplace, typed: str) -> None:
    """Keep the structure's SIRET, by which the list knows it; an empty text forgets it.

    Raises:
        NotAllowedError: only who answers for the laptop's versions.
        BadSiretError: it has not fourteen digits.
    """
    require(workplace, Acte.VERSIONS)
    found = re.sub(r"\s", "", typed)
    if found and not _SIRET.fullmatch(found):
        raise BadSiretError
    with workplace.database.writing() as session:
        if found:
            parametres.keep(session, _KEY, found)
        else:
            parametres.remove(session, _KEY)


def lines(workplace: Workplace) -> list[Placee]:
    """Return the places of the list that are this structure: by SIRET, or by its very name."""
    with workplace.database.reading() as session:
        return _lines(session, workplace)


def about(workplace: Workplace) -> PropreLigne:
    """Return what is to be said of this structure and the list in force."""
    with workplace.database.reading() as session:
        known = parametres.text(session, _KEY)
        there_is_one = catalogues.current(session) is not None
        found = _lines(session, workplace)
    return PropreLigne(
        avis=_avis(workplace, found) if there_is_one else Avis.RIEN,
        siret=known,
        noms=tuple(one.structure.nom for one in found),
        verifiee_le=_verified(found),
    )


def barred(workplace: Workplace) -> frozenset[int]:
    """Return the places to which nobody may be led: one's own, where the convention forbids it.

    One that is known not to accept the Pass is no « collecteur », and stays open.
    Source: 000 l. 83: « le Partenaire ne peut pas être à la fois prescripteur et collecteur ».
    """
    if workplace.convention.orientation.propre_structure is not PropreStructure.INTERDITE:
        return frozenset()
    return frozenset(
        one.numero for one in lines(workplace) if one.accepte_pass is not AcceptePass.NON
    )


def _lines(session: "Session", workplace: Workplace) -> list[Placee]:
    catalogue = catalogues.current(session)
    if catalogue is None:
        return []
    known = parametres.text(session, _KEY)
    numbers = recherche.named(session, catalogue.id, siret=known, nom=workplace.structure.name)
    return recherche.load(session, catalogue.id, numbers)


def _avis(workplace: Workplace, found: list[Placee]) -> Avis:
    rules = workplace.convention.orientation
    match rules.propre_structure:
        case PropreStructure.INTERDITE:
            if any(one.accepte_pass is AcceptePass.OUI for one in found):
                return Avis.LABELLISEE
            return Avis.PRESENTE if found else Avis.RIEN
        case PropreStructure.ATTENDUE:
            if not found:
                return Avis.ABSENTE
            last = _verified(found)
            old = last is None or _months(last, workplace.clock.today()) >= rules.verification_mois
            return Avis.A_VERIFIER if old else Avis.RIEN
        case PropreStructure.LIBRE:
            return Avis.RIEN


def _verified(found: list[Placee]) -> date | None:
    """Return the oldest of the days on which these lines were verified, or changed at least."""
    days = [
        max((day for day in (one.verifiee_le, one.structure.date_maj) if day), default=None)
        for one in found
    ]
    known = [day for day in days if day is not None]
    return min(known) if len(known) == len(days) and known else None


def _months(since: date, today: date) -> int:
    whole = (today.year - since.year) * _MONTHS + today.month - since.month
    return whole - (today.day < since.day)
