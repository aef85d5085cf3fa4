"""Whose carnet waits, which one may be handed over next, and why another may not."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from app.domain.carnets import Run, as_read
from app.domain.carnets_registre import (
    REMIS,
    STRUCTURE,
    Lot,
    Tenu,
    at_place,
    came,
    of_prescripteur,
    place_of,
    positions,
)
from app.domain.carnets_regles import RefusCarnet, Remettant, why_not
from app.domain.habilitation import Acte
from app.domain.identifiers import PrescriptionId, made_at
from app.domain.prescription import Prescription, Sens
from app.storage import carnets, carnets_remises, prescriptions, tranches
from app.storage.carnets_remises import Remise
from app.storage.normalisation import normalised
from app.storage.prescriptions import SuiviPrescription
from app.usecases.carnets.errors import CarnetRefusedError, RemiseGoneError
from app.usecases.carnets.keeping import rules
from app.usecases.carnets.slices_here import last_days, usable_slices
from app.usecases.laptop.habilitations import require
from app.usecases.people.openings import require_record
from app.usecases.workplace import Workplace

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

_MANY: Final = 200
_LONGEST: Final = 15  # digits, as on the wire


@dataclass(frozen=True, slots=True, kw_only=True)
class ARemettre:
    """A prescription whose carnet is still to be handed over."""

    prescription: Prescription
    who: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposition:
    """What may be handed over now. `number` is as printed, empty where there is none to give.

    `refus` says why nothing can be handed to this person, whatever the carnet. `left` counts what
    this agent may hand out. `before`: he has carnets that may have been given on an earlier day.
    """

    prescription: Prescription
    who: str
    number: str
    left: int
    refus: RefusCarnet | None
    remises: tuple["Remis", ...]
    before: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Remis:
    """A carnet in a person's hands, as it is printed. `undoable` until the end of its day."""

    remise: Remise
    number: str
    lot: Lot
    undoable: bool


def waiting(workplace: Workplace) -> list[ARemettre]:
    """Return this agent's prescriptions whose carnet waits, the latest first.

    A colleague's are reached from their prescription, whose record asks for a reason. One made by
    the last day on which this laptop handed over carnets of whom nobody knows any more who has
    them does not wait: it may have been served.
    """
    require(workplace, Acte.PRESCRIRE)
    rules(workplace)
    with workplace.database.reading() as session:
        forgotten = _forgotten(session, workplace)
        handed = carnets_remises.standing(session)
        mine = prescriptions.by_suivi(session, agent_id=workplace.agent.id, limit=_MANY)
        return [
            ARemettre(prescription=one.prescription, who=one.personne.display_name)
            for one in mine
            if one.prescription.prescribed_on > forgotten
            and one.prescription.id not in handed
            and refusal(session, workplace, one) is None
        ]


def _forgotten(session: "Session", workplace: Workplace) -> date:
    """Return the day of the last hand-over here of which number and person are kept no more."""
    profil, today = rules(workplace), workplace.clock.today()
    last = date.min
    for lot in carnets.lots(session):
        if profil.lien_until(lot.valid_until) <= today:
            known = carnets.ecritures(session, lot.id)
            gone = at_place(positions(lot, known), REMIS)
            days = [
                one.happened_on
                for one in known
                if one.target == REMIS
                and one.agent_id is not None  # what the service states of others names no agent
                and any(one.run.common(run) for run in gone)
            ]
            last = max([last, *days])
    return last


def is_meant(one: ARemettre, typed: str) -> bool:
    """Tell whether somebody who waits is looked for: by a name, or by the prescription's number."""
    wanted, number = normalised(typed), typed.strip().casefold()
    reference = one.prescription.reference.casefold()
    by_name = f" {wanted}" in f" {normalised(one.who)}"
    by_number = any(part.startswith(number) for part in (reference, reference.rpartition("-")[2]))
    return bool(wanted and by_name) or bool(number and by_number)


def propose(
    workplace: Workplace, prescription_id: PrescriptionId, *, on: date | None = None
) -> Proposition:
    """Return the carnet to hand over next: of what expires first, the lowest number.

    `on` is the day of a hand-over that is typed afterwards.

    Raises:
        RemiseGoneError: the prescription is no longer here.
        ReasonNeededError: it is a colleague's, of a record that was not opened today.
    """
    require(workplace, Acte.PRESCRIRE)
    profil, today = rules(workplace), workplace.clock.today()
    day = on or today
    with workplace.database.reading() as session:
        found = require_waiting(session, workplace, prescription_id)
        lots = carnets.lots(session)
        free = [(lot, run) for lot in lots for run in _free(session, workplace, lot, day)]
        first = free[0] if free else None
        return Proposition(
            prescription=found.prescription,
            who=found.personne.display_name,
            number=first[0].written(first[1].first) if first else "",
            left=sum(run.carnets for _, run in free),
            refus=refusal(session, workplace, found, on=day),
            before=any(
                _free(session, workplace, lot, last)
                for lot in lots
                if today < profil.lien_until(lot.valid_until)
                for last in {lot.valid_until, *last_days(session)}
                if found.prescription.prescribed_on <= last < day
            ),
            remises=tuple(
                as_remis(session, workplace, one)
                for one in carnets_remises.of_prescription(session, prescription_id)
                if not one.annulee
            ),
        )


