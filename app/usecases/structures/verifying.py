"""What the référent verifies of a place by hand: whether it accepts the Pass, and a note."""

from datetime import date

from app.domain.failures import AppError
from app.domain.habilitation import Acte
from app.domain.mediation import AcceptePass
from app.storage import journal
from app.storage import structures_mediation as catalogues
from app.storage import structures_recherche as recherche
from app.storage.journal import Entree
from app.storage.normalisation import normalised
from app.storage.structures_recherche import Verification
from app.usecases.laptop.habilitations import require
from app.usecases.workplace import Workplace

LONGEST_NOTE = 400


class StructureGoneError(AppError):
    """Another list came meanwhile, without this place."""


class FutureVerificationError(AppError):
    """Nobody has verified a place tomorrow."""


def verify(  # noqa: PLR0913 - the place, and what was verified of it
    workplace: Workplace,
    numero: int,
    *,
    accepte: AcceptePass,
    on: date,
    note: str,
    known: str | None = None,
) -> None:
    """Keep what was verified of a place; it outlives the lists that come after.

    `accepte` unknown leaves what the list says, and dates it. The note is about the place: persons
    have no business in it. `known` is the identifier that was on screen: numbers are of one list.

    Raises:
        NotAllowedError: only who answers for the laptop's versions.
        StructureGoneError, FutureVerificationError: nothing is kept.
    """
    require(workplace, Acte.VERSIONS)
    if on > workplace.clock.today():
        raise FutureVerificationError
    with workplace.database.writing() as session:
        catalogue = catalogues.current(session)
        found = recherche.load(session, catalogue.id, [numero]) if catalogue else []
        if not found or (known is not None and found[0].structure.id != known):
            raise StructureGoneError
        structure, now = found[0].structure, workplace.clock.now()
        verification = Verification(
            standard_id=structure.id,
            pivot=structure.pivot,
            nom_cherche=normalised(structure.nom),
            accepte_pass=accepte,
            verifie_le=on,
            note=" ".join(note.split())[:LONGEST_NOTE],
            changed_at=now,
            agent_id=workplace.agent.id,
        )
        recherche.verify(session, verification)
        entree = Entree(at=now, kind="structure_verifiee", agent_id=workplace.agent.id)
        journal.append(session, entree)
