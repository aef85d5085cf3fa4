"""Tables of the prescriptions and of their way to the Département and back."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.storage.tables.base import Base, Retained


class PrescriptionRow(Retained, Base):
    """A prescription and where it stands."""

    __tablename__ = "prescriptions"
    __table_args__ = (
        Index(None, "suivi", "prescribed_on"),
        Index(None, "prescribed_on"),
        Index(None, "agent_id", "prescribed_on"),
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(unique=True)
    personne_id: Mapped[str] = mapped_column(ForeignKey("personnes.id"), index=True)
    entretien_id: Mapped[str] = mapped_column(ForeignKey("entretiens.id"), index=True)
    agent_id: Mapped[str] = mapped_column(ForeignKey("agents.id"))
    prescribed_on: Mapped[date]
    service: Mapped[str]
    carnets: Mapped[int]
    convention_hash: Mapped[str]
    questionnaire_hash: Mapped[str]
    categorie: Mapped[int | None]
    revision: Mapped[int]
    earlier: Mapped[str | None] = mapped_column(index=True)
    suivi: Mapped[str]
    suivi_at: Mapped[datetime]


class NumeroRow(Base):
    """The last number given to a reference in a year; a number is never given twice."""

    __tablename__ = "numeros"
    __table_args__ = ({"sqlite_with_rowid": False},)

    year: Mapped[int] = mapped_column(primary_key=True)
    last: Mapped[int]


class EnvoiRow(Base):
    """Something to send. No foreign key: a nameless withdrawal outlives its prescription."""

    __tablename__ = "envois"
    __table_args__ = (
        UniqueConstraint("item_id", "kind", "revision"),
        Index(None, "state", "sequence"),
        {"sqlite_autoincrement": True},  # oldest first even after the last row was removed
    )

    sequence: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[str]
    kind: Mapped[str]
    revision: Mapped[int]
    payload: Mapped[str]
    state: Mapped[str]
    attempts: Mapped[int]
    last_code: Mapped[str]
    last_at: Mapped[datetime | None]
    last_place: Mapped[str] = mapped_column(server_default="")


class DecisionRow(Base):
    """The Département's decision on a prescription."""

    __tablename__ = "decisions"

    prescription_id: Mapped[str] = mapped_column(ForeignKey("prescriptions.id"), primary_key=True)
    sens: Mapped[str]
    decided_on: Mapped[date]
    motif: Mapped[str]
    message: Mapped[str]
    received_at: Mapped[datetime]


class RapportRow(Base):
    """A synchronisation, from before it starts."""

    __tablename__ = "rapports"

    id: Mapped[int] = mapped_column(primary_key=True)
    agent_id: Mapped[str | None]
    started_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]
    state: Mapped[str]
    code: Mapped[str]
    decisions: Mapped[int]


class RapportItemRow(Base):
    """What became of one item in one synchronisation."""

    __tablename__ = "rapport_items"

    id: Mapped[int] = mapped_column(primary_key=True)
    rapport_id: Mapped[int] = mapped_column(ForeignKey("rapports.id"), index=True)
    item_id: Mapped[str] = mapped_column(index=True)
    code: Mapped[str]
