"""The tables of the encrypted database; importing this package knows them all."""

from app.storage.tables import (
    ateliers,
    bilans,
    carnets,
    demandes,
    destructions,
    dossiers,
    dossiers_prepares,
    droits,
    envois,
    habilitations,
    indicateurs,
    journal,
    mandats,
    permanences,
    questionnaires,
    registre,
    secours,
    structure,
    structures_mediation,
    tranches,
)
from app.storage.tables.base import Base

METADATA = Base.metadata

__all__ = [
    "METADATA",
    "Base",
    "ateliers",
    "bilans",
    "carnets",
    "demandes",
    "destructions",
    "dossiers",
    "dossiers_prepares",
    "droits",
    "envois",
    "habilitations",
    "indicateurs",
    "journal",
    "mandats",
    "permanences",
    "questionnaires",
    "registre",
    "secours",
    "structure",
    "structures_mediation",
    "tranches",
]
