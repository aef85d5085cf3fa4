"""The laptop's ledger follows what the Département's service states of the structure's carnets.

A slice makes its carnets known here; the statement says what other laptops hold and handed over,
so that the référent sees the whole stock. What this laptop handed over and did not tell yet stays
as it is: it is later than the statement (docs/decisions/0044).
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Final

from app.domain.carnets import Run, joined, without
from app.domain.carnets_registre import (
    DEPARTEMENT,
    MANQUANT,
    PERIME,
    REMIS,
    STRUCTURE,
    Ecriture,
    Lot,
    Mouvement,
    Position,
    Tenu,
    is_stock,
    of_poste,
    prescripteur_of,
)
from app.domain.identifiers import uuid7
from app.storage import appareil, carnets, tranches
from app.sync.protocol.slices import Numbered
from app.sync.protocol.stock import Place, StatedHolding, StatedLot, Stock
from app.usecases.carnets.keeping import make_way
from app.usecases.workplace import Workplace

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

_LEFT: Final = {
    Place.REMIS: (Mouvement.REMISE, REMIS),
    Place.MANQUANT: (Mouvement.PERTE, MANQUANT),
    Place.PERIME: (Mouvement.PEREMPTION, PERIME),
}


def known_to_ledger(
    session: "Session", workplace: Workplace, slice_id: str, numbered: Numbered, until: date
) -> None:
    """Write that the carnets of a slice are here; said again, nothing is written."""
    stated = StatedLot(numbered=numbered, valid_until=until)
    lot = _lot(session, workplace, stated, certain=False)
    here = StatedHolding(lot=lot.name, run=numbered.run, place=Place.STRUCTURE)
    _follow(session, workplace, lot, carnets.held(session, lot), here, slice_id=slice_id)


def take_stock(session: "Session", workplace: Workplace, stock: Stock) -> int:
    """Follow a statement; returns how many movements were written. Taken again, none is."""
    device = appareil.load(session)
    if device is None or stock.structure != workplace.structure.code:
        return 0
    written = 0
    for stated in stock.lots:
        lot = _lot(session, workplace, stated, certain=True)
        here = [one for one in stock.held if one.lot == stated.numbered.lot]
        held = carnets.held(session, lot)
        for one in here:
            if one.device == device.device_id:  # in a slice of this laptop: here
                one = replace(one, place=Place.STRUCTURE, device="")  # noqa: PLW2901
            if moved := _follow(session, workplace, lot, held, one):
                held = carnets.held(session, lot)  # a ledger of years: not read for each run
                written += moved
        written += _gone(session, workplace, lot, joined(one.run for one in here))
    return written


def _follow(  # noqa: PLR0913 - what is here, what is stated, and in which slice
    session: "Session",
    workplace: Workplace,
    lot: Lot,
    held: Sequence[Position],
    stated: StatedHolding,
    *,
    slice_id: str | None = None,
) -> int:
    written = 0
    for run, place in held:
        both = run.common(stated.run)
        steps = _steps(place, stated, is_over=lot.is_over(workplace.clock.today()))
        if both is None or not steps:
            continue
        for piece in without([both], _untold(session, lot) if place == REMIS else ()):
            for step in steps:
                _write(session, workplace, lot, piece, step, slice_id=slice_id)
                written += 1
    return written


def _steps(
    place: str, stated: StatedHolding, *, is_over: bool
) -> Sequence[tuple[Mouvement, str, str]]:
    """Return the movements that bring carnets from here in the ledger to where they are stated."""
    if stated.place in _LEFT:
        kind, target = _LEFT[stated.place]
        if place == DEPARTEMENT:  # they came before they left: what was received counts them
            return (Mouvement.AFFECTATION, place, STRUCTURE), (kind, STRUCTURE, target)
        return () if place == target else ((kind, place, target),)
    target = of_poste(stated.device) if stated.device else STRUCTURE
    entrusted = target == STRUCTURE and prescripteur_of(place)
    if place == target or entrusted or (place == PERIME and is_over):
        return ()
    came = place == DEPARTEMENT or is_stock(place)
    return ((Mouvement.AFFECTATION if came else Mouvement.RETROUVE, place, target),)


def _untold(session: "Session", lot: Lot) -> list[Run]:
    """Return what was handed over here and the Département does not know: later than it states."""
    found = carnets.ecritures(session, lot.id)
    undone = {one.reverses for one in found}
    known = {
        one.id: one.handed == one.handed_known
        for id_ in {one.slice_id for one in found if one.slice_id}
        if (one := tranches.load(session, id_))
    }
    return [
        one.run
        for one in found
        if one.kind is Mouvement.REMISE
        and one.number not in undone
        and (one.slice_id or one.agent_id)
        and not known.get(one.slice_id or "")
    ]


def _gone(session: "Session", workplace: Workplace, lot: Lot, stated: Sequence[Run]) -> int:
    """Write as given back what the service no longer says to be the structure's."""
    written = 0
    for run, place in carnets.held(session, lot):
        for left in without([run], stated) if place not in {DEPARTEMENT, REMIS} else ():
            _write(session, workplace, lot, left, (Mouvement.RETOUR, place, DEPARTEMENT))
            written += 1
    return written


def _lot(session: "Session", workplace: Workplace, stated: StatedLot, *, certain: bool) -> Lot:
    """Return a lot that the service keeps; a slice knows only a part of its numbers."""
    numbered = stated.numbered
    known = _namesake(session, numbered)
    whole = numbered.run
    if known is not None:
        whole = Run(first=min(known.run.first, whole.first), last=max(known.run.last, whole.last))
    lot = Lot(
        id=known.id if known else uuid7(workplace.clock.now()),
        name=numbered.lot,
        operator=numbered.operator,
        prefix=numbered.prefix,
        digits=numbered.digits,
        run=whole,
        valid_until=stated.valid_until if certain or known is None else known.valid_until,
        tenu=Tenu.SERVICE,
    )
    if lot != known:
        carnets.keep_lot(session, lot)
    return lot


def _namesake(session: "Session", stated: Numbered) -> Lot | None:
    """Return the lot of this name; one of other carnets, typed here, takes another name."""
    known = carnets.lot_named(session, stated.lot)
    if known is None or known.tenu is Tenu.SERVICE:
        return known
    if known.prefix == stated.prefix and known.run.common(stated.run):
        return known
    make_way(session, known, "noté ici")
    return None


def _write(  # noqa: PLR0913 - one movement made of what its callers found
    session: "Session",
    workplace: Workplace,
    lot: Lot,
    run: Run,
    step: tuple[Mouvement, str, str],
    *,
    slice_id: str | None = None,
) -> None:
    """Add a movement that nobody here made, never before the last of these carnets."""
    kind, source, target = step
    today = workplace.clock.today()
    last = carnets.last_day(session, lot.id, run)
    ecriture = Ecriture(
        number=0,
        lot_id=lot.id,
        run=run,
        kind=kind,
        source=source,
        target=target,
        happened_on=max(today, last) if last else today,
    )
    # a hand-over out of a slice bears its name; what is stated of others bears none
    carnets.add(session, replace(ecriture, slice_id=slice_id))
