"""Tables of the anonymous counters: no key of a record, no instant, no order."""

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.storage.tables.base import Base


class CompteurRow(Base):
    """How often a value was counted in a month. Without rowid: rows lie in the key's order."""

    __tablename__ = "compteurs"
    __table_args__ = ({"sqlite_with_rowid": False},)

    month: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str] = mapped_column(primary_key=True)
    count: Mapped[int]


class AttenteRow(Base):
    """What was counted and waits to be added, shuffled, as one JSON list."""

    __tablename__ = "compteurs_en_attente"
    __table_args__ = (CheckConstraint("id = 1", name="single"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    acts: Mapped[int]
    content: Mapped[str]


class MoisGeleRow(Base):
    """A month whose figures were reported and do not change any more."""

    __tablename__ = "mois_geles"
    __table_args__ = ({"sqlite_with_rowid": False},)

    month: Mapped[str] = mapped_column(primary_key=True)
