"""What a convention orders at its end, and the steps that lead there."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

_BY_DEFAULT: Final = (
    "RGPD, art. 28.3 g : rendre ou détruire, au choix du responsable ; défaut, décision 0028"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class FinConvention:
    """Whether the data go back before they are destroyed; destroyed they are in any case.

    A processor returns what it held for the controller (art. 28.3 g) unless the convention says
    otherwise; a structure that is controller itself has nobody to return it to.
    """

    restitution: bool = True
    source: str = _BY_DEFAULT


class EtapeFin(StrEnum):
    """Where the end of a convention stands. No way back from DESTRUCTION."""

    RESTES = "restes"  # what is unsent: sent, or explained
    RESTITUTION = "restitution"  # the sealed file, written and read back
    RECEPTION = "reception"  # the Département has it
    DESTRUCTION = "destruction"
    ATTESTATION = "attestation"  # the certificate leaves the laptop
    TERMINEE = "terminee"


class MotifReste(StrEnum):
    """Why something unsent will not be sent any more."""

    SERVICE_FERME = "service_ferme"
    ACCORD = "accord_du_departement"
    ERREUR = "preparees_par_erreur"


def apres(etape: EtapeFin, fin: FinConvention) -> EtapeFin:
    """Return the step that follows, without those that the convention does not ask for."""
    order = [
        one
        for one in EtapeFin
        if fin.restitution or one not in {EtapeFin.RESTITUTION, EtapeFin.RECEPTION}
    ]
    return order[min(order.index(etape) + 1, len(order) - 1)]
