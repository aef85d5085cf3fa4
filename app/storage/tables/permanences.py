"""Tables of places, their exceptions, the permanences that were held, and what deadlines got noted.

Places and agents; nothing of a person who is received, nothing that leads to one.
"""

from datetime import date, datetime

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.storage.tables.base import Base


class LieuRow(Base):
    """A place as the référent completed it.

    `convention_lieu` is its name in the convention's table, empty for one that he added; `horaires`
    its week as OpenStreetMap writes it; `constats` a JSON object by code of requirement.
    """

    __tablename__ = "lieux"

    id: Mapped[str] = mapped_column(primary_key=True)
    convention_lieu: Mapped[str]
    nom: Mapped[str]
    commune: Mapped[str]
    adresse: Mapped[str]
    telephone: Mapped[str]
    horaires: Mapped[str]
    constats: Mapped[str]
    confirme: Mapped[bool]
    ferme: Mapped[bool]
    verifie_le: Mapped[date | None]
    verifie_par: Mapped[str | None]
    changed_at: Mapped[datetime]
    changed_by: Mapped[str]


class PeriodeRow(Base):
    """A dated closure, school holiday or exceptional opening; `lieu_id` is empty for all places."""

    __tablename__ = "periodes_lieux"

    id: Mapped[str] = mapped_column(primary_key=True)
    lieu_id: Mapped[str]
    nature: Mapped[str]
    du: Mapped[date]
    au: Mapped[date]
    motif: Mapped[str]


class PermanenceTenueRow(Base):
    """A permanence that an agent opened, and how long it lasted once he closed it."""

    __tablename__ = "permanences_tenues"
    __table_args__ = (CheckConstraint("minutes IS NULL OR minutes > 0", name="minutes"),)

    id: Mapped[str] = mapped_column(primary_key=True)
    lieu_id: Mapped[str]
    day: Mapped[date] = mapped_column(index=True)
    opened_at: Mapped[datetime]
    minutes: Mapped[int | None]
    month: Mapped[str]
    agent_id: Mapped[str]


class EcheanceNoteeRow(Base):
    """The date that was set for a deadline, and that it was done; each by whom and when."""

    __tablename__ = "echeances_notees"

    cle: Mapped[str] = mapped_column(primary_key=True)
    jour: Mapped[date | None]
    jour_le: Mapped[date | None]
    jour_par: Mapped[str | None]
    faite_le: Mapped[date | None]
    faite_par: Mapped[str | None]
