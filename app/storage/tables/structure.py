"""Tables of the structure, its agents, its settings and this device."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from app.storage.tables.base import Base


class StructureRow(Base):
    """The one structure of this vault."""

    __tablename__ = "structure"
    __table_args__ = (CheckConstraint("id = 1", name="single"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str]
    name: Mapped[str]
    adresse: Mapped[str]  # JSON list of lines
    telephone: Mapped[str]
    courriel: Mapped[str]


class AgentRow(Base):
    """A worker; the row of a removed one stays, because records name him."""

    __tablename__ = "agents"

    id: Mapped[str] = mapped_column(primary_key=True)
    prenom: Mapped[str]
    nom: Mapped[str]
    fonction: Mapped[str]
    created_on: Mapped[date]
    removed_on: Mapped[date | None]


class ParametreRow(Base):
    """A setting, or something the program must remember of itself; the value is JSON."""

    __tablename__ = "parametres"
    __table_args__ = ({"sqlite_with_rowid": False},)

    key: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str]


class AppareilRow(Base):
    """This device before the Département."""

    __tablename__ = "appareil"
    __table_args__ = (CheckConstraint("id = 1", name="single"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    device_id: Mapped[str]
    signing_key: Mapped[bytes]
    receiving_key: Mapped[bytes]
    state: Mapped[str]
    service_url: Mapped[str]
    departement_keys: Mapped[str]
    epoch: Mapped[str]
    high_water: Mapped[int]
    activated_on: Mapped[date | None]


class MaterielRow(Base):
    """A version of published material, or what was compiled from it. Versions are kept."""

    __tablename__ = "materiel"

    sha256: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    content: Mapped[bytes]
    added_on: Mapped[date]


class AccesRow(Base):
    """The opening of a colleague's record. Erasing the person empties `personne_id`."""

    __tablename__ = "acces"
    __table_args__ = (Index(None, "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    agent_id: Mapped[str] = mapped_column(ForeignKey("agents.id"))
    personne_id: Mapped[str | None] = mapped_column(index=True)
    motif: Mapped[str]
    at: Mapped[datetime]


class EvenementRow(Base):
    """Something that happened to a record: a code, never a former value."""

    __tablename__ = "evenements"
    __table_args__ = (Index(None, "subject_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    subject_id: Mapped[str]
    kind: Mapped[str]
    detail: Mapped[str]
    agent_id: Mapped[str | None]
    at: Mapped[datetime]
