"""Table of the blank papers printed ahead for a day without power, network or printer.

Numbers, days and agents: nothing of a person. What was written on a sheet is entered like any other
interview or mandate; this table never says which.
"""

from datetime import date

from sqlalchemy.orm import Mapped, mapped_column

from app.storage.tables.base import Base


class FeuilleSecoursRow(Base):
    """A numbered blank sheet, and what became of it."""

    __tablename__ = "feuilles_secours"

    numero: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[str]
    state: Mapped[str] = mapped_column(index=True)
    printed_on: Mapped[date]
    printed_by: Mapped[str]
    settled_on: Mapped[date | None]
    settled_by: Mapped[str | None]
