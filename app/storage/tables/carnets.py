"""The ledger of carnets, who holds them, what was asked and told of them.

Movements are only added (docs/decisions/0044). Of persons there is one table, `carnets_remises`:
who had which number, until its term; the movement beside it says nothing of anybody.
"""

from datetime import date

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from app.storage.tables.base import Base, Retained


class CarnetLotRow(Base):
    """A run of numbers of one operator, with one last day.

    `tenu` says who answers for it: this laptop, or the Département's service, whose slices then say
    what may be handed out here.
    """

    __tablename__ = "carnets_lots"

    id: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)
    operator: Mapped[str]
    prefix: Mapped[str]
    digits: Mapped[int]
    first: Mapped[int]
    last: Mapped[int]
    valid_until: Mapped[date]
    tenu: Mapped[str]


class CarnetMouvementRow(Base):
    """Carnets of a lot went from one place to another on a day; never changed, never removed."""

    __tablename__ = "carnets_mouvements"
    __table_args__ = {"sqlite_autoincrement": True}  # noqa: RUF012 - SQLAlchemy reads it so

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    lot_id: Mapped[str] = mapped_column(ForeignKey("carnets_lots.id"), index=True)
    first: Mapped[int]
    last: Mapped[int]
    kind: Mapped[str]
    source: Mapped[str]
    target: Mapped[str]
    happened_on: Mapped[date] = mapped_column(index=True)
    agent_id: Mapped[str | None] = mapped_column(ForeignKey("agents.id"))
    piece: Mapped[str]
    detail: Mapped[str]
    slice_id: Mapped[str | None]
    reverses: Mapped[int | None] = mapped_column(ForeignKey("carnets_mouvements.number"))


class CarnetDetenteurRow(Base):
    """Somebody of the structure to whom carnets are entrusted, and where he locks them away."""

    __tablename__ = "carnets_detenteurs"

    id: Mapped[str] = mapped_column(primary_key=True)
    nom: Mapped[str]
    agent_id: Mapped[str | None] = mapped_column(ForeignKey("agents.id"))
    lieu: Mapped[str]
    ended_on: Mapped[date | None]


class CarnetRemiseRow(Retained, Base):
    """Who had which carnet; goes at its term or with the person, and the movement stays."""

    __tablename__ = "carnets_remises"

    id: Mapped[str] = mapped_column(primary_key=True)
    mouvement: Mapped[int] = mapped_column(ForeignKey("carnets_mouvements.number"), unique=True)
    personne_id: Mapped[str] = mapped_column(ForeignKey("personnes.id"), index=True)
    prescription_id: Mapped[str] = mapped_column(ForeignKey("prescriptions.id"), index=True)
    agent_id: Mapped[str] = mapped_column(ForeignKey("agents.id"))
    remis_on: Mapped[date]
    gestes: Mapped[str]
    annulee: Mapped[bool]
    service: Mapped[str]
    categorie: Mapped[int | None]


class CarnetVersementRow(Base):
    """A volume asked for, confirmed, awaited, come."""

    __tablename__ = "carnets_versements"

    id: Mapped[str] = mapped_column(primary_key=True)
    volume: Mapped[str]
    pass_count: Mapped[int]
    conditions: Mapped[str]
    asked_on: Mapped[date | None]
    confirmed_on: Mapped[date | None]
    expected_on: Mapped[date | None]
    received_on: Mapped[date | None]
    dropped_on: Mapped[date | None]


class CarnetConsommationRow(Base):
    """Pass of one month, as those who follow the consumption state them."""

    __tablename__ = "carnets_consommation"

    month: Mapped[str] = mapped_column(primary_key=True)
    scannes: Mapped[int]
    contre_paiement: Mapped[int]
    told_on: Mapped[date]


class CarnetAllocationRow(Base):
    """The Pass that a structure is allotted for a year (001 art. 5, l. 145)."""

    __tablename__ = "carnets_allocations"

    year: Mapped[int] = mapped_column(primary_key=True)
    pass_count: Mapped[int]
    decided_on: Mapped[date]
