"""What the pages of the stock show: where carnets are, lots, history, and what needs somebody."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.department.database.actors import AccountRow, StructureRow
from app.department.database.stock import (
    CreditRow,
    HoldingRow,
    LotRow,
    MovementRow,
    SliceRow,
    ThresholdRow,
)
from app.department.records.journal import Action, note
from app.department.records.stock import credit as credit_ledger
from app.department.records.stock import places
from app.department.records.stock.credit import Balance
from app.department.records.stock.movements import Act
from app.domain.carnets import EXPIRY_ALERTS_DAYS, Run
from app.sync.protocol.slices import SliceState

_CARNETS = HoldingRow.last - HoldingRow.first + 1
_SCARCE_PERCENT = 20  # of a credit: what is left then goes fast


class AlertKind(StrEnum):
    """What needs somebody."""

    PERIME = "perime"  # out of date, and still in a stock
    BIENTOT = "bientot"  # ends within 30 days
    SOUS_SEUIL = "sous_seuil"
    CREDIT_BAS = "credit_bas"
    CREDIT_DEPASSE = "credit_depasse"


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert:
    """One of them. `carnets` are those concerned; `place` may be empty (a whole lot)."""

    kind: AlertKind
    carnets: int
    place: str = ""
    lot: str = ""
    on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceLine:
    """A stock in the list. `allotted` of its carnets may be handed out by laptops, in slices."""

    place: str
    name: str
    carnets: int
    allotted: int
    credit: Balance | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LotLine:
    """A lot, with its carnets by where they are."""

    lot: LotRow
    by_place: Mapping[str, int]

    def at(self, *wanted: str) -> int:
        """Return how many carnets are in these places."""
        return sum(self.by_place.get(place, 0) for place in wanted)

    @property
    def in_structures(self) -> int:
        """Return how many carnets structures have."""
        found = self.by_place.items()
        return sum(count for place, count in found if places.structure_of(place) is not None)

    @property
    def in_stock(self) -> int:
        """Return how many carnets could still be handed over."""
        return self.at(places.DEPARTEMENT) + self.in_structures


@dataclass(frozen=True, slots=True, kw_only=True)
class LotHere:
    """What a place has of a lot."""

    lot: LotRow
    runs: Sequence[Run]
    carnets: int


def structures_with_stock(
    session: Session, today: date, *, after: str = "", size: int = 50
) -> tuple[Sequence[PlaceLine], str]:
    """Return one page of the structures that have stock or a credit, by name, and the next key."""
    stocks, allotted = _by_place(session), _allotted(session)
    held = {name for place in stocks if (name := places.structure_of(place)) is not None}
    credited = session.scalars(select(CreditRow.structure_id).distinct())
    rows = session.scalars(
        select(StructureRow)
        .where(StructureRow.id.in_({*held, *credited}), StructureRow.name > after)
        .order_by(StructureRow.name)
        .limit(size + 1)
    ).all()
    credits_ = credit_ledger.covering_all(session, [row.id for row in rows], today)
    lines = [
        PlaceLine(
            place=(place := places.structure_place(row.id)),
            name=row.name,
            carnets=stocks.get(place, 0),
            allotted=allotted.get(row.id, 0),
            credit=credits_.get(row.id),
        )
        for row in rows[:size]
    ]
    return lines, rows[size - 1].name if len(rows) > size else ""


def department_line(session: Session) -> PlaceLine:
    """Return the Département's own stock."""
    count = _by_place(session).get(places.DEPARTEMENT, 0)
    return PlaceLine(place=places.DEPARTEMENT, name="Département", carnets=count, allotted=0)


def lots(session: Session) -> Sequence[LotLine]:
    """Return every lot, the one that ends last first."""
    counts: dict[str, dict[str, int]] = {}
    for lot_id, place, count in session.execute(
        select(HoldingRow.lot_id, HoldingRow.place, func.sum(_CARNETS)).group_by(
            HoldingRow.lot_id, HoldingRow.place
        )
    ):
        counts.setdefault(lot_id, {})[place] = int(count)
    rows = session.scalars(select(LotRow).order_by(LotRow.valid_until.desc(), LotRow.name))
    return [LotLine(lot=row, by_place=counts.get(row.id, {})) for row in rows]


