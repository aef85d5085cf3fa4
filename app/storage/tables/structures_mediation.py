"""Places that help with digital life: the catalogue in force, and what was verified by hand.

Nothing of a person: places, their hours, whom to call (docs/decisions/0047).
"""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from app.storage.tables.base import Base


class CatalogueRow(Base):
    """A list that was taken in. `en_vigueur` marks the one that serves; another is being written.

    `arrete_le` is the day of the newest line of the list, where its lines say one; `rapport` what
    became of each line that was not taken as it stood, as JSON.
    """

    __tablename__ = "catalogues_structures"
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: Mapped[int] = mapped_column(primary_key=True)
    en_vigueur: Mapped[bool]
    source: Mapped[str]
    fichier: Mapped[str]
    sha256: Mapped[str]
    version: Mapped[str]
    arrete_le: Mapped[date | None]
    imported_at: Mapped[datetime]
    imported_by: Mapped[str | None] = mapped_column(ForeignKey("agents.id"))
    rapport: Mapped[str]


class StructureMediationRow(Base):
    """A line of a list. Sets of the standard's words are bits, in the order of the enumerations.

    `nom_cherche` and `commune_cherche` are written without accents, as one looks for them.
    """

    __tablename__ = "structures_mediation"
    __table_args__ = (
        Index("ix_structures_mediation_nom_cherche", "catalogue_id", "nom_cherche"),
        Index("ix_structures_mediation_commune_cherche", "catalogue_id", "commune_cherche"),
        {"sqlite_with_rowid": False},
    )

    catalogue_id: Mapped[int] = mapped_column(
        ForeignKey("catalogues_structures.id"), primary_key=True
    )
    numero: Mapped[int] = mapped_column(primary_key=True)
    standard_id: Mapped[str] = mapped_column(index=True)
    pivot: Mapped[str]
    nom_cherche: Mapped[str]
    commune_cherche: Mapped[str]
    code_insee: Mapped[str]
    latitude: Mapped[float | None]
    longitude: Mapped[float | None]
    services: Mapped[int]
    publics: Mapped[int]
    prises_en_charge: Mapped[int]
    frais: Mapped[int]
    acces: Mapped[int]
    accompagnements: Mapped[int]
    horaires: Mapped[str]
    accepte_pass: Mapped[str]
    contenu: Mapped[str]


class VerificationStructureRow(Base):
    """What the référent verified of a place by hand: it outlives the lists that come after.

    `pivot` and `nom_cherche` find the place again when another list gives it another identifier.
    """

    __tablename__ = "verifications_structures"

    standard_id: Mapped[str] = mapped_column(primary_key=True)
    pivot: Mapped[str] = mapped_column(index=True)
    nom_cherche: Mapped[str]
    accepte_pass: Mapped[str]
    verifie_le: Mapped[date | None]
    note: Mapped[str]
    changed_at: Mapped[datetime]
    agent_id: Mapped[str] = mapped_column(ForeignKey("agents.id"))
