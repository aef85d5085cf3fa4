"""Tables of the journal of accesses and acts."""

from datetime import datetime

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from app.storage.tables.base import Base


class JournalRow(Base):
    """An entry; `empreinte` is the digest of the one before and of this one."""

    __tablename__ = "journal"
    __table_args__ = (Index(None, "pseudonyme"), {"sqlite_with_rowid": False})

    segment: Mapped[str] = mapped_column(primary_key=True)
    rang: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    agent_id: Mapped[str]
    kind: Mapped[str]
    detail: Mapped[str]
    pseudonyme: Mapped[str]
    empreinte: Mapped[str]


class SegmentRow(Base):
    """A month of the journal. The row stays when its entries are gone, so the chain holds."""

    __tablename__ = "journal_segments"

    segment: Mapped[str] = mapped_column(primary_key=True)
    origine: Mapped[str]
    nombre: Mapped[int]
    derniere: Mapped[str]
    scelle_at: Mapped[datetime | None]
    cle: Mapped[bytes]
    signature: Mapped[bytes]
    retire: Mapped[bool]


class PseudonymeRow(Base):
    """What a record is called in the journal; erased with the record."""

    __tablename__ = "journal_pseudonymes"

    subject_id: Mapped[str] = mapped_column(primary_key=True)
    pseudonyme: Mapped[str] = mapped_column(unique=True)
