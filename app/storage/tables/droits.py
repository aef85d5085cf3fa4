"""Tables of what persons asked of their data, and of the files that left with data of theirs."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from app.storage.tables.base import Base


class ExportRow(Base):
    """A file that left. Its path stands here alone, encrypted with all the rest."""

    __tablename__ = "exports"

    id: Mapped[str] = mapped_column(primary_key=True)
    personne_id: Mapped[str | None] = mapped_column(ForeignKey("personnes.id"), index=True)
    entretien_id: Mapped[str | None] = mapped_column(ForeignKey("entretiens.id"), index=True)
    prescription_id: Mapped[str | None] = mapped_column(ForeignKey("prescriptions.id"), index=True)
    kind: Mapped[str]
    lieu: Mapped[str]
    chiffre: Mapped[bool]
    chemin: Mapped[str]
    sha256: Mapped[str]
    agent_id: Mapped[str] = mapped_column(ForeignKey("agents.id"))
    at: Mapped[datetime]
    sort: Mapped[str]
    mandat_id: Mapped[str | None] = mapped_column(index=True)  # erased before the mandate


class LimitationRow(Base):
    """A limited record: triggers of the database refuse what would use or change it."""

    __tablename__ = "limitations"

    personne_id: Mapped[str] = mapped_column(ForeignKey("personnes.id"), primary_key=True)
    motif: Mapped[str]
    agent_id: Mapped[str] = mapped_column(ForeignKey("agents.id"))
    at: Mapped[datetime]


class OppositionRow(Base):
    """A purpose to which the person says no, after having agreed or without being asked."""

    __tablename__ = "oppositions"

    personne_id: Mapped[str] = mapped_column(ForeignKey("personnes.id"), primary_key=True)
    finalite: Mapped[str] = mapped_column(primary_key=True)
    droit: Mapped[str]  # a withdrawal or an objection
    agent_id: Mapped[str] = mapped_column(ForeignKey("agents.id"))
    at: Mapped[datetime]
