"""What the référent does with carnets: receive, entrust, give back, note a loss.

Each act is one transaction: movements, slip, counters, journal (docs/decisions/0044).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Final

from app.domain.carnets import Run, parse_runs
from app.domain.carnets import count as count_of
from app.domain.carnets_registre import (
    DEPARTEMENT,
    MANQUANT,
    PERIME,
    STRUCTURE,
    Ecriture,
    Lot,
    Mouvement,
    Tenu,
    is_stock,
    poste_of,
    prescripteur_of,
)
from app.domain.habilitation import Acte
from app.storage import carnets, habilitations
from app.usecases.carnets.errors import RefusStock, StockRefusedError
from app.usecases.carnets.keeping import (
    count,
    counted,
    happened,
    require_at,
    rules,
    secure_place,
    today_there,
    write,
)
from app.usecases.laptop.habilitations import require
from app.usecases.workplace import Workplace

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

_LETTERS: Final = {
    Mouvement.RECEPTION: "L",
    Mouvement.TRANSFERT: "T",
    Mouvement.RETOUR: "R",
    Mouvement.PERTE: "P",
    Mouvement.VOL: "P",
    Mouvement.PEREMPTION: "X",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Carnets of a lot, as they are typed (« 101-150, 160 »), where they are; `on`: today."""

    lot_id: str
    numbers: str
    source: str
    on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """What was written: the reference of its slip, and how many carnets."""

    piece: str
    carnets: int


def transfer(workplace: Workplace, part: Part, target: str) -> Done:
    """Entrust carnets to a prescriber, or take them back; a slip is signed by both.

    Source: 003 art. 7, l. 147 and art. 8, l. 157.

    Raises:
        StockRefusedError: they are not there, or the holder may not have them.
        RunsError: the numbers are no numbers.
    """
    require(workplace, Acte.STOCK)
    source = part.source
    if source == target or not (is_stock(source) and is_stock(target)) or poste_of(target):
        raise StockRefusedError(RefusStock.DETENTEUR)
    with workplace.database.writing() as session:
        require_holder(session, workplace, target)
        return _act(session, workplace, part, Mouvement.TRANSFERT, target)


def give_back(workplace: Workplace, part: Part) -> Done:
    """Give carnets that nobody received back to whoever supplied them (001 l. 235, 003 l. 205).

    Raises:
        StockRefusedError: they are not there.
        RunsError: the numbers are no numbers.
    """
    require(workplace, Acte.STOCK)
    with workplace.database.writing() as session:
        return _act(session, workplace, part, Mouvement.RETOUR, DEPARTEMENT)


def lose(workplace: Workplace, part: Part, *, stolen: bool) -> Done:
    """Note carnets lost or stolen: nobody is handed one of them any more (003 l. 172).

    Raises:
        StockRefusedError: they are not there.
        RunsError: the numbers are no numbers.
    """
    require(workplace, Acte.STOCK)
    kind = Mouvement.VOL if stolen else Mouvement.PERTE
    with workplace.database.writing() as session:
        return _act(session, workplace, part, kind, MANQUANT)


def expire(workplace: Workplace) -> int:
    """Take out of the stock what can no longer be used; returns how many carnets (003 l. 95)."""
    require(workplace, Acte.STOCK)
    rules(workplace)
    today, taken = workplace.clock.today(), 0
    with workplace.database.writing() as session:
        piece = carnets.next_piece(session, _LETTERS[Mouvement.PEREMPTION], today.year)
        for lot in carnets.lots(session):
            if not lot.is_over(today):
                continue
            for run, place in carnets.held(session, lot):
                if is_stock(place):
                    ecriture = Ecriture(
                        number=0,
                        lot_id=lot.id,
                        run=run,
                        kind=Mouvement.PEREMPTION,
                        source=place,
                        target=PERIME,
                        happened_on=today_there(session, workplace, lot, run),
                        agent_id=workplace.agent.id,
                        piece=piece,
                    )
                    write(session, workplace, ecriture)
                    taken += run.carnets
        count(session, workplace, counted(Mouvement.PEREMPTION, taken))
    return taken


def _act(
    session: "Session", workplace: Workplace, part: Part, kind: Mouvement, target: str
) -> Done:
    rules(workplace)
    lot, runs = lot_of(session, part.lot_id), parse_runs(part.numbers)
    if not runs:
        raise StockRefusedError(RefusStock.RIEN)
    if not is_stock(part.source):
        raise StockRefusedError(RefusStock.PAS_LA, lot.written(runs[0].first))
    if lot.tenu is Tenu.SERVICE and kind is not Mouvement.TRANSFERT:
        raise StockRefusedError(RefusStock.TENU_PAR_LE_SERVICE, lot.name)
    days = [happened(session, workplace, lot, run, part.on) for run in runs]
    if kind is Mouvement.TRANSFERT and lot.is_over(days[0]):
        raise StockRefusedError(RefusStock.LOT_PERIME, lot.valid_until.isoformat())
    ecriture = Ecriture(
        number=0,
        lot_id=lot.id,
        run=runs[0],
        kind=kind,
        source=part.source,
        target=target,
        happened_on=days[0],
    )
    return move(session, workplace, lot, runs, ecriture)


def move(
    session: "Session",
    workplace: Workplace,
    lot: Lot,
    runs: Sequence[Run],
    ecriture: Ecriture,
) -> Done:
    """Write the same movement of several runs, under one slip, with its figures.

    Raises:
        StockRefusedError: they are not all where it takes them from.
    """
    held = carnets.held(session, lot)
    for run in runs:
        require_at(lot, held, run, ecriture.source)
    year = ecriture.happened_on.year
    piece = carnets.next_piece(session, _LETTERS[ecriture.kind], year)
    for run in runs:
        one = replace(ecriture, run=run, piece=piece, agent_id=workplace.agent.id)
        write(session, workplace, one)
    total = count_of(runs)
    count(session, workplace, counted(ecriture.kind, total, ecriture.detail))
    return Done(piece=piece, carnets=total)


def lot_of(session: "Session", lot_id: str) -> Lot:
    """Return a lot.

    Raises:
        StockRefusedError: it is not known.
    """
    found = carnets.lot(session, lot_id)
    if found is None:
        raise StockRefusedError(RefusStock.LOT_INCONNU)
    return found


def require_holder(session: "Session", workplace: Workplace, place: str) -> None:
    """Refuse carnets to somebody unknown, gone, or who has nowhere to lock them away.

    Raises:
        StockRefusedError: he is.
    """
    profil = rules(workplace)
    if place == STRUCTURE:
        if profil.lieu_securise and not secure_place(session):
            raise StockRefusedError(RefusStock.LIEU)
        return
    wanted = prescripteur_of(place)
    holder = next((one for one in carnets.detenteurs(session) if one.id == wanted), None)
    if holder is None or holder.ended_on is not None:
        raise StockRefusedError(RefusStock.DETENTEUR)
    held_by = workplace.convention.habilitations
    if holder.agent_id and Acte.PRESCRIRE not in held_by.actes(
        habilitations.of(session, holder.agent_id)
    ):  # he was one when he was named; an operator since, perhaps (003 l. 174)
        raise StockRefusedError(RefusStock.PAS_PRESCRIPTEUR, holder.nom)
    if profil.lieu_securise and not holder.lieu:
        raise StockRefusedError(RefusStock.LIEU, holder.nom)
