"""The rights of persons (GDPR, chapter III) as this program serves them.

The rights themselves are `demande.Droit`. The lists are closed: no free text says why.
"""

from enum import StrEnum
from typing import Final


class MotifLimitation(StrEnum):
    """Why a record is limited (art. 18(1), a to d; then art. 28(3)(a); then until it is erased)."""

    EXACTITUDE = "exactitude"  # its accuracy is contested
    ILLICITE = "illicite"  # unlawful, and the person does not want it erased
    JUSTICE = "justice"  # the person needs it for a claim
    OPPOSITION = "opposition"  # an objection is being looked at
    INSTRUCTION = "instruction"  # the controller asks for it
    EFFACEMENT = "effacement"  # asked for; its request leaves for the controller first


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


class BaseLegale(StrEnum):
    """What allows the processing (art. 6.1), as far as it changes what a person's no does."""

    CONSENTEMENT = "consentement"  # a; 000 l. 122, 001 l. 130
    MISSION = "mission"  # e, a task of public interest: the controller answers an objection


class Effet(StrEnum):
    """What a person's no does to her record."""

    TOUT_EFFACER = "tout_effacer"
    EFFACER_REPONSES = "effacer_reponses"
    NE_PLUS_UTILISER = "ne_plus_utiliser"
    LIMITER = "limiter"


_OPTIONAL: Final = (Finalite.INDICATEURS, Finalite.RECONTACT)


def effet_du_refus(base: BaseLegale, finalite: Finalite) -> Effet:
    """Return what follows when a person withdraws her consent to `finalite`, or objects to it.

    What is optional rests on consent whatever the basis (documents.md b4) and simply ends. Under
    consent, nothing is left to keep the answers by (art. 17.1 b), nor the record once the request
    itself is refused. Under a public task the record is limited until the controller has answered
    (art. 18.1 d and 21.1). Consent has no objection: one is served as a withdrawal.
    """
    if finalite in _OPTIONAL:
        return Effet.NE_PLUS_UTILISER
    if base is BaseLegale.MISSION:
        return Effet.LIMITER
    if finalite is Finalite.QUESTIONNAIRE:
        return Effet.EFFACER_REPONSES
    return Effet.TOUT_EFFACER
