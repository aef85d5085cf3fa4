"""The list in force: from when it is, how it was read; and the one that the Département proposes.

A list that arrives by Synchroniser or on a stick is kept aside, signed for as it is, until whoever
answers for the laptop takes it in: the same reading, the same report (decision 0047).
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Final

from app.domain.failures import UnusableFileError
from app.domain.habilitation import Acte
from app.storage import materiel, parametres
from app.storage import structures_mediation as catalogues
from app.storage.materiel import KindMateriel, Materiel
from app.storage.structures_mediation import Catalogue, Origine
from app.sync.protocol.structures import NAME
from app.usecases.laptop.habilitations import actes, require
from app.usecases.structures import own
from app.usecases.structures.importing import Imported, Tell, import_content
from app.usecases.structures.own import PropreLigne
from app.usecases.structures.reporting import RapportImport, from_json
from app.usecases.workplace import Workplace

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

_PROPOSED: Final = "structures.proposees"
_DECIDED: Final = "structures.decidees"  # taken in or put away: not proposed again


@dataclass(frozen=True, slots=True, kw_only=True)
class EtatCatalogue:
    """Everything about the list but its places. `propose_le` is when another one came."""

    catalogue: Catalogue | None
    lieux: int
    propre: PropreLigne
    propose_le: datetime | None
    may_change: bool


def state(workplace: Workplace) -> EtatCatalogue:
    """Return where the list stands."""
    with workplace.database.reading() as session:
        catalogue = catalogues.current(session)
        count = catalogues.count(session, catalogue.id) if catalogue else 0
        proposed = _proposed(session)
    return EtatCatalogue(
        catalogue=catalogue,
        lieux=count,
        propre=own.about(workplace),
        propose_le=proposed[1] if proposed else None,
        may_change=Acte.VERSIONS in actes(workplace),
    )


def day_of(catalogue: Catalogue) -> date:
    """Return the day of a list: its newest line's, else the day on which it came."""
    return catalogue.arrete_le or catalogue.imported_at.date()


def last_report(workplace: Workplace) -> RapportImport:
    """Return how the list in force was read."""
    with workplace.database.reading() as session:
        catalogue = catalogues.current(session)
    return from_json(catalogue.rapport if catalogue else "")


def is_known(session: "Session", sha256: str) -> bool:
    """Tell whether this list serves, is proposed, or was decided upon before."""
    serving, before = catalogues.current(session), _proposed(session)
    decided = parametres.text(session, _DECIDED)
    return sha256 in {serving.sha256 if serving else "", before[0] if before else "", decided}


def propose(session: "Session", content: bytes, *, at: datetime) -> None:
    """Keep aside a list that the Département signed for, in place of the one proposed before."""
    before = _proposed(session)
    if before is not None:
        materiel.forget(session, KindMateriel.STRUCTURES, before[0])
    found = Materiel(kind=KindMateriel.STRUCTURES, name=NAME, content=content, added_on=at.date())
    sha256 = materiel.keep(session, found)
    parametres.keep(session, _PROPOSED, {"sha256": sha256, "at": at.isoformat()})


def import_proposed(workplace: Workplace, *, tell: Tell) -> Imported | None:
    """Take in the list that the Département proposes; None when there is none any more.

    Raises:
        NotAllowedError: only who answers for the laptop's versions changes the list.
        UnusableFileError: it is no list of places; it is put away.
    """
    require(workplace, Acte.VERSIONS)
    kind = KindMateriel.STRUCTURES
    with workplace.database.reading() as session:
        found = _proposed(session)
        content = materiel.load(session, kind, found[0]) if found else None
    if found is None or content is None:
        return None
    try:
        imported = import_content(
            workplace,
            content,
            name="Liste du Département",
            tell=tell,
            origine=Origine.DEPARTEMENT,
        )
    except UnusableFileError:
        put_away(workplace)
        raise
    put_away(workplace)
    return imported


def put_away(workplace: Workplace) -> None:
    """Take the proposed list away, taken in or not wanted.

    Raises:
        NotAllowedError: only who answers for the laptop's versions.
    """
    require(workplace, Acte.VERSIONS)
    with workplace.database.writing() as session:
        found = _proposed(session)
        if found is not None:
            materiel.forget(session, KindMateriel.STRUCTURES, found[0])
            parametres.remove(session, _PROPOSED)
            parametres.keep(session, _DECIDED, found[0])


def _proposed(session: "Session") -> tuple[str, datetime] | None:
    kept = parametres.load(session, _PROPOSED)
    if not isinstance(kept, dict):
        return None
    return str(kept["sha256"]), datetime.fromisoformat(str(kept["at"]))
