"""What this laptop's slices let it hand out of the lots that the Département's service keeps."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from app.domain.carnets import Run
from app.domain.carnets_registre import Lot, Tenu
from app.storage import appareil, carnets, tranches
from app.storage.tranches import EtatTranche, Tranche
from app.sync.protocol.slices import Numbered, read_slice
from app.usecases.workplace import Workplace

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


def usable_slices(
    session: "Session", workplace: Workplace, day: date | None = None
) -> Mapping[str, Sequence[Run]]:
    """Return the carnets that this laptop may hand out on a day, today without one, by lot."""
    found: dict[str, list[Run]] = {}
    for _, numbered in _usable(session, workplace, day):
        lot = carnets.lot_named(session, numbered.lot)
        if lot is not None:
            found.setdefault(lot.id, []).append(numbered.run)
    return found


def last_days(session: "Session") -> frozenset[date]:
    """Return the last days of the slices of carnets with numbers that are open, over or not."""
    return frozenset(until for _, _, until in _open(session))


def slice_of(
    session: "Session", workplace: Workplace, lot: Lot, number: int, day: date
) -> Tranche | None:
    """Return the slice out of which a carnet goes, None where this laptop keeps the lot itself."""
    if lot.tenu is Tenu.POSTE:
        return None
    return next(
        (
            held
            for held, numbered in _usable(session, workplace, day)
            if numbered.lot == lot.name and numbered.run.first <= number <= numbered.run.last
        ),
        None,
    )


def _usable(
    session: "Session", workplace: Workplace, day: date | None
) -> list[tuple[Tranche, Numbered]]:
    """Return the slices of carnets with numbers that are open, and in date on a day."""
    on = day or workplace.clock.today()
    return [(held, which) for held, which, until in _open(session) if on <= until]


def _open(session: "Session") -> list[tuple[Tranche, Numbered, date]]:
    device = appareil.load(session)
    found: list[tuple[Tranche, Numbered, date]] = []
    for held in tranches.of_device(session, device.device_id) if device else ():
        stated = read_slice(held.content)
        if held.state is EtatTranche.ATTRIBUEE and stated.numbered is not None:
            found.append((held, stated.numbered, stated.valid_until))
    return found
