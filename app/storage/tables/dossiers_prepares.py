"""The dossiers prepared on Démarches simplifiées, and what the Département told of them."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from app.storage.tables.base import Base


class DossierPrepareRow(Base):
    """A draft on the platform. No foreign key: its number outlives an erased prescription.

    The token and the address open the person's data: they stand here alone, encrypted with all the
    rest, and go with the person.
    """

    __tablename__ = "dossiers_prepares"
    __table_args__ = (
        Index(None, "prescription_id"),
        Index(None, "etat", "since"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    prescription_id: Mapped[str]
    revision: Mapped[int]
    etat: Mapped[str]
    since: Mapped[datetime]
    current: Mapped[bool]
    numero: Mapped[int]
    empreinte: Mapped[str]
    jeton: Mapped[str]
    url: Mapped[str]
    tried_at: Mapped[datetime]
    prefilled_at: Mapped[datetime | None]
    seen_at: Mapped[datetime | None]
    submitted_at: Mapped[datetime | None]
    processed_at: Mapped[datetime | None]


class ReponseRelayeeRow(Base):
    """What the Département's service last told of a dossier: the motive, which the platform hides.

    Kept apart from the decision, which the platform may tell before or after it.
    """

    __tablename__ = "reponses_relayees"

    prescription_id: Mapped[str] = mapped_column(ForeignKey("prescriptions.id"), primary_key=True)
    sens: Mapped[str]
    decided_on: Mapped[date]
    motif: Mapped[str]
    message: Mapped[str]
