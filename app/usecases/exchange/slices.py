"""Slices of carnets on this laptop: taken at a synchronisation, shown, given back.

What the Département no longer states is closed here too: a service that was put back from a backup
may allot the same carnets to another laptop.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Final

from app.storage import appareil, journal, tranches
from app.storage.journal import Entree
from app.storage.tranches import EtatTranche, Tranche
from app.sync.allotting import AllotsSlices
from app.sync.gateway import Gateway
from app.sync.protocol.errands import StatedSlice
from app.sync.protocol.slices import (
    Acknowledgement,
    SignedSlice,
    Slice,
    SliceState,
    read_slice,
)
from app.usecases.workplace import Workplace

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

_ROUNDS: Final = 3  # called back, closed, acknowledged: more is the next run's
_STATES: Final = {
    SliceState.ATTRIBUEE: EtatTranche.ATTRIBUEE,
    SliceState.A_RENDRE: EtatTranche.A_RENDRE,
    SliceState.CLOSE: EtatTranche.CLOSE,
}


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
        if not told:
            return changed
        stop_if_cancelled()
        stated = gateway.acknowledge_slices(told)
        if stated is not None:
            with workplace.database.writing() as session:
                _note_acknowledged(session, told)
    return changed


def slices_told(session: "Session") -> list[Acknowledgement]:
    """Return what a stick tells of the slices here."""
    return [_told(one) for one in _mine(session) if one.to_tell]


def take_stated(session: "Session", workplace: Workplace, stated: Sequence[StatedSlice]) -> int:
    """Take this laptop's slices, all of them, as an answer by stick states them."""
    changed = _store(session, workplace, [one.signed for one in stated])
    known = {read_slice(one.signed.content).id: one.acknowledged for one in stated}
    for held in _mine(session):
        # what closed is stated until the Département knows that it is closed here
        last = known.get(held.id, held.revision if held.state is EtatTranche.CLOSE else 0)
        if last > held.acknowledged:
            tranches.keep(session, replace(held, acknowledged=last))
    return changed


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
        if held.id not in present and held.state is not EtatTranche.CLOSE:
            tranches.keep(
                session,
                replace(held, state=EtatTranche.CLOSE, acknowledged=held.revision),
            )
            _note(session, workplace, "tranche_close", held.number)
    return changed


def _store_one(
    session: "Session", workplace: Workplace, document: SignedSlice, found: Slice
) -> bool:
    """Keep one slice; an older statement than the one held is passed over."""
    held = tranches.load(session, found.id)
    if held is not None and found.revision <= held.revision:
        return False
    state = _STATES[found.state]
    if state is EtatTranche.ATTRIBUEE and held is not None and held.state is EtatTranche.RENDUE:
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
        ),
    )
    kinds = {EtatTranche.ATTRIBUEE: "tranche_recue", EtatTranche.A_RENDRE: "tranche_rappelee"}
    _note(session, workplace, kinds.get(state, "tranche_close"), found.number)
    return state in kinds


def _note_acknowledged(session: "Session", told: Sequence[Acknowledgement]) -> None:
    for one in told:
        held = tranches.load(session, one.slice)
        if held is not None and held.revision == one.revision:
            state = EtatTranche.CLOSE if one.returned else held.state
            tranches.keep(session, replace(held, acknowledged=one.revision, state=state))


def _told(held: Tranche) -> Acknowledgement:
    return Acknowledgement(
        slice=held.id,
        revision=held.revision,
        handed=held.handed,
        returned=held.state is EtatTranche.RENDUE,
    )


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
