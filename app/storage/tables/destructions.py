"""Tables of what was destroyed, without a name, and of what is kept past its term for a reason."""

from datetime import date, datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from app.storage.tables.base import Base


class DestructionRow(Base):
    """A destruction: counts by kind, never whose. Open until `ended_at`; then it is signed."""

    __tablename__ = "destructions"
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: Mapped[int] = mapped_column(primary_key=True)
    numero: Mapped[str] = mapped_column(unique=True)
    motif: Mapped[str]
    regle: Mapped[str]
    agent_id: Mapped[str | None] = mapped_column(ForeignKey("agents.id"))
    begun_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    bilan: Mapped[str]  # JSON: how many of each kind
    attestation: Mapped[bytes]  # what was signed; empty until then
    signature: Mapped[bytes]
    reference: Mapped[str] = mapped_column(server_default="")  # of a mandate; names nobody


class ConservationRow(Base):
    """A person kept past her term, why and until when. Erased with her."""

    __tablename__ = "conservations"

    personne_id: Mapped[str] = mapped_column(ForeignKey("personnes.id"), primary_key=True)
    motif: Mapped[str]
    until: Mapped[date]
    agent_id: Mapped[str] = mapped_column(ForeignKey("agents.id"))
    at: Mapped[datetime]
    former: Mapped[str]  # JSON: the terms before, by table and id, so that it can be lifted
