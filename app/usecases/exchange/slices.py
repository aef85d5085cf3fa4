"""Slices of carnets on this laptop: taken at a synchronisation, shown, given back.

What the Département no longer states is closed here too: a service that was put back from a backup
may allot the same carnets to another laptop.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Final

from app.domain.carnets import count, joined, without
from app.domain.carnets_registre import Ecriture, Mouvement
from app.storage import appareil, carnets, journal, tranches
from app.storage.journal import Entree
from app.storage.tranches import EtatTranche, Tranche
from app.sync.allotting import AllotsSlices
from app.sync.gateway import Gateway
from app.sync.protocol.errands import StatedSlice
from app.sync.protocol.slices import (
    MAX_RANGES,
    MAX_SLICES,
    Acknowledgement,
    SignedSlice,
    Slice,
    SliceState,
    read_slice,
)
from app.sync.protocol.stock import Place, Stock
from app.usecases.exchange.stated_carnets import known_to_ledger, take_stock
from app.usecases.workplace import Workplace

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

_MOST_TOLD: Final = 4000  # ranges of one request: some 160 KB of the 256 that a body holds
_ROUNDS: Final = 3  # called back, closed, acknowledged: more is the next run's
_STATES: Final = {
    SliceState.ATTRIBUEE: EtatTranche.ATTRIBUEE,
    SliceState.A_RENDRE: EtatTranche.A_RENDRE,
    SliceState.CLOSE: EtatTranche.CLOSE,
}
_GIVEN_BACK: Final = (EtatTranche.RENDUE, EtatTranche.CLOSE)


@dataclass(frozen=True, slots=True, kw_only=True)
class SliceLine:
    """A slice as the window shows it.

    `first` and `last` are numbers as printed, empty for carnets that the Département sends.
    `left` counts what was not handed over; `usable` tells whether it may be today.
    """

    id: str
    number: int
    first: str
    last: str
    operator: str
    carnets: int
    left: int
    valid_until: date
    issued_at: datetime
    usable: bool
    called_back: bool
    given_back: bool


def slices_here(workplace: Workplace) -> tuple[SliceLine, ...]:
    """Return the slices of this laptop that are not closed, in the order of their numbers."""
    today = workplace.clock.today()
    with workplace.database.reading() as session:
        found = _mine(session)
    return tuple(
        _line(one, read_slice(one.content), today)
        for one in found
        if one.state is not EtatTranche.CLOSE
    )


def give_back(workplace: Workplace, slice_id: str) -> bool:
    """Hand out no more of a slice; the Département learns it at the next synchronisation.

    Tells whether there was something to give back.
    """
    with workplace.database.writing() as session:
        held = tranches.load(session, slice_id)
        if held is None or held.state is not EtatTranche.ATTRIBUEE:
            return False
        tranches.keep(session, replace(held, state=EtatTranche.RENDUE))
        _note(session, workplace, "tranche_rendue", held.number)
        return True


def take_structure_stock(
    workplace: Workplace, gateway: Gateway, *, stop_if_cancelled: Callable[[], None]
) -> None:
    """Take what the service knows of the structure's carnets; in the network's thread.

    A question of its own: on a far line it has its turn. Raises as `take_slices`.
    """
    if not isinstance(gateway, AllotsSlices) or gateway.link is None:
        return
    stop_if_cancelled()
    stock = gateway.stock()
    if stock is not None:
        with workplace.database.writing() as session:
            _follow_stock(session, workplace, stock)


def take_slices(
    workplace: Workplace, gateway: Gateway, *, stop_if_cancelled: Callable[[], None]
) -> int:
    """Take this laptop's slices and acknowledge them; returns how many are new or called back.

    In the network's thread. Stopped anywhere, calling it again goes on.

    Raises:
        GatewayError: the line broke, or a slice is not the Département's.
        whatever `stop_if_cancelled` raises: likewise.
    """
    if not isinstance(gateway, AllotsSlices) or gateway.link is None:
        return 0
    stop_if_cancelled()
    stated, changed = gateway.slices(), 0
    for _ in range(_ROUNDS):
        if stated is None:
            return changed
        with workplace.database.writing() as session:
            changed += _store(session, workplace, stated)
            told = slices_told(session)
            may_be_told(session, told)
        if not told:
            return changed
        for some in in_requests(told):
            stop_if_cancelled()
            stated = gateway.acknowledge_slices(some)
        if stated is not None:
            with workplace.database.writing() as session:
                _note_acknowledged(session, told)
    return changed


def slices_told(session: "Session") -> list[Acknowledgement]:
    """Return what this laptop tells of its slices, with the numbers it handed over.

    Write `may_be_told` in the same transaction.
    """
    return [page for one in _mine(session) if one.to_tell for page in _told(session, one)]


def in_requests(told: Sequence[Acknowledgement]) -> list[list[Acknowledgement]]:
    """Cut what is told into requests that a body holds, in its order: the pages of a slice last."""
    found: list[list[Acknowledgement]] = [[]]
    for one in told:
        ranges = sum(len(page.ranges) for page in found[-1])
        if found[-1] and (ranges + len(one.ranges) > _MOST_TOLD or len(found[-1]) >= MAX_SLICES):
            found.append([])
        found[-1].append(one)
    return found


def awaited(session: "Session") -> int:
    """Return how many slices the Département waits for: open here, or not told to their end."""
    return sum(one.state is not EtatTranche.CLOSE or one.to_tell for one in _mine(session))


def may_be_told(session: "Session", told: Sequence[Acknowledgement]) -> None:
    """Note that what was handed over so far may be known: it is not taken back any more."""
    for one in told:
        held = tranches.load(session, one.slice)
        last = max((moved.number for moved in _handed(session, one.slice)), default=0)
        if held is not None and last > held.told_through:
            tranches.keep(session, replace(held, told_through=last))


def take_stated(
    session: "Session",
    workplace: Workplace,
    stated: Sequence[StatedSlice],
    stock: Stock | None = None,
) -> int:
    """Take this laptop's slices, all of them, and the structure's stock, as a stick brings them."""
    changed = _store(session, workplace, [one.signed for one in stated])
    known = {read_slice(one.signed.content).id: one.acknowledged for one in stated}
    for held in _mine(session):
        # what closed is stated until the Département knows that it is closed here
        last = known.get(held.id, held.revision if held.state is EtatTranche.CLOSE else 0)
        if last > held.acknowledged:
            tranches.keep(session, replace(held, acknowledged=last))
    if stock is not None and workplace.convention.carnets is not None:
        _follow_stock(session, workplace, stock)
    return changed


def _follow_stock(session: "Session", workplace: Workplace, stock: Stock) -> None:
    """Follow a statement; what it knows to be handed over is no longer to tell."""
    take_stock(session, workplace, stock)
    gone = [one.run for one in stock.held if one.place is Place.REMIS]
    for held in _mine(session):
        runs = [moved.run for moved in _handed(session, held.id)]
        if held.handed != held.handed_known and not without(runs, gone):
            tranches.keep(session, replace(held, handed_known=held.handed))


def _store(session: "Session", workplace: Workplace, stated: Sequence[SignedSlice]) -> int:
    device = appareil.load(session)
    changed = 0
    if device is None:
        return changed
    present: set[str] = set()
    for document in stated:
        found = read_slice(document.content)
        if found.device != device.device_id or found.structure != workplace.structure.code:
            continue
        present.add(found.id)
        changed += _store_one(session, workplace, document, found)
    for held in _mine(session):
        if held.id not in present and not (held.state is EtatTranche.CLOSE and held.acknowledged):
            if held.state is not EtatTranche.CLOSE:
                _note(session, workplace, "tranche_close", held.number)
            closed = replace(held, state=EtatTranche.CLOSE, acknowledged=held.revision)
            tranches.keep(session, closed)
    return changed


def _store_one(
    session: "Session", workplace: Workplace, document: SignedSlice, found: Slice
) -> bool:
    """Keep one slice; an older statement than the one held is passed over.

    Not where nothing is known to be acknowledged: the service may have been put back to it. Then
    what was closed here meanwhile is given back.
    """
    held = tranches.load(session, found.id)
    state = _STATES[found.state]
    if held is not None:
        stands = held.state is not EtatTranche.CLOSE or state is EtatTranche.CLOSE
        same = stands and held.content == document.content
        if same or (held.acknowledged and found.revision <= held.revision):
            return False
        if state is EtatTranche.ATTRIBUEE and held.state in _GIVEN_BACK:
            state = EtatTranche.RENDUE
    tranches.keep(
        session,
        Tranche(
            id=found.id,
            device_id=found.device,
            number=found.number,
            revision=found.revision,
            state=state,
            key=document.key,
            content=document.content,
            signature=document.signature,
            received_at=workplace.clock.now(),
            handed=held.handed if held else 0,
            acknowledged=held.acknowledged if held else 0,
            handed_known=held.handed_known if held else 0,
            told_through=held.told_through if held else 0,
        ),
    )
    if workplace.convention.carnets and found.numbered and state is EtatTranche.ATTRIBUEE:
        known_to_ledger(session, workplace, found.id, found.numbered, found.valid_until)
    kinds = {EtatTranche.ATTRIBUEE: "tranche_recue", EtatTranche.A_RENDRE: "tranche_rappelee"}
    _note(session, workplace, kinds.get(state, "tranche_close"), found.number)
    return state in kinds


def _note_acknowledged(session: "Session", told: Sequence[Acknowledgement]) -> None:
    handed: Counter[str] = Counter()
    for one in told:
        handed[one.slice] += one.handed
    for one in {one.slice: one for one in told}.values():  # of each slice, the last page
        held = tranches.load(session, one.slice)
        if held is not None and held.revision == one.revision:
            state = EtatTranche.CLOSE if one.returned else held.state
            total = handed[one.slice]
            known = replace(held, acknowledged=one.revision, state=state, handed_known=total)
            tranches.keep(session, known)


def _told(session: "Session", held: Tranche) -> list[Acknowledgement]:
    """Return what is told of a slice, in pages where its hand-overs are many.

    The last page alone bears what closes a slice: its revision, that the rest is given back.
    """
    runs = joined(moved.run for moved in _handed(session, held.id))
    pages = [runs[at : at + MAX_RANGES] for at in range(0, len(runs), MAX_RANGES)] or [()]
    before = [
        Acknowledgement(
            slice=held.id, revision=max(1, held.revision - 1), handed=count(page), ranges=page
        )
        for page in pages[:-1]
    ]
    last = Acknowledgement(
        slice=held.id,
        revision=held.revision,
        handed=count(pages[-1]) if runs else held.handed,
        ranges=pages[-1],
        returned=held.state is EtatTranche.RENDUE,
    )
    return [*before, last]


def _handed(session: "Session", slice_id: str) -> list[Ecriture]:
    """Return the hand-overs out of a slice that stand."""
    found = carnets.of_slice(session, slice_id)
    undone = {one.reverses for one in found}
    return [one for one in found if one.kind is Mouvement.REMISE and one.number not in undone]


def _mine(session: "Session") -> Sequence[Tranche]:
    device = appareil.load(session)
    return [] if device is None else tranches.of_device(session, device.device_id)


def _line(held: Tranche, stated: Slice, today: date) -> SliceLine:
    numbered = stated.numbered
    return SliceLine(
        id=held.id,
        number=held.number,
        first=numbered.written(numbered.run.first) if numbered else "",
        last=numbered.written(numbered.run.last) if numbered else "",
        operator=numbered.operator if numbered else "",
        carnets=stated.carnets,
        left=stated.carnets - held.handed,
        valid_until=stated.valid_until,
        issued_at=stated.issued_at,
        usable=held.state is EtatTranche.ATTRIBUEE and today <= stated.valid_until,
        called_back=held.state is EtatTranche.A_RENDRE,
        given_back=held.state is EtatTranche.RENDUE,
    )


def _note(session: "Session", workplace: Workplace, kind: str, number: int) -> None:
    journal.append(
        session,
        Entree(
            at=workplace.clock.now(),
            kind=kind,
            agent_id=workplace.agent.id,
            detail=f"tranche_{number}",
        ),
    )
