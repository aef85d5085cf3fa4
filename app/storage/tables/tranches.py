"""Slices of carnets that the Département allotted to this laptop, and what its counters sent.

Nothing of a person: numbers of carnets, and figures without a name (docs/decisions/0034).
"""

from datetime import datetime

from sqlalchemy import text
from sqlalchemy.orm import Mapped, mapped_column

from app.storage.tables.base import Base


class TrancheRow(Base):
    """A slice as the Département signed it last. It serves the laptop that it names, no other.

    `state` is what this laptop made of it; `acknowledged` the revision that the Département knows
    to be here. `handed` counts the carnets of the slice that were handed over, `handed_known` those
    that the Département acknowledged; hand-overs up to the movement `told_through` may have been
    told.
    """

    __tablename__ = "tranches"

    id: Mapped[str] = mapped_column(primary_key=True)
    device_id: Mapped[str] = mapped_column(index=True)
    number: Mapped[int]
    revision: Mapped[int]
    state: Mapped[str]
    handed: Mapped[int]
    acknowledged: Mapped[int]
    key: Mapped[str]
    content: Mapped[bytes]
    signature: Mapped[bytes]
    received_at: Mapped[datetime]
    handed_known: Mapped[int] = mapped_column(server_default=text("0"))
    told_through: Mapped[int] = mapped_column(server_default=text("0"))


class CompteurHeriteRow(Base):
    """A figure that stood in the backup which this laptop was restored from."""

    __tablename__ = "compteurs_herites"
    __table_args__ = ({"sqlite_with_rowid": False},)

    month: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str] = mapped_column(primary_key=True)
    count: Mapped[int]


class MoisEnvoyeRow(Base):
    """A month whose figures the Département acknowledged from this laptop."""

    __tablename__ = "mois_envoyes"
    __table_args__ = ({"sqlite_with_rowid": False},)

    month: Mapped[str] = mapped_column(primary_key=True)
    revision: Mapped[int]
    digest: Mapped[str]
    epoch: Mapped[str]
