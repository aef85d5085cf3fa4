"""Erase a person on request, keep one past her term for a reason, and see what is to come.

Whoever may not look people up is refused everything here but the list of destructions, which names
nobody; a colleague needs the reason that opens the record (`openings.require_record`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from app.domain.convention import SOUS_TRAITANT, Convention
from app.domain.droits import Sort
from app.domain.failures import AppError
from app.domain.habilitation import Acte
from app.domain.identifiers import EntretienId, MandatId, PersonneId
from app.domain.mandat_horloges import erased_at
from app.domain.prescription import Suivi
from app.domain.retention import day_of, hold_is_possible
from app.storage import (
    conservations,
    demandes,
    destructions,
    effacement,
    entretiens,
    evenements,
    exports,
    mandats,
    papiers,
    personnes,
    prescriptions,
    restes,
)
from app.storage.conservations import Conservation, MotifConservation
from app.storage.destructions import Destruction, MotifDestruction
from app.storage.effacement import Echu, Objet
from app.storage.evenements import Evenement
from app.usecases.destruction.erasing_proof import opening, prove
from app.usecases.laptop.habilitations import require
from app.usecases.people.openings import PersonGoneError, require_record
from app.usecases.workplace import Workplace

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

FORESEEN_DAYS = 90  # how far « Effacements prévus » looks ahead: time to answer, not to forget
_LEFT = {Suivi.REMISE, Suivi.ACCUSEE, Suivi.DECIDEE}


class UnsentRequestError(AppError):
    """A request of hers has not been transmitted: erased, nobody could say whose it was."""


class HoldTooLongError(AppError):
    """The end of the hold is not after the term, or is more than a year away."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Loss:
    """What erasing a person takes with her, and what is out of reach."""

    entretiens: int
    prescriptions: int
    papiers: int
    transmises: int
    imprimes: int
    hold: Conservation | None
    fichiers: int = 0
    demandes: int = 0  # not transmitted yet: they lose their name
    mandats: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Foreseen:
    """Something whose term comes soon. `name` is empty for an interview of nobody.

    `mandat` is the reference of a mandate, of which this is the term; empty for a whole record.
    """

    id: str
    name: str
    mine: bool
    due_on: date
    prescribed: bool
    hold: Conservation | None = None
    opened_on: date | None = None
    mandat: str = ""
    signed: bool = False


def loss(workplace: Workplace, personne_id: PersonneId) -> Loss:
    """Return what would go with a person, for the question before the erasure."""
    require(workplace, Acte.CONSULTER)
    with workplace.database.reading() as session:
        require_record(session, workplace, personne_id)
        given = prescriptions.of_personne(session, personne_id)
        held = entretiens.of_personne(session, personne_id)
        sheets = {
            papier.id: papier
            for entretien in held
            for papier in papiers.of_entretien(session, entretien.id)
        }
        sheets |= {papier.id: papier for papier in papiers.of_personne(session, personne_id)}
        return Loss(
            entretiens=len(held),
            prescriptions=len(given),
            papiers=len(sheets),
            transmises=sum(one.suivi in _LEFT for one in given),
            imprimes=sum(papier.printed_on is not None for papier in sheets.values()),
            hold=conservations.of(session, personne_id),
            fichiers=sum(
                one.sort is not Sort.EFFACE for one in exports.of_personne(session, personne_id)
            ),
            demandes=len(demandes.unsent(session, personne_id)),
            mandats=len(mandats.of_personne(session, personne_id)),
        )


def sends_first(convention: Convention) -> bool:
    """Tell whether a request leaves with its name before an erasure (000 art. 5 l. 126).

    The structure is processor: the controller has to hear of every request. Its own controller
    (001), it has nobody outside to tell.
    """
    return convention.protection.role_structure == SOUS_TRAITANT


def erase(workplace: Workplace, personne_id: PersonneId) -> Destruction | None:
    """Erase a person who asked for it, at once and for good; return the signed destruction.

    None when the file could not be written anew yet (somebody reads it): the proof is signed after
    the next unlocking.

    Raises:
        PersonGoneError: there is nobody any more.
        UnsentRequestError: her request has to reach the controller with its name first.
    """
    require(workplace, Acte.CONSULTER)
    with workplace.database.reading() as session:
        require_record(session, workplace, personne_id)
        if sends_first(workplace.convention) and demandes.unsent(session, personne_id):
            raise UnsentRequestError
    proof = opening(workplace, MotifDestruction.DEMANDE)
    if not effacement.effacer_pour_de_bon(workplace.database, personne_id, proof):
        raise PersonGoneError
    signed = [one for one in prove(workplace) if one.motif is MotifDestruction.DEMANDE]
    return signed[-1] if signed else None


