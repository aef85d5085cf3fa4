"""Tables of the mandates, of their authorisations and of what was done under them.

Nothing here outlives a mandate: `linked_rows.erase_mandats` takes all three (002, art. 2, l. 160).
"""

from datetime import date, datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from app.storage.tables.base import Base, Retained


class MandatRow(Retained, Base):
    """A mandate and its facts; its state follows from them (`app.domain.mandat`)."""

    __tablename__ = "mandats"

    id: Mapped[str] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(unique=True)
    personne_id: Mapped[str | None] = mapped_column(ForeignKey("personnes.id"), index=True)
    agent_id: Mapped[str] = mapped_column(ForeignKey("agents.id"))
    mandataire: Mapped[str]
    convention_hash: Mapped[str]
    touched_at: Mapped[datetime]
    mode: Mapped[str]
    duree: Mapped[int]
    forme: Mapped[str]
    nom_usage: Mapped[str]
    date_naissance: Mapped[date | None]
    lieu_naissance: Mapped[str]
    donnees_at: Mapped[datetime | None]  # the three explanations of 002 l. 167
    droits_at: Mapped[datetime | None]
    demarches_at: Mapped[datetime | None]
    capacite_at: Mapped[datetime | None]
    lecture: Mapped[str]
    langue: Mapped[str]
    interprete: Mapped[str]
    piece: Mapped[str]  # its kind; never a number, never a copy
    piece_valide: Mapped[bool]
    piece_at: Mapped[datetime | None]
    piece_agent: Mapped[str | None] = mapped_column(ForeignKey("agents.id"))
    modele: Mapped[str]
    pdf_hash: Mapped[str]
    imprime_at: Mapped[datetime | None]
    lieu: Mapped[str]
    signed_at: Mapped[datetime | None]
    temoins: Mapped[int]
    remis_at: Mapped[datetime | None]
    fin_at: Mapped[datetime | None] = mapped_column(index=True)


class MandatLigneRow(Base):
    """One authorisation of a mandate, in the order of the paper."""

    __tablename__ = "mandat_lignes"

    id: Mapped[str] = mapped_column(primary_key=True)
    mandat_id: Mapped[str] = mapped_column(ForeignKey("mandats.id"), index=True)
    rang: Mapped[int]
    portee: Mapped[str]
    organisme: Mapped[str]
    objet: Mapped[str]
    canal: Mapped[str]
    famille: Mapped[str]
    fin: Mapped[str]
    fin_at: Mapped[datetime | None]
    fin_par: Mapped[str]


class MandatActeRow(Base):
    """Something done under an authorisation; lists and a day, no free text."""

    __tablename__ = "mandat_actes"

    id: Mapped[str] = mapped_column(primary_key=True)
    mandat_id: Mapped[str] = mapped_column(ForeignKey("mandats.id"), index=True)
    ligne_id: Mapped[str] = mapped_column(ForeignKey("mandat_lignes.id"))
    agent_id: Mapped[str] = mapped_column(ForeignKey("agents.id"))
    nature: Mapped[str]
    fait_on: Mapped[date]
    resultat: Mapped[str]
    rendu_at: Mapped[datetime | None]