def lots_here(session: Session, place: str) -> Sequence[LotHere]:
    """Return what a place has, lot by lot, the one that ends first first."""
    rows = session.execute(
        select(HoldingRow, LotRow)
        .join(LotRow, LotRow.id == HoldingRow.lot_id)
        .where(HoldingRow.place == place)
        .order_by(LotRow.valid_until, LotRow.name, HoldingRow.first)
    )
    found: dict[str, tuple[LotRow, list[Run]]] = {}
    for holding, lot in rows:
        runs = found.setdefault(lot.id, (lot, []))[1]
        runs.append(Run(first=holding.first, last=holding.last))
    return [
        LotHere(lot=lot, runs=runs, carnets=sum(run.carnets for run in runs))
        for lot, runs in found.values()
    ]


def history(
    session: Session, *, before: int = 0, size: int = 50, lot_id: str = "", structure_id: str = ""
) -> Sequence[tuple[MovementRow, str]]:
    """Return movements with the agent's name, the latest first; one more than `size` if any."""
    query = select(MovementRow, AccountRow.name).outerjoin(
        AccountRow, AccountRow.id == MovementRow.account_id
    )
    if before:
        query = query.where(MovementRow.id < before)
    if lot_id:
        query = query.where(MovementRow.lot_id == lot_id)
    if structure_id:
        query = query.where(MovementRow.structure_id == structure_id)
    found = session.execute(query.order_by(MovementRow.id.desc()).limit(size + 1))
    return [(row, name or "") for row, name in found]


def taken_back(session: Session, ids: Sequence[int]) -> frozenset[int]:
    """Return which of these movements were taken back."""
    found = session.scalars(select(MovementRow.reverses).where(MovementRow.reverses.in_(ids)))
    return frozenset(one for one in found if one is not None)


def alerts(session: Session, today: date) -> Sequence[Alert]:
    """Return what needs somebody: lots that end, stocks under their threshold, credits used up."""
    soon = today + timedelta(days=max(EXPIRY_ALERTS_DAYS))
    found = [
        Alert(
            kind=AlertKind.PERIME if line.lot.valid_until < today else AlertKind.BIENTOT,
            carnets=line.in_stock,
            lot=line.lot.name,
            on=line.lot.valid_until,
        )
        for line in reversed(lots(session))
        if line.in_stock and line.lot.valid_until <= soon
    ]
    stocks = _by_place(session)
    found += [
        Alert(kind=AlertKind.SOUS_SEUIL, carnets=stocks.get(row.place, 0), place=row.place)
        for row in session.scalars(select(ThresholdRow).order_by(ThresholdRow.place))
        if stocks.get(row.place, 0) < row.carnets
    ]
    current = session.scalars(
        select(CreditRow)
        .where(CreditRow.starts_on <= today, CreditRow.ends_on >= today)
        .order_by(CreditRow.structure_id)
    ).all()
    used = credit_ledger.balances(session, current)
    return [*found, *(alert for one in used if (alert := _of_credit(one)))]


def threshold(session: Session, place: str) -> int:
    """Return below how many carnets somebody is warned about a place; 0: never."""
    row = session.get(ThresholdRow, place)
    return row.carnets if row else 0


def set_threshold(session: Session, place: str, carnets: int, act: Act) -> None:
    """Warn from now on when a place has fewer carnets; 0: never."""
    row = session.get(ThresholdRow, place)
    if row is not None:
        session.delete(row)
        session.flush()
    if carnets > 0:
        session.add(ThresholdRow(place=place, carnets=carnets))
    detail = f"{place[:90]} {carnets}"
    note(session, at=act.at, actor=act.actor, action=Action.SEUIL_CHANGE, detail=detail)


def _of_credit(found: Balance) -> Alert | None:
    place, ends_on = places.structure_place(found.credit.structure_id), found.credit.ends_on
    if found.left < 0:
        return Alert(kind=AlertKind.CREDIT_DEPASSE, carnets=-found.left, place=place)
    if found.left * 100 <= found.given * _SCARCE_PERCENT:
        return Alert(kind=AlertKind.CREDIT_BAS, carnets=found.left, place=place, on=ends_on)
    return None


def _by_place(session: Session) -> dict[str, int]:
    found = session.execute(select(HoldingRow.place, func.sum(_CARNETS)).group_by(HoldingRow.place))
    return {place: int(count) for place, count in found}


def _allotted(session: Session) -> dict[str, int]:
    found = session.execute(
        select(SliceRow.structure_id, func.sum(SliceRow.carnets - SliceRow.handed))
        .where(SliceRow.lot_id.is_not(None), SliceRow.state != SliceState.CLOSE)
        .group_by(SliceRow.structure_id)
    )
    return {structure: int(count) for structure, count in found}
