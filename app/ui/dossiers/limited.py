"""Why a record is limited, in words."""

from datetime import tzinfo

from app.domain.droits import MotifLimitation
from app.ui.dates import day_words
from app.usecases.records import Limitation

MOTIVES = {
    MotifLimitation.EXACTITUDE: "Elle dit que des données sont fausses",
    MotifLimitation.ILLICITE: "Elle préfère qu’elles ne servent plus, sans être effacées",
    MotifLimitation.JUSTICE: "Elle en a besoin pour défendre ses droits",
    MotifLimitation.OPPOSITION: "Son opposition est examinée",
    MotifLimitation.INSTRUCTION: "Le responsable le demande",
}


def limited_words(limitation: Limitation | None, zone: tzinfo) -> str:
    """Return what a limited record says of itself, empty when it is not limited."""
    if limitation is None:
        return ""
    day = day_words(limitation.at.astimezone(zone).date())
    why = MOTIVES[limitation.motif]
    return (
        f"Dossier limité depuis le {day}\u00a0: {why[:1].lower()}{why[1:]}. Il se lit\u00a0; il ne "
        "se modifie pas et rien n’en part."
    )
