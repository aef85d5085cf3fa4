"""The table of erasures: keyed marks of what must never come back from a backup."""

from datetime import date

from sqlalchemy.orm import Mapped, mapped_column

from app.storage.tables.base import Base


class EffacementRow(Base):
    """A record that was erased, by a mark from which nobody finds it again."""

    __tablename__ = "effacements"
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: Mapped[int] = mapped_column(primary_key=True)
    mark: Mapped[str] = mapped_column(unique=True)
    erased_on: Mapped[date]
