"""The prescription, its way to the Département and the decision that comes back."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.domain.identifiers import AgentId, EntretienId, PersonneId, PrescriptionId


class Suivi(StrEnum):
    """Where a prescription stands. The states are never merged (architecture.md § 5)."""

    PREPAREE = "preparee"  # kept here, waits to be sent; can still be undone
    A_CORRIGER = "a_corriger"  # the service refuses its form; never blocks the others
    REMISE = "remise_au_canal"  # sent, no acknowledgement seen
    ACCUSEE = "accusee"  # the Département acknowledged receipt
    DECIDEE = "decidee"
    ANNULEE = "annulee"  # undone before it was sent
    RETIREE = "retiree"  # withdrawn after it was sent; the withdrawal is sent like a correction

    @property
    def stands(self) -> bool:
        """Tell whether the prescription still asks for something: neither undone nor withdrawn."""
        return self not in {Suivi.ANNULEE, Suivi.RETIREE}


class MotifRetrait(StrEnum):
    """Why a prescription that had left was withdrawn; the reason stays with the structure."""

    ERREUR = "erreur"  # another person, another service: made by mistake
    RENONCEMENT = "renoncement"  # the person no longer wants it
    DOUBLON = "doublon"  # the person has another one for the same thing
    DEPART = "depart"  # the person moved away, or can no longer come


class Sens(StrEnum):
    """What the Département decided."""

    ACCEPTEE = "acceptee"
    REFUSEE = "refusee"


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """The Département's decision on one prescription; `motif` is a code of its closed list."""

    prescription_id: PrescriptionId
    sens: Sens
    decided_on: date
    motif: str = ""
    message: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Prescription:
    """A prescription of Pass numériques.

    `reference` is what papers show (« 2026-CCASILL-0001 »). `earlier` links a new prescription to
    the previous one of the same person (000 art. 4: « peuvent demander une nouvelle
    prescription »). `categorie` is the category of audience of 001 (0 to 3), None where
    the convention has none.
    """

    id: PrescriptionId
    reference: str
    personne_id: PersonneId
    entretien_id: EntretienId
    agent_id: AgentId
    prescribed_on: date
    service: str
    carnets: int
    convention_hash: str
    questionnaire_hash: str
    categorie: int | None = None
    revision: int = 1
    earlier: PrescriptionId | None = None

    def __post_init__(self) -> None:
        if self.carnets < 1:
            raise ValueError("a prescription without a carnet is an orientation")
