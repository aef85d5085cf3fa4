"""Slices of carnets allotted to this laptop, kept as they were signed.

Functions take the caller's session and never commit. A slice serves the laptop that it names: what
a restored backup brings of another one's stays and is never shown nor acknowledged.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.storage.tables.tranches import TrancheRow


class EtatTranche(StrEnum):
    """Where a slice stands on this laptop."""

    ATTRIBUEE = "attribuee"
    RENDUE = "rendue"  # given back here; the Département does not know yet
    A_RENDRE = "a_rendre"  # called back by the Département
    CLOSE = "close"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tranche:
    """A slice. `content` and `signature` are the Département's, under its signing key `key`.

    `handed` counts what was handed over of it here, `handed_known` what the Département knows of
    that; `acknowledged` is the revision that it knows to be here. Hand-overs up to the movement
    `told_through` may have been told: they are not taken back any more.
    """

    id: str
    device_id: str
    number: int
    revision: int
    state: EtatTranche
    key: str
    content: bytes
    signature: bytes
    received_at: datetime
    handed: int = 0
    acknowledged: int = 0
    handed_known: int = 0
    told_through: int = 0

    @property
    def to_tell(self) -> bool:
        """Tell whether the Département does not know yet how this slice stands here.

        What was handed over is told before a slice closes: of a closed one, its closing is left.
        """
        if self.acknowledged < self.revision or self.state is EtatTranche.RENDUE:
            return True
        return self.handed != self.handed_known and self.state is not EtatTranche.CLOSE


def keep(session: Session, tranche: Tranche) -> None:
    """Keep a slice as it stands, in place of how it stood."""
    session.merge(
        TrancheRow(
            id=tranche.id,
            device_id=tranche.device_id,
            number=tranche.number,
            revision=tranche.revision,
            state=tranche.state.value,
            handed=tranche.handed,
            acknowledged=tranche.acknowledged,
            key=tranche.key,
            content=tranche.content,
            signature=tranche.signature,
            received_at=tranche.received_at,
            handed_known=tranche.handed_known,
            told_through=tranche.told_through,
        )
    )
    session.flush()


def load(session: Session, id_: str) -> Tranche | None:
    """Return one slice."""
    row = session.get(TrancheRow, id_)
    return None if row is None else _tranche(row)


def tell_again(session: Session) -> None:
    """Let everything be told again to a Département that may have lost what it knew."""
    session.execute(update(TrancheRow).values(acknowledged=0, handed_known=0))


def of_device(session: Session, device_id: str) -> Sequence[Tranche]:
    """Return the slices of a laptop in the order of their numbers."""
    rows = session.scalars(
        select(TrancheRow).where(TrancheRow.device_id == device_id).order_by(TrancheRow.number)
    )
    return [_tranche(row) for row in rows]


def _tranche(row: TrancheRow) -> Tranche:
    return Tranche(
        id=row.id,
        device_id=row.device_id,
        number=row.number,
        revision=row.revision,
        state=EtatTranche(row.state),
        key=row.key,
        content=row.content,
        signature=row.signature,
        received_at=row.received_at,
        handed=row.handed,
        acknowledged=row.acknowledged,
        handed_known=row.handed_known,
        told_through=row.told_through,
    )
