"""Marks of erasures that laptops deposit: digests under keys that the service does not have."""

from datetime import date

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.department.database.base import Base


class ErasureMarkRow(Base):
    """One mark. `ledger` is a name that says neither which laptop nor whose records."""

    __tablename__ = "erasure_mark"
    structure_id: Mapped[str] = mapped_column(ForeignKey("structure.id"), primary_key=True)
    ledger: Mapped[str] = mapped_column(String(32), primary_key=True)
    sequence: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    mark: Mapped[str] = mapped_column(String(32))
    received_on: Mapped[date]
    __table_args__ = (
        UniqueConstraint("structure_id", "ledger", "mark"),
        Index(None, "received_on"),
    )
