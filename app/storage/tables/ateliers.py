"""Table of the workshops: what was done and how many came, nothing of who came."""

from datetime import date

from sqlalchemy import CheckConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from app.storage.tables.base import Base


class AtelierRow(Base):
    """A workshop. `publics` is emptied with the month's report: the counters have it then."""

    __tablename__ = "ateliers"
    __table_args__ = (
        CheckConstraint("participants > 0", name="participants"),
        Index("ix_ateliers_day", "day"),
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    day: Mapped[date]
    month: Mapped[str]  # in which it is counted: the next open one where its own was told
    participants: Mapped[int]
    content: Mapped[str]  # JSON: themes, minutes, place, level, equipment, what the profile adds
    publics: Mapped[str]  # JSON: how many of each, one dimension at a time; what it counted
