"""Tables of the persons who are helped, of their interviews and of their papers."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.storage.tables.base import Base, Retained


class PersonneRow(Retained, Base):
    """A person; the `_norm` columns serve the search, the `_son` columns the doubles."""

    __tablename__ = "personnes"
    __table_args__ = (
        Index(None, "nom_norm", "prenom_norm"),
        Index(None, "prenom_norm", "nom_norm"),
        Index(None, "owner", "nom_norm", "prenom_norm"),
        Index(None, "owner", "prenom_norm", "nom_norm"),
        Index(None, "code_insee", "nom_son"),
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    owner: Mapped[str] = mapped_column(ForeignKey("agents.id"))
    nom: Mapped[str]
    prenom: Mapped[str]
    nom_norm: Mapped[str]
    prenom_norm: Mapped[str]
    nom_son: Mapped[str]
    prenom_son: Mapped[str]
    civilite: Mapped[str]
    tranche_age: Mapped[str]
    foyer: Mapped[str] = mapped_column(index=True)
    voie: Mapped[str]
    code_postal: Mapped[str]
    commune: Mapped[str]
    code_insee: Mapped[str]
    chez: Mapped[str]
    complement: Mapped[str]
    residence: Mapped[str]
    lieu_dit: Mapped[str]
    domiciliation_ccas: Mapped[bool]


class ConsentementRow(Base):
    """What the person answered to the notice."""

    __tablename__ = "consentements"

    entretien_id: Mapped[str] = mapped_column(ForeignKey("entretiens.id"), primary_key=True)
    prescription: Mapped[bool]
    questionnaire: Mapped[bool]
    indicateurs: Mapped[bool]
    recontact: Mapped[bool]
    lecture: Mapped[str]
    notice_version: Mapped[str]
    given_on: Mapped[date]


class ChoixRow(Base):
    """What was decided after the diagnosis."""

    __tablename__ = "choix"

    entretien_id: Mapped[str] = mapped_column(ForeignKey("entretiens.id"), primary_key=True)
    service: Mapped[str]
    carnets: Mapped[int]
    advised: Mapped[str]
    reason: Mapped[str]


class EntretienRow(Retained, Base):
    """An interview; `reponses_erased_on` says since when its answers are gone."""

    __tablename__ = "entretiens"
    __table_args__ = (
        Index(None, "agent_id", "on_hold"),
        Index(None, "agent_id", "touched_at", sqlite_where=text("issue IS NULL")),  # « À finir »
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    agent_id: Mapped[str] = mapped_column(ForeignKey("agents.id"))
    personne_id: Mapped[str | None] = mapped_column(ForeignKey("personnes.id"), index=True)
    canal: Mapped[str]
    opened_at: Mapped[datetime]
    touched_at: Mapped[datetime]
    etape: Mapped[str]
    convention_hash: Mapped[str]
    questionnaire_hash: Mapped[str]
    position: Mapped[str]
    on_hold: Mapped[bool]
    exercice: Mapped[int | None]
    issue: Mapped[str | None]
    reponses_erased_on: Mapped[date | None]
    consentement: Mapped[ConsentementRow | None] = relationship(
        lazy="joined", cascade="all, delete-orphan"
    )
    choix: Mapped[ChoixRow | None] = relationship(lazy="joined", cascade="all, delete-orphan")


class ReponseRow(Base):
    """One answer; the value is JSON."""

    __tablename__ = "reponses"
    __table_args__ = ({"sqlite_with_rowid": False},)

    entretien_id: Mapped[str] = mapped_column(ForeignKey("entretiens.id"), primary_key=True)
    path: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str]


class DiagnosticRow(Base):
    """The diagnosis as it was shown, with the material that gave it."""

    __tablename__ = "diagnostics"

    entretien_id: Mapped[str] = mapped_column(ForeignKey("entretiens.id"), primary_key=True)
    content: Mapped[str]
    guide_hash: Mapped[str]
    established_at: Mapped[datetime]


class PapierRow(Retained, Base):
    """A paper: what it belongs to, what happened to it and by whom.

    `mandat_id` has no foreign key: the papers of a mandate are erased before it. `exemplaire` is 1
    or 2 for its two originals, 0 for a paper that has no number.
    """

    __tablename__ = "papiers"
    __table_args__ = (
        Index(None, "wanted_on", sqlite_where=text("printed_on IS NULL")),  # « à imprimer »
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[str]
    entretien_id: Mapped[str | None] = mapped_column(ForeignKey("entretiens.id"), index=True)
    prescription_id: Mapped[str | None] = mapped_column(ForeignKey("prescriptions.id"), index=True)
    personne_id: Mapped[str | None] = mapped_column(ForeignKey("personnes.id"), index=True)
    wanted_on: Mapped[date]
    printed_on: Mapped[date | None]
    signed_on: Mapped[date | None]
    handed_on: Mapped[date | None]
    pdf_hash: Mapped[str]
    mandat_id: Mapped[str | None] = mapped_column(index=True)
    exemplaire: Mapped[int] = mapped_column(server_default="0")
    printed_by: Mapped[str | None]
    signed_by: Mapped[str | None]
    handed_by: Mapped[str | None]