def keep_longer(
    workplace: Workplace, personne_id: PersonneId, motif: MotifConservation, until: date
) -> None:
    """Keep a record past its term, with a reason of the list; the history notes it.

    Raises:
        PersonGoneError: there is nobody any more.
        HoldTooLongError: `until` is not after the term, or more than a year away.
    """
    require(workplace, Acte.CONSULTER)
    with workplace.database.writing() as session:
        require_record(session, workplace, personne_id)
        conservations.lift(session, personne_id)  # its own term decides, not a former hold's
        term = personnes.due_on(session, personne_id)
        if term is None:
            raise PersonGoneError
        if not hold_is_possible(today=workplace.clock.today(), term=term, until=until):
            raise HoldTooLongError
        now = workplace.clock.now()
        conservations.hold(
            session,
            Conservation(
                personne_id=personne_id,
                motif=motif,
                until=until,
                agent_id=workplace.agent.id,
                at=now,
            ),
        )
        _note(workplace, personne_id, "conservee", motif.value, session)


def keep_no_longer(workplace: Workplace, personne_id: PersonneId) -> None:
    """Give a held record its own term back; past already, it is invisible and soon erased."""
    require(workplace, Acte.CONSULTER)
    with workplace.database.writing() as session:
        require_record(session, workplace, personne_id)
        if conservations.lift(session, personne_id):
            _note(workplace, personne_id, "conservation_levee", "", session)


def foreseen(workplace: Workplace) -> list[Foreseen]:
    """Return what will be erased in the next months, soonest first, and what is held."""
    require(workplace, Acte.CONSULTER)
    today = workplace.clock.today()
    with workplace.database.reading() as session:
        held = {one.personne_id: one for one in conservations.held(session)}
        coming = effacement.a_venir(session, today, today + timedelta(days=FORESEEN_DAYS))
        found: dict[str, Foreseen] = {}
        for one in coming:
            made = _made(workplace, session, one, held)
            if made is not None:
                found[one.id] = made
        for personne_id, hold in held.items():
            if personne_id not in found:
                made = _person(workplace, session, personne_id, hold.until, held)
                if made is not None:
                    found[personne_id] = made
    return sorted(found.values(), key=lambda one: (one.due_on, one.id))


def done(workplace: Workplace) -> list[Destruction]:
    """Return what was destroyed on this laptop, the newest first."""
    with workplace.database.reading() as session:
        return list(destructions.latest(session))


def hold_of(workplace: Workplace, personne_id: PersonneId) -> Conservation | None:
    """Return why a record is kept past its term, None when it is not."""
    require(workplace, Acte.CONSULTER)
    with workplace.database.reading() as session:
        require_record(session, workplace, personne_id)
        return conservations.of(session, personne_id)


def _made(
    workplace: Workplace, session: "Session", one: Echu, held: Mapping[PersonneId, Conservation]
) -> Foreseen | None:
    match one.objet:
        case Objet.PERSONNE:
            return _person(workplace, session, PersonneId(one.id), one.due_on, held)
        case Objet.MANDAT:
            return _mandate(workplace, session, MandatId(one.id), one.due_on)
        case _:
            return _nobody(workplace, session, EntretienId(one.id), one.due_on)


def _mandate(
    workplace: Workplace, session: "Session", mandat_id: MandatId, due_on: date
) -> Foreseen | None:
    """Return a mandate with the day of its end, or a draft with its term."""
    mandat, profil = mandats.load(session, mandat_id), workplace.convention.mandat
    if mandat is None:
        return None
    if mandat.fin_at is not None and profil is not None:
        due_on = day_of(erased_at(mandat.fin_at, profil), workplace.clock.zone())
    personne = personnes.load(session, mandat.personne_id) if mandat.personne_id else None
    return Foreseen(
        id=mandat_id,
        name=personne.display_name if personne else "",
        mine=workplace.agent.id in {mandat.agent_id, personne.owner if personne else ""},
        due_on=due_on,
        prescribed=False,
        mandat=mandat.reference,
        signed=mandat.signature is not None,
    )


def _person(
    workplace: Workplace,
    session: "Session",
    personne_id: PersonneId,
    due_on: date,
    held: Mapping[PersonneId, Conservation],
) -> Foreseen | None:
    personne = personnes.load(session, personne_id)
    if personne is None or restes.has_mandates_alone(session, personne_id):
        return None  # gone, or told by her mandate's own line
    return Foreseen(
        id=personne_id,
        name=personne.display_name,
        mine=personne.owner == workplace.agent.id,
        due_on=due_on,
        prescribed=bool(prescriptions.of_personne(session, personne_id)),
        hold=held.get(personne_id),
    )


def _nobody(
    workplace: Workplace, session: "Session", entretien_id: EntretienId, due_on: date
) -> Foreseen | None:
    entretien = entretiens.load(session, entretien_id)
    if entretien is None:
        return None
    return Foreseen(
        id=entretien_id,
        name="",
        mine=entretien.agent_id == workplace.agent.id,
        due_on=due_on,
        prescribed=False,
        opened_on=day_of(entretien.opened_at, workplace.clock.zone()),
    )


def _note(
    workplace: Workplace, personne_id: PersonneId, kind: str, detail: str, session: "Session"
) -> None:
    evenements.note(
        session,
        personne_id,
        Evenement(kind=kind, detail=detail, at=workplace.clock.now(), agent_id=workplace.agent.id),
    )
