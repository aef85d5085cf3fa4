"""An inventory: the carnets counted in a place, against the ledger; differences are movements.

Source: « Stocker les carnets de Pass dans un lieu sécurisé » (003 art. 8, l. 172); how often: the
profile's (docs/decisions/0044).
"""

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from app.domain.carnets import Run, parse_runs
from app.domain.carnets_registre import (
    DEPARTEMENT,
    MANQUANT,
    PERIME,
    REMIS,
    Comptage,
    Ecriture,
    Lot,
    Mouvement,
    Tenu,
    compare,
    how_lost,
    is_stock,
)
from app.domain.habilitation import Acte
from app.storage import carnets
from app.usecases.carnets.errors import RefusStock, StockRefusedError
from app.usecases.carnets.keeping import count, counted, happened, rules, write
from app.usecases.carnets.moving import Part
from app.usecases.laptop.habilitations import require
from app.usecases.workplace import Workplace

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from app.domain.carnets_registre import Position

_LETTER: Final = "I"


def preview(workplace: Workplace, part: Part) -> Comptage:
    """Compare what was counted with the ledger; writes nothing.

    Raises:
        StockRefusedError: a number is not of the lot, or found though it was handed over.
        RunsError: the numbers are no numbers.
    """
    require(workplace, Acte.STOCK)
    rules(workplace)
    with workplace.database.reading() as session:
        lot, held = _lot(session, part)
        return _compared(lot, held, part)


def take(workplace: Workplace, part: Part) -> Comptage:
    """Write an inventory: what is missing leaves the place, what was found comes back to it.

    Raises:
        StockRefusedError: as `preview`, or a movement of these carnets is later than the count.
        RunsError: the numbers are no numbers.
    """
    require(workplace, Acte.STOCK)
    rules(workplace)
    with workplace.database.writing() as session:
        lot, held = _lot(session, part)
        found = _compared(lot, held, part)
        if (found.missing or found.strays) and lot.tenu is Tenu.SERVICE:
            raise StockRefusedError(RefusStock.TENU_PAR_LE_SERVICE, lot.name)
        day = happened(session, workplace, lot, lot.run, part.on)
        whole = Ecriture(
            number=0,
            lot_id=lot.id,
            run=lot.run,
            kind=Mouvement.INVENTAIRE,
            source=part.source,
            target=part.source,
            happened_on=day,
            agent_id=workplace.agent.id,
            piece=carnets.next_piece(session, _LETTER, day.year),
            detail=f"{found.found}/{found.expected}",
        )
        write(session, workplace, whole)
        for run in found.missing:
            gone = replace(whole, run=run, kind=Mouvement.PERTE, target=MANQUANT, detail="")
            write(session, workplace, gone)
            count(session, workplace, counted(Mouvement.PERTE, run.carnets))
        known = carnets.ecritures(session, lot.id)
        for run, place in _where(held, found.strays):
            for part_, how in how_lost(known, run) if place == MANQUANT else [(run, "")]:
                back = replace(whole, run=part_, kind=Mouvement.RETROUVE, source=place, detail=how)
                write(session, workplace, back)
                count(session, workplace, counted(Mouvement.RETROUVE, part_.carnets, how))
        return found


def _lot(session: "Session", part: Part) -> "tuple[Lot, tuple[Position, ...]]":
    lot = carnets.lot(session, part.lot_id)
    if lot is None:
        raise StockRefusedError(RefusStock.LOT_INCONNU)
    if not is_stock(part.source):
        raise StockRefusedError(RefusStock.DETENTEUR)
    return lot, carnets.held(session, lot)


def _compared(lot: Lot, held: "Sequence[Position]", part: Part) -> Comptage:
    found = compare(lot, held, part.source, parse_runs(part.numbers))
    if found is None:
        raise StockRefusedError(RefusStock.HORS_DU_LOT, lot.name)
    for run, place in _where(held, found.strays):
        if place in {REMIS, PERIME}:
            raise StockRefusedError(RefusStock.REMIS_TROUVE, lot.written(run.first))
        if place == DEPARTEMENT:
            raise StockRefusedError(RefusStock.PAS_LA, lot.written(run.first))
    return found


def _where(held: "Sequence[Position]", runs: "Sequence[Run]") -> list[tuple[Run, str]]:
    """Return where the ledger says that these carnets are."""
    return [
        (common, place)
        for run in runs
        for piece, place in held
        if (common := run.common(piece)) is not None
    ]
