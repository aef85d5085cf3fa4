"""Tables of the versions of the questionnaire and of diagnoses made again under another."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from app.storage.tables.base import Base


class VersionQuestionnaireRow(Base):
    """A version that this laptop may use; its content stands in `materiel`, under `sha256`."""

    __tablename__ = "versions_questionnaire"

    sha256: Mapped[str] = mapped_column(primary_key=True)
    titre: Mapped[str]
    numero: Mapped[str]
    source: Mapped[str]
    fichier: Mapped[str]
    imported_at: Mapped[datetime]
    imported_by: Mapped[str | None] = mapped_column(ForeignKey("agents.id"))


class ActivationQuestionnaireRow(Base):
    """The moment from which a version is in force; the last row says which one is now."""

    __tablename__ = "activations_questionnaire"
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: Mapped[int] = mapped_column(primary_key=True)
    sha256: Mapped[str] = mapped_column(ForeignKey("versions_questionnaire.sha256"))
    at: Mapped[datetime]
    agent_id: Mapped[str | None] = mapped_column(ForeignKey("agents.id"))


class ReevaluationRow(Base):
    """A diagnosis made again under another guide; the first stays in `diagnostics`."""

    __tablename__ = "reevaluations"

    id: Mapped[str] = mapped_column(primary_key=True)
    entretien_id: Mapped[str] = mapped_column(ForeignKey("entretiens.id"), index=True)
    content: Mapped[str]
    guide_hash: Mapped[str]
    established_at: Mapped[datetime]
    agent_id: Mapped[str] = mapped_column(ForeignKey("agents.id"))
