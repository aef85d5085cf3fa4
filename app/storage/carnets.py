"""The ledger of carnets in the encrypted database: lots, movements, who holds carnets.

Functions take the caller's session and never commit. Movements are only added.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.domain.carnets import Run
from app.domain.carnets_registre import Ecriture, Lot, Mouvement, Position, Tenu, positions
from app.domain.identifiers import AgentId
from app.storage.tables.carnets import CarnetDetenteurRow, CarnetLotRow, CarnetMouvementRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Detenteur:
    """Somebody to whom carnets are entrusted; `lieu` is where he locks them away (003 l. 172).

    `agent_id` where he works at this laptop.
    """

    id: str
    nom: str
    agent_id: AgentId | None = None
    lieu: str = ""
    ended_on: date | None = None


def keep_lot(session: Session, lot: Lot) -> None:
    """Keep a lot, in place of how it was known."""
    session.merge(
        CarnetLotRow(
            id=lot.id,
            name=lot.name,
            operator=lot.operator,
            prefix=lot.prefix,
            digits=lot.digits,
            first=lot.run.first,
            last=lot.run.last,
            valid_until=lot.valid_until,
            tenu=lot.tenu.value,
        )
    )
    session.flush()


def lots(session: Session) -> Sequence[Lot]:
    """Return the lots, those that end first before the others."""
    rows = session.scalars(
        select(CarnetLotRow).order_by(CarnetLotRow.valid_until, CarnetLotRow.name)
    )
    return [_lot(row) for row in rows]


def lot(session: Session, lot_id: str) -> Lot | None:
    """Return one lot."""
    row = session.get(CarnetLotRow, lot_id)
    return None if row is None else _lot(row)


def lot_named(session: Session, name: str) -> Lot | None:
    """Return the lot of this name."""
    row = session.scalar(select(CarnetLotRow).where(CarnetLotRow.name == name))
    return None if row is None else _lot(row)


def add(session: Session, ecriture: Ecriture) -> Ecriture:
    """Add a movement; returns it with the number that it has in the ledger."""
    row = CarnetMouvementRow(
        lot_id=ecriture.lot_id,
        first=ecriture.run.first,
        last=ecriture.run.last,
        kind=ecriture.kind.value,
        source=ecriture.source,
        target=ecriture.target,
        happened_on=ecriture.happened_on,
        agent_id=ecriture.agent_id,
        piece=ecriture.piece,
        detail=ecriture.detail,
        slice_id=ecriture.slice_id,
        reverses=ecriture.reverses,
    )
    session.add(row)
    session.flush()
    return _ecriture(row)


def ecritures(session: Session, lot_id: str | None = None) -> Sequence[Ecriture]:
    """Return the movements of a lot, of all without one, in the order of their numbers."""
    query = select(CarnetMouvementRow).order_by(CarnetMouvementRow.number)
    if lot_id is not None:
        query = query.where(CarnetMouvementRow.lot_id == lot_id)
    return [_ecriture(row) for row in session.scalars(query)]


def ecriture(session: Session, number: int) -> Ecriture | None:
    """Return one movement."""
    row = session.get(CarnetMouvementRow, number)
    return None if row is None else _ecriture(row)


def of_piece(session: Session, piece: str) -> Sequence[Ecriture]:
    """Return the movements of one slip."""
    rows = session.scalars(
        select(CarnetMouvementRow)
        .where(CarnetMouvementRow.piece == piece)
        .order_by(CarnetMouvementRow.number)
    )
    return [_ecriture(row) for row in rows]


def of_slice(session: Session, slice_id: str) -> Sequence[Ecriture]:
    """Return the movements out of a slice, those taken back and what took them back."""
    rows = session.scalars(
        select(CarnetMouvementRow)
        .where(CarnetMouvementRow.slice_id == slice_id)
        .order_by(CarnetMouvementRow.number)
    )
    return [_ecriture(row) for row in rows]


def reversed_by(session: Session, number: int) -> int | None:
    """Return the movement that took this one back, None where it stands."""
    return session.scalar(
        select(CarnetMouvementRow.number).where(CarnetMouvementRow.reverses == number)
    )


def held(session: Session, lot_: Lot, *, on: date | None = None) -> tuple[Position, ...]:
    """Return where the carnets of a lot are, or were at the end of a day."""
    return positions(lot_, ecritures(session, lot_.id), on=on)


def last_day(session: Session, lot_id: str, run: Run) -> date | None:
    """Return the day of the last movement of any of these carnets."""
    return session.scalar(
        select(func.max(CarnetMouvementRow.happened_on)).where(
            CarnetMouvementRow.lot_id == lot_id,
            CarnetMouvementRow.first <= run.last,
            CarnetMouvementRow.last >= run.first,
            CarnetMouvementRow.kind != Mouvement.INVENTAIRE.value,
        )
    )


def last_inventory(session: Session, place: str) -> date | None:
    """Return the day on which a place was counted last."""
    return session.scalar(
        select(func.max(CarnetMouvementRow.happened_on)).where(
            CarnetMouvementRow.kind == Mouvement.INVENTAIRE.value,
            CarnetMouvementRow.source == place,
        )
    )


def next_piece(session: Session, letter: str, year: int) -> str:
    """Return the reference of the next slip of a kind in a year (« T-2021-003 »)."""
    start = f"{letter}-{year}-"
    taken = session.scalars(
        select(CarnetMouvementRow.piece)
        .where(CarnetMouvementRow.piece.startswith(start))
        .distinct()
    )
    highest = max((int(one.removeprefix(start)) for one in taken), default=0)
    return f"{start}{highest + 1:03d}"


def keep_detenteur(session: Session, one: Detenteur) -> None:
    """Keep somebody to whom carnets are entrusted, in place of how he was known."""
    session.merge(
        CarnetDetenteurRow(
            id=one.id, nom=one.nom, agent_id=one.agent_id, lieu=one.lieu, ended_on=one.ended_on
        )
    )
    session.flush()


def detenteurs(session: Session) -> Sequence[Detenteur]:
    """Return those to whom carnets were ever entrusted, by name."""
    rows = session.scalars(select(CarnetDetenteurRow).order_by(CarnetDetenteurRow.nom))
    return [_detenteur(row) for row in rows]


def detenteur_of(session: Session, agent_id: AgentId) -> Detenteur | None:
    """Return the holder who is this agent."""
    row = session.scalar(select(CarnetDetenteurRow).where(CarnetDetenteurRow.agent_id == agent_id))
    return None if row is None else _detenteur(row)


def _lot(row: CarnetLotRow) -> Lot:
    return Lot(
        id=row.id,
        name=row.name,
        operator=row.operator,
        prefix=row.prefix,
        digits=row.digits,
        run=Run(first=row.first, last=row.last),
        valid_until=row.valid_until,
        tenu=Tenu(row.tenu),
    )


def _ecriture(row: CarnetMouvementRow) -> Ecriture:
    return Ecriture(
        number=row.number,
        lot_id=row.lot_id,
        run=Run(first=row.first, last=row.last),
        kind=Mouvement(row.kind),
        source=row.source,
        target=row.target,
        happened_on=row.happened_on,
        agent_id=row.agent_id,
        piece=row.piece,
        detail=row.detail,
        slice_id=row.slice_id,
        reverses=row.reverses,
    )


def _detenteur(row: CarnetDetenteurRow) -> Detenteur:
    return Detenteur(
        id=row.id,
        nom=row.nom,
        agent_id=AgentId(row.agent_id) if row.agent_id else None,
        lieu=row.lieu,
        ended_on=row.ended_on,
    )