def check(workplace: Workplace, typed: str) -> RefusCarnet | None:
    """Say why the carnet with this number may not be handed over, None where it may."""
    require(workplace, Acte.PRESCRIRE)
    rules(workplace)
    with workplace.database.reading() as session:
        try:
            find(session, workplace, typed, workplace.clock.today())
        except CarnetRefusedError as refused:
            return RefusCarnet(refused.reason)
    return None


def refusal(
    session: "Session",
    workplace: Workplace,
    found: SuiviPrescription,
    *,
    on: date | None = None,
) -> RefusCarnet | None:
    """Say why nothing can be handed over under this prescription, None where something can.

    A carnet whose Pass are over counts under its own prescription alone: a later one may bring
    another (docs/decisions/0044).
    """
    if not found.suivi.stands:
        return RefusCarnet.SANS_PRESCRIPTION
    if found.decision is not None and found.decision.sens is Sens.REFUSEE:
        return RefusCarnet.REFUSEE
    day, had = on or workplace.clock.today(), 0
    for one in carnets_remises.of_personne(session, found.personne.id):
        lot = None if one.annulee else carnets.lot(session, one.lot_id)
        same = one.prescription_id == found.prescription.id
        had += lot is not None and (same or not lot.is_over(day))
    return RefusCarnet.DEJA_UN if had >= rules(workplace).par_personne else None


def require_waiting(
    session: "Session", workplace: Workplace, prescription_id: PrescriptionId
) -> SuiviPrescription:
    """Return a prescription whose person's record this agent may open.

    Raises:
        RemiseGoneError: it is no longer here.
        ReasonNeededError: it is a colleague's, and was not opened today.
    """
    found = prescriptions.load(session, prescription_id)
    if found is None:
        raise RemiseGoneError
    require_record(session, workplace, found.personne.id)
    return found


def _remettant(session: "Session", workplace: Workplace, day: date) -> Remettant:
    mine = carnets.detenteur_of(session, workplace.agent.id)
    return Remettant(
        place=of_prescripteur(mine.id) if mine and mine.ended_on is None else STRUCTURE,
        tranches=usable_slices(session, workplace, day),
        confies=rules(workplace).confies,
    )


def _free(session: "Session", workplace: Workplace, lot: Lot, day: date) -> list[Run]:
    """Return the carnets that may be handed over on a day, those entrusted to the agent first."""
    held, par = carnets.held(session, lot), _remettant(session, workplace, day)
    mine = sorted(held, key=lambda pair: (pair[1] != par.place, pair[0].first))
    whole = [run for run, place in mine if place in {par.place, STRUCTURE}]
    if lot.tenu is Tenu.SERVICE:
        allowed = par.tranches.get(lot.id, ())
        whole = [both for run in whole for one in allowed if (both := run.common(one))]
    return [run for run in whole if why_not(lot, held, run.first, par, day) is None]


def find(session: "Session", workplace: Workplace, typed: str, day: date) -> tuple[Lot, int, str]:
    """Return the carnet that bears this number, to be handed over on a day, and where it is.

    Raises:
        CarnetRefusedError: it may not be handed over, or no carnet bears it.
    """
    par = _remettant(session, workplace, day)
    bearing = _bearing(session, typed)
    if len(bearing) != 1:  # never the one that suits: the carnet in the hand may be the other
        refused = RefusCarnet.PLUSIEURS if bearing else RefusCarnet.INCONNU
        raise CarnetRefusedError(refused, typed.strip())
    ((lot, number),) = bearing
    held = carnets.held(session, lot)
    if refus := why_not(lot, held, number, par, day):
        raise CarnetRefusedError(refus, typed.strip())
    return lot, number, place_of(held, number) or STRUCTURE


def _bearing(session: "Session", typed: str) -> list[tuple[Lot, int]]:
    """Return the carnets whose printed number is what was typed, else those with these digits."""
    wanted = as_read(typed.strip())
    printed: list[tuple[Lot, int]] = []
    by_digits: list[tuple[Lot, int]] = []
    for lot in carnets.lots(session):
        prefix = as_read(lot.prefix)
        bare = wanted.removeprefix(prefix)
        if bare.isascii() and bare.isdigit() and len(bare) <= _LONGEST:
            number = int(bare)
            there = came(carnets.ecritures(session, lot.id))
            if any(one.first <= number <= one.last for one in there):
                whole = wanted.startswith(prefix)
                (printed if whole else by_digits).append((lot, number))
    return printed or by_digits


def as_remis(session: "Session", workplace: Workplace, remise: Remise) -> Remis:
    """Return a hand-over with the carnet as it is printed.

    Raises:
        RemiseGoneError: its lot is not known.
    """
    lot = carnets.lot(session, remise.lot_id)
    if lot is None:
        raise RemiseGoneError
    return Remis(
        remise=remise,
        number=lot.written(remise.number),
        lot=lot,
        undoable=is_undoable(session, workplace, remise),
    )


def is_undoable(session: "Session", workplace: Workplace, remise: Remise) -> bool:
    """Tell whether a hand-over may still be taken back: noted today, and nobody told of it."""
    noted = made_at(remise.id).astimezone(workplace.clock.zone()).date()
    if remise.annulee or noted != workplace.clock.today():
        return False
    moved = carnets.ecriture(session, remise.mouvement)
    if moved is None or moved.slice_id is None:
        return moved is not None
    held = tranches.load(session, moved.slice_id)
    return held is None or remise.mouvement > held.told_through
