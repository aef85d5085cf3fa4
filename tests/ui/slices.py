"""Slices of carnets on a laptop, as a synchronisation would have left them."""

from datetime import UTC, date, datetime

from app.domain.carnets import Run
from app.storage import appareil, tranches
from app.storage.tranches import EtatTranche, Tranche
from app.sync.protocol.signing import new_signing_key
from app.sync.protocol.slices import Numbered, Slice, SliceState, sign_slice
from app.usecases.workplace import Workplace

SIGNING = new_signing_key()


def kept_slice(
    place: Workplace, number: int, *, first: int = 0, state: EtatTranche = EtatTranche.ATTRIBUEE
) -> str:
    """Keep a slice of twenty carnets from `first`, or of twenty to promise; return its id."""
    with place.database.reading() as session:
        device = appareil.load(session)
    assert device is not None
    id_ = f"01935a6e-7b00-7abc-8def-{number:012}"
    run = Run(first=first, last=first + 19)
    numbered = Numbered(lot="2026-B", operator="Opérateur", prefix="EX-", digits=6, run=run)
    stated = Slice(
        id=id_,
        number=number,
        revision=1,
        structure=place.structure.code,
        device=device.device_id,
        state=SliceState.ATTRIBUEE,
        carnets=20,
        issued_at=datetime(2026, 11, 20, 9, 0, tzinfo=UTC),
        valid_until=date(2027, 6, 30),
        numbered=numbered if first else None,
    )
    signed = sign_slice(stated, SIGNING)
    with place.database.writing() as session:
        tranches.keep(
            session,
            Tranche(
                id=id_,
                device_id=device.device_id,
                number=number,
                revision=1,
                state=state,
                key=signed.key,
                content=signed.content,
                signature=signed.signature,
                received_at=stated.issued_at,
                acknowledged=1,
            ),
        )
    return id_
