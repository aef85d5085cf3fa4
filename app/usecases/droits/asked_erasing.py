"""An erasure that is asked for: whose requests it takes along, and which has to leave first.

Under a convention by which the structure is processor, every request goes to the controller (000
art. 5 l. 126), with its name: so it is noted, the record is limited meanwhile, and the erasure is
done once the sending is noted. Nothing of her is erased before, nothing waits nameless after.
Decision: docs/decisions/0025.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from app.domain.demande import ActionLocale, Demande, Droit
from app.domain.droits import MotifLimitation
from app.domain.habilitation import Acte
from app.domain.identifiers import DemandeId, PersonneId
from app.storage import demandes, limitations, personnes
from app.storage.destructions import Destruction
from app.storage.normalisation import same_name, same_person
from app.usecases.destruction import erasing
from app.usecases.droits.limiting import limit_in
from app.usecases.laptop.habilitations import require
from app.usecases.people.openings import require_record
from app.usecases.registers.demandes import asked_in, exercised_in, with_fact
from app.usecases.registers.demandes import note as note_request
from app.usecases.workplace import Workplace

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

_ERASING: Final = frozenset({Droit.EFFACEMENT, Droit.RETRAIT_CONSENTEMENT})


@dataclass(frozen=True, slots=True, kw_only=True)
class Namesake:
    """An open request without a record, under a person's name. `exact` when the prénom is there."""

    demande: Demande
    exact: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Erasure:
    """What came of it: the signed proof, or the request that has to leave first."""

    proof: Destruction | None = None
    to_send: Demande | None = None


def namesakes(workplace: Workplace, personne_id: PersonneId) -> tuple[Namesake, ...]:
    """Return the requests that may be hers, for the question before the erasure."""
    require(workplace, Acte.CONSULTER)
    with workplace.database.reading() as session:
        require_record(session, workplace, personne_id)
        return _namesakes(session, personne_id)


def goes_first(workplace: Workplace, personne_id: PersonneId) -> bool:
    """Tell whether a request of hers has to be transmitted before she can be erased."""
    require(workplace, Acte.CONSULTER)
    with workplace.database.reading() as session:
        require_record(session, workplace, personne_id)
        if not erasing.sends_first(workplace.convention):
            return False
        return bool(demandes.unsent(session, personne_id)) or not _asked(session, personne_id)


def erase(
    workplace: Workplace, personne_id: PersonneId, tie: Collection[DemandeId] = ()
) -> Erasure:
    """Erase everything at her request, noted in the register; `tie` names namesakes that are hers.

    Where the request has to leave first and has not, it is noted, the record limited, and nothing
    erased: call it again once the sending is noted.

    Raises:
        PersonGoneError: the record is no longer here.
        ReasonNeededError: it is a colleague's, and was not opened today with a reason.
    """
    require(workplace, Acte.CONSULTER)
    with workplace.database.writing() as session:
        require_record(session, workplace, personne_id)
        tie_in(session, workplace, personne_id, tie)
        if erasing.sends_first(workplace.convention):
            asked = _asked(session, personne_id) or asked_in(
                session, workplace, personne_id, Droit.EFFACEMENT
            )
            if first := wait_in(session, workplace, personne_id):
                return Erasure(to_send=first)
            with_fact(session, workplace, asked, ActionLocale.EFFACEE)
        else:
            exercised_in(session, workplace, personne_id, ActionLocale.EFFACEE)
    return Erasure(proof=erasing.erase(workplace, personne_id))


def may_erase(workplace: Workplace, demande: Demande) -> bool:
    """Tell whether a request has left and its person waits to be erased."""
    require(workplace, Acte.CONSULTER)
    personne_id = demande.personne_id
    if personne_id is None or demande.transmise is None or _ERASING.isdisjoint(demande.droits):
        return False
    with workplace.database.reading() as session:
        unsent = demandes.unsent(session, personne_id)
        return not unsent and _asked(session, personne_id) is not None


def wait_in(session: "Session", workplace: Workplace, personne_id: PersonneId) -> Demande | None:
    """Limit a record whose request has to leave first; return that request, None when all left."""
    unsent = demandes.unsent(session, personne_id)
    if not (unsent and erasing.sends_first(workplace.convention)):
        return None
    if not _waits(session, personne_id):
        limit_in(session, workplace, personne_id, MotifLimitation.EFFACEMENT)
    return unsent[0]


def tie_in(
    session: "Session",
    workplace: Workplace,
    personne_id: PersonneId,
    tie: Collection[DemandeId] | None,
) -> None:
    """Tie namesakes to the record: those of `tie`, or those of the exact name where it is None."""
    for one in _namesakes(session, personne_id):
        if one.exact if tie is None else one.demande.id in tie:
            demandes.keep(session, replace(one.demande, personne_id=personne_id))
            note_request(session, workplace, one.demande.id, "demande_liee")


def _namesakes(session: "Session", personne_id: PersonneId) -> tuple[Namesake, ...]:
    personne = personnes.load(session, personne_id)
    if personne is None:
        return ()
    nom, prenom = personne.nom, personne.prenom
    return tuple(
        Namesake(demande=one, exact=same_name(one.personne, nom=nom, prenom=prenom))
        for one in demandes.unlinked(session)
        if same_person(one.personne, nom=nom, prenom=prenom)
    )


def _asked(session: "Session", personne_id: PersonneId) -> Demande | None:
    """Return the request by which she asks to be erased: one that waits for it may be closed."""
    waits = _waits(session, personne_id)
    found = [
        one
        for one in demandes.of_personne(session, personne_id)
        if (one.is_open and Droit.EFFACEMENT in one.droits)
        or (waits and not _ERASING.isdisjoint(one.droits))
    ]
    return found[-1] if found else None


def _waits(session: "Session", personne_id: PersonneId) -> bool:
    limitation = limitations.of(session, personne_id)
    return limitation is not None and limitation.motif is MotifLimitation.EFFACEMENT
