"""Tables of the journal of accesses and acts."""

from datetime import datetime

from sqlalchemy import Dialect, Index
from sqlalchemy.orm import Mapped, mapped_column

from app.domain.journal import ILLISIBLE
from app.storage.tables.base import Base, UtcInstant


class JournalInstant(UtcInstant):
    """An instant of the journal; one that was made unreadable is a change to find, not a crash."""

    cache_ok = True

    def process_result_value(self, value: str | None, dialect: Dialect) -> datetime | None:
        """Read the instant back, `ILLISIBLE` where it is none."""
        try:
            at = super().process_result_value(value, dialect)
        except (ValueError, TypeError):
            return ILLISIBLE
        return ILLISIBLE if at is not None and at.tzinfo is None else at


class JournalRow(Base):
    """An entry; `empreinte` is the digest of the one before and of this one."""

    __tablename__ = "journal"
    __table_args__ = (Index(None, "pseudonyme"), {"sqlite_with_rowid": False})

    segment: Mapped[str] = mapped_column(primary_key=True)
    rang: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(JournalInstant())
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
    scelle_at: Mapped[datetime | None] = mapped_column(JournalInstant())
    cle: Mapped[bytes]
    signature: Mapped[bytes]
    retire: Mapped[bool]


class PseudonymeRow(Base):
    """What a record is called in the journal; erased with the record."""

    __tablename__ = "journal_pseudonymes"

    subject_id: Mapped[str] = mapped_column(primary_key=True)
    pseudonyme: Mapped[str] = mapped_column(unique=True)
