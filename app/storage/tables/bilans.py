"""Tables of the reports to those who commission the work, and of figures received from them.

Nobody who is helped stands here: figures are sums, texts are the structure's own.
"""

from datetime import date, datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.storage.tables.base import Base


class BilanRow(Base):
    """A report. `saisie` is what was typed, as JSON; `fige` its figures since it was validated.

    `sha256` is the hash of `fige`, empty while there is none.
    """

    __tablename__ = "bilans"
    __table_args__ = (UniqueConstraint("modele", "premier", "dernier"),)

    id: Mapped[str] = mapped_column(primary_key=True)
    modele: Mapped[str]
    premier: Mapped[str]  # « 2026-T1 »
    dernier: Mapped[str]
    source: Mapped[str]
    etat: Mapped[str]
    saisie: Mapped[str]
    fige: Mapped[str]
    sha256: Mapped[str]
    cree_le: Mapped[date]
    valide_par: Mapped[str]
    valide_le: Mapped[date | None]
    transmis_le: Mapped[date | None]
    transmis_comment: Mapped[str]
    modifie_at: Mapped[datetime]
    agent_id: Mapped[str] = mapped_column(ForeignKey("agents.id"))


class IndicateursRecusRow(Base):
    """The Département's figures of the whole structure for a year, as they were received."""

    __tablename__ = "indicateurs_recus"

    annee: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    contenu: Mapped[str]
    sha256: Mapped[str]
    signe: Mapped[bool]
    recu_at: Mapped[datetime]
    agent_id: Mapped[str] = mapped_column(ForeignKey("agents.id"))
