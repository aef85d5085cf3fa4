"""A delivery: carnets come with their numbers, into the structure's secure place."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Final

from app.domain.carnets import Run, as_read, parse_runs
from app.domain.carnets_registre import (
    DEPARTEMENT,
    STRUCTURE,
    Ecriture,
    Lot,
    Mouvement,
    Tenu,
    came,
)
from app.domain.habilitation import Acte
from app.domain.identifiers import uuid7
from app.storage import carnets, carnets_suivi, parametres
from app.storage.carnets_suivi import Volume
from app.usecases.carnets.errors import RefusStock, StockRefusedError
from app.usecases.carnets.keeping import LIEU, happened, make_way, rules
from app.usecases.carnets.moving import Done, move
from app.usecases.laptop.habilitations import require
from app.usecases.laptop.vie import etat
from app.usecases.workplace import Workplace

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

MOST_CARNETS: Final = 100_000  # of one lot, as on the wire


@dataclass(frozen=True, slots=True, kw_only=True)
class Livraison:
    """A delivery as it is counted on arrival (003 l. 146). `versement_id` of the volume awaited."""

    name: str
    operator: str
    numbers: str
    valid_until: date
    lieu: str
    prefix: str = ""
    digits: int = 1
    versement_id: str = ""
    on: date | None = None


def last_day_of_pass(workplace: Workplace) -> date | None:
    """Return the last day that the convention gives to all Pass, None where each lot says its own.

    003 l. 95 gives one to the Pass of its own term (l. 76). Once an avenant carries the convention
    beyond that day, other Pass come, each lot with its day.
    """
    require(workplace, Acte.STOCK)
    given, terme = rules(workplace).valable_jusqu_au, etat(workplace).terme
    return None if given and terme and terme > given else given


def receive(workplace: Workplace, wanted: Livraison) -> Done:
    """Write a delivery with its numbers, into the structure's secure place.

    Source: 003 art. 7, l. 146 (« Suivre la bonne réception des Pass »), art. 8, l. 172.

    Raises:
        StockRefusedError: numbers of another lot, out of date, no secure place, or a day to come.
        RunsError: the numbers are no numbers.
    """
    require(workplace, Acte.STOCK)
    profil, runs = rules(workplace), parse_runs(wanted.numbers)
    if not runs:
        raise StockRefusedError(RefusStock.RIEN)
    if profil.lieu_securise and not wanted.lieu.strip():
        raise StockRefusedError(RefusStock.LIEU)
    last = last_day_of_pass(workplace)
    if last and wanted.valid_until > last:
        raise StockRefusedError(RefusStock.VALIDITE, last.isoformat())
    with workplace.database.writing() as session:
        lot = _lot_for(session, workplace, wanted, runs)
        days = [happened(session, workplace, lot, run, wanted.on) for run in runs]
        if lot.is_over(days[0]):
            raise StockRefusedError(RefusStock.LOT_PERIME, lot.valid_until.isoformat())
        parametres.keep(session, LIEU, wanted.lieu.strip())
        volume = _arrived(session, wanted.versement_id, days[0])
        return move(
            session,
            workplace,
            lot,
            runs,
            Ecriture(
                number=0,
                lot_id=lot.id,
                run=runs[0],
                kind=Mouvement.RECEPTION,
                source=DEPARTEMENT,
                target=STRUCTURE,
                happened_on=days[0],
                detail=volume.value if volume else "",
            ),
        )


def _lot_for(
    session: "Session", workplace: Workplace, wanted: Livraison, runs: Sequence[Run]
) -> Lot:
    """Return the lot of a delivery, made known if it is not yet."""
    whole = Run(first=runs[0].first, last=runs[-1].last)
    known = carnets.lot_named(session, wanted.name.strip())
    if known is not None and known.tenu is Tenu.SERVICE:
        raise StockRefusedError(RefusStock.TENU_PAR_LE_SERVICE, known.name)
    if known is not None and not came(carnets.ecritures(session, known.id)):
        make_way(session, known, "contre-passé")
        known = None
    if known is not None:
        if not _is_same(known, wanted):
            raise StockRefusedError(RefusStock.LOT_INCONNU, known.name)
        first, last = min(known.run.first, whole.first), max(known.run.last, whole.last)
        whole = Run(first=first, last=last)
    lot = Lot(
        id=known.id if known else uuid7(workplace.clock.now()),
        name=wanted.name.strip(),
        operator=wanted.operator.strip(),
        prefix=wanted.prefix.strip(),
        digits=max(wanted.digits, known.digits if known else 1),  # left empty, none is lost
        run=whole,
        valid_until=wanted.valid_until,
    )
    if whole.carnets > MOST_CARNETS:
        raise StockRefusedError(RefusStock.TROP)
    for other in carnets.lots(session):
        alike = as_read(other.prefix) == as_read(lot.prefix)
        if other.id != lot.id and alike and other.run.common(whole):
            there = came(carnets.ecritures(session, other.id))
            if any(run.common(one) for run in runs for one in there):
                raise StockRefusedError(RefusStock.CHEVAUCHE, other.name)
    carnets.keep_lot(session, lot)
    return lot


def _is_same(known: Lot, wanted: Livraison) -> bool:
    """Tell whether a delivery is of the lot that bears its name."""
    return (known.valid_until, known.prefix, known.operator) == (
        wanted.valid_until,
        wanted.prefix.strip(),
        wanted.operator.strip(),
    )


def _arrived(session: "Session", versement_id: str, on: date) -> Volume | None:
    found = carnets_suivi.versement(session, versement_id) if versement_id else None
    if found is None:
        return None
    carnets_suivi.keep_versement(session, replace(found, received_on=on))
    return found.volume
