"""What follows from what is known of a breach: filled in where nothing was said, never over it."""

from dataclasses import replace
from typing import Final

from app.domain.violation import (
    Cause,
    Consequence,
    Constat,
    Mesure,
    Nature,
    Origine,
    Secret,
    Support,
)

_NATURES: Final = {
    Cause.VOL: (Nature.CONFIDENTIALITE, Nature.DISPONIBILITE),
    Cause.PERTE: (Nature.CONFIDENTIALITE, Nature.DISPONIBILITE),
    Cause.MAUVAIS_DESTINATAIRE: (Nature.CONFIDENTIALITE,),
    Cause.PIRATAGE: (Nature.CONFIDENTIALITE, Nature.INTEGRITE, Nature.DISPONIBILITE),
    Cause.DESTRUCTION: (Nature.DISPONIBILITE,),
    Cause.ACCES_INTERNE: (Nature.CONFIDENTIALITE,),
}
_ORIGINES: Final = {
    Cause.VOL: Origine.EXTERNE_VOLONTAIRE,
    Cause.PERTE: Origine.INTERNE_ACCIDENT,
    Cause.MAUVAIS_DESTINATAIRE: Origine.INTERNE_ACCIDENT,
    Cause.PIRATAGE: Origine.EXTERNE_VOLONTAIRE,
    Cause.ACCES_INTERNE: Origine.INTERNE_VOLONTAIRE,
}
_PREVUES: Final = {
    Cause.MAUVAIS_DESTINATAIRE: (Mesure.RAPPEL, Mesure.FORMATION),
    Cause.PIRATAGE: (Mesure.SECRETS, Mesure.RESTAURATION),
    Cause.DESTRUCTION: (Mesure.RESTAURATION,),
    Cause.ACCES_INTERNE: (Mesure.RETRAIT_ACCES, Mesure.FORMATION),
}


def is_device_gone(constat: Constat) -> bool:
    """Tell whether a laptop is in unknown hands: it must be revoked, its backup counted."""
    return constat.cause in {Cause.VOL, Cause.PERTE} and Support.POSTE in constat.supports


def advised(constat: Constat) -> Constat:
    """Return what is known, with what usually follows from the cause where nothing was said."""
    cause = constat.cause
    if cause is None:
        return constat
    planned = _PREVUES.get(cause, ())
    if is_device_gone(constat):
        planned = (Mesure.REVOCATION, Mesure.SECRETS)
    unreadable = (
        is_device_gone(constat) and constat.chiffre is True and constat.secret is Secret.NON
    )
    return replace(
        constat,
        natures=constat.natures or _NATURES.get(cause, ()),
        origine=constat.origine or _ORIGINES.get(cause),
        prevues=constat.prevues or (() if constat.mesures else planned),
        consequences=constat.consequences or ((Consequence.AUCUNE,) if unreadable else ()),
    )
