"""Tables of the requests by which persons exercise their rights, and of the breach log."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from app.storage.tables.base import Base, Retained


class DemandeRow(Retained, Base):
    """A request. Erasing the person empties who it was and what was said; the rest stays."""

    __tablename__ = "demandes"
    __table_args__ = (Index(None, "closed_on", "recue_at"),)

    id: Mapped[str] = mapped_column(primary_key=True)
    numero: Mapped[str] = mapped_column(unique=True)
    personne_id: Mapped[str | None] = mapped_column(ForeignKey("personnes.id"), index=True)
    personne: Mapped[str]
    joindre: Mapped[str]
    droits: Mapped[str]  # JSON list of codes
    recue_at: Mapped[datetime]
    canal: Mapped[str]
    recue_par: Mapped[str]
    agent_id: Mapped[str] = mapped_column(ForeignKey("agents.id"))
    mots: Mapped[str]
    representant: Mapped[str]
    representant_justifie: Mapped[bool]
    doute_identite: Mapped[bool]
    faits: Mapped[str]  # JSON list of [code, instant]
    transmise_at: Mapped[datetime | None]
    transmise_canal: Mapped[str]
    retard: Mapped[str]
    accusee_at: Mapped[datetime | None]
    repondue_on: Mapped[date | None]
    reponse: Mapped[str]
    closed_on: Mapped[date | None]


class ViolationRow(Retained, Base):
    """A breach as it is known so far; what was sent of it stands in `violation_envois`."""

    __tablename__ = "violations"

    id: Mapped[str] = mapped_column(primary_key=True)
    numero: Mapped[str] = mapped_column(unique=True)
    agent_id: Mapped[str] = mapped_column(ForeignKey("agents.id"))
    connue_at: Mapped[datetime]
    contenu: Mapped[str]  # JSON: counts, codes and a few short sentences, nobody's name
    closed_on: Mapped[date | None]


class ViolationEnvoiRow(Base):
    """A notification of a breach, initial or complementary, as it left."""

    __tablename__ = "violation_envois"
    __table_args__ = ({"sqlite_with_rowid": False},)

    violation_id: Mapped[str] = mapped_column(ForeignKey("violations.id"), primary_key=True)
    rang: Mapped[int] = mapped_column(primary_key=True)
    contenu: Mapped[str]
    at: Mapped[datetime]
    canal: Mapped[str]
    retard: Mapped[str]


class NumeroRegistreRow(Base):
    """The last number given in a register and a year; a number is never given twice."""

    __tablename__ = "numeros_registres"
    __table_args__ = ({"sqlite_with_rowid": False},)

    registre: Mapped[str] = mapped_column(primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True)
    last: Mapped[int]
