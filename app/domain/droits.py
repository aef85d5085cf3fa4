"""The rights of persons (GDPR, chapter III) as this program serves them.

The rights themselves are `demande.Droit`. The lists are closed: no free text says why.
"""

from dataclasses import dataclass
from enum import StrEnum


class MotifLimitation(StrEnum):
    """Why a record is limited (art. 18(1), a to d; then art. 28(3)(a))."""

    EXACTITUDE = "exactitude"  # its accuracy is contested
    ILLICITE = "illicite"  # unlawful, and the person does not want it erased
    JUSTICE = "justice"  # the person needs it for a claim
    OPPOSITION = "opposition"  # an objection is being looked at
    INSTRUCTION = "instruction"  # the controller asks for it


class Finalite(StrEnum):
    """A purpose to which the person agreed or not (documents.md b4)."""

    PRESCRIPTION = "prescription"
    QUESTIONNAIRE = "questionnaire"
    INDICATEURS = "indicateurs"
    RECONTACT = "recontact"


class Lieu(StrEnum):
    """Where a file that left was put: a class, never a path."""

    POSTE = "poste"  # this laptop's own disk
    AMOVIBLE = "amovible"  # a stick or another disk
    RESEAU = "reseau"  # a folder of the network


class Sort(StrEnum):
    """What became of a file that left, as last seen."""

    PRESENT = "present"
    EFFACE = "efface"  # removed by this program
    ABSENT = "absent"  # no longer where it was put: moved, removed, or its stick is unplugged
    MODIFIE = "modifie"  # there, but no longer what was written: left alone


class Effet(StrEnum):
    """What serving a withdrawal or an objection does to the record."""

    TOUT_EFFACER = "tout_effacer"
    EFFACER_REPONSES = "effacer_reponses"
    NE_PLUS_UTILISER = "ne_plus_utiliser"
    LIMITER = "limiter"


@dataclass(frozen=True, slots=True, kw_only=True)
class Consequence:
    """What follows from a person's no; `transmit` when the controller has to answer."""

    effet: Effet
    transmit: bool
