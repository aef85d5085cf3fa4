"""What the devices sent and what the Département decided about it."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    ForeignKey,
    Index,
    LargeBinary,
    String,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.department.database.actors import AccountRow, StructureRow
from app.department.database.base import Base, ordered_text


class Etat(StrEnum):
    """Where a prescription stands at the Département."""

    A_DECIDER = "a_decider"
    ACCEPTEE = "acceptee"
    REFUSEE = "refusee"
    RETIREE = "retiree"  # withdrawn by the structure; its payload is gone
    EFFACEE = "effacee"  # the person was erased here; the random identifier alone is kept


class Sort(StrEnum):
    """What a person did with a conflict."""

    OUVERT = "ouvert"
    GARDEE = "gardee"  # what was there first stays
    REMPLACEE = "remplacee"  # the other content took its place


class Courrier(StrEnum):
    """Whether the letter that tells a decision was printed."""

    A_IMPRIMER = "a_imprimer"
    IMPRIME = "imprime"
    REMPLACE = "remplace"  # a later decision took its place before it was printed
    SANS_LETTRE = "sans_lettre"  # an agent said that none is to be printed


class PrescriptionRow(Base):
    """A prescription as its latest accepted revision states it.

    `sort_name` orders the list, the three keys find who may be the same person (decision 0033),
    `words` serve the search: all lower case without accents, and all made from the payload by the
    rule numbered `index_version`. A withdrawn prescription keeps its identifiers alone.
    """

    __tablename__ = "prescription"
    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    structure_id: Mapped[str] = mapped_column(ForeignKey("structure.id"))
    device_id: Mapped[str] = mapped_column(ForeignKey("device.id"))
    revision: Mapped[int] = mapped_column(BigInteger)
    reference: Mapped[str] = mapped_column(String(80))
    etat: Mapped[str] = mapped_column(String(16))
    received_at: Mapped[datetime]
    prescribed_on: Mapped[date | None]
    payload: Mapped[dict[str, Any]] = mapped_column(JSON)
    service: Mapped[str] = mapped_column(String(80), default="", server_default="")
    sort_name: Mapped[str] = mapped_column(ordered_text(420), default="", server_default="")
    name_key: Mapped[str] = mapped_column(String(420), default="", server_default="", index=True)
    sound_key: Mapped[str] = mapped_column(String(420), default="", server_default="", index=True)
    address_key: Mapped[str] = mapped_column(String(420), default="", server_default="", index=True)
    index_version: Mapped[int] = mapped_column(default=0, server_default="0", index=True)
    structure: Mapped[StructureRow] = relationship(lazy="joined", innerjoin=True)
    words: Mapped[list["WordRow"]] = relationship(
        cascade="all, delete-orphan", passive_deletes=True
    )
    # `service` at the end lets the filter be answered by the index alone.
    __table_args__ = (
        Index(None, "received_at", "id", "service"),
        Index(None, "etat", "received_at", "id", "service"),
        Index(None, "structure_id", "etat", "received_at", "id", "service"),
        Index(None, "sort_name", "id"),
        Index(None, "etat", "sort_name", "id"),
    )


class WordRow(Base):
    """A word under which the search finds a prescription; it goes with the prescription."""

    __tablename__ = "prescription_word"
    word: Mapped[str] = mapped_column(ordered_text(80), primary_key=True)
    prescription_id: Mapped[str] = mapped_column(
        ForeignKey("prescription.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    __table_args__ = ({"sqlite_with_rowid": False},)


class RevisionRow(Base):
    """A revision that was accepted; the digest is keyed, so it tells nothing without the key."""

    __tablename__ = "revision"
    prescription_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    revision: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    kind: Mapped[str] = mapped_column(String(24))
    digest: Mapped[bytes] = mapped_column(LargeBinary(32))
    device_id: Mapped[str] = mapped_column(ForeignKey("device.id"))
    received_at: Mapped[datetime]


class ConflictRow(Base):
    """Another content under an identifier and revision already received; a person settles it."""

    __tablename__ = "conflict"
    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    prescription_id: Mapped[str] = mapped_column(String(36), index=True)
    revision: Mapped[int] = mapped_column(BigInteger)
    kind: Mapped[str] = mapped_column(String(24))
    digest: Mapped[bytes] = mapped_column(LargeBinary(32))
    structure_id: Mapped[str] = mapped_column(ForeignKey("structure.id"))
    device_id: Mapped[str] = mapped_column(ForeignKey("device.id"))
    payload: Mapped[dict[str, Any]] = mapped_column(JSON)
    received_at: Mapped[datetime]
    sort: Mapped[str] = mapped_column(String(16), index=True)
    settled_at: Mapped[datetime | None]
    settled_by: Mapped[str | None] = mapped_column(ForeignKey("account.id"))
    structure: Mapped[StructureRow] = relationship(lazy="joined", innerjoin=True)
    __table_args__ = (UniqueConstraint("prescription_id", "revision", "digest", "device_id"),)


class DecisionRow(Base):
    """A decision; a correction is another row with the next number, nothing is overwritten."""

    __tablename__ = "decision"
    prescription_id: Mapped[str] = mapped_column(ForeignKey("prescription.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    revision: Mapped[int] = mapped_column(BigInteger)  # what the agent had before his eyes
    sens: Mapped[str] = mapped_column(String(16))
    motif: Mapped[str] = mapped_column(String(80))
    message: Mapped[str] = mapped_column(Text)
    decided_on: Mapped[date]
    decided_at: Mapped[datetime]
    account_id: Mapped[str] = mapped_column(ForeignKey("account.id"))
    courrier: Mapped[str] = mapped_column(
        String(16), default=Courrier.A_IMPRIMER, server_default=Courrier.A_IMPRIMER.value
    )
    account: Mapped[AccountRow] = relationship(lazy="joined", innerjoin=True)
    __table_args__ = (Index(None, "courrier", "decided_at", "prescription_id", "number"),)
