"""Why a record is limited, in words."""

from datetime import tzinfo

from app.domain.droits import MotifLimitation
from app.ui.dates import day_words
from app.ui.widgets.tones import Pill, Tone
from app.usecases.records import Limitation

MOTIVES = {
    MotifLimitation.EXACTITUDE: "Elle dit que des données sont fausses",
    MotifLimitation.ILLICITE: "Elle préfère qu’elles ne servent plus, sans être effacées",
    MotifLimitation.JUSTICE: "Elle en a besoin pour défendre ses droits",
    MotifLimitation.OPPOSITION: "Son opposition est examinée",
    MotifLimitation.INSTRUCTION: "Le responsable le demande",
    MotifLimitation.EFFACEMENT: "L’effacement attend que la demande soit transmise",
}


LIMITED = Pill("Dossier limité", Tone.WARNING)
HELD_BACK = Pill("Retenue, dossier limité", Tone.WARNING)
LIFT_FIRST = "Dossier limité\u00a0: levez d’abord la limitation."
_WHERE = (
    "Pour qu’il serve de nouveau\u00a0: ouvrez le dossier de la personne, «\u00a0Droits de la "
    "personne\u00a0», choix\u00a04."
)


def limited_elsewhere(limitation: Limitation | None, zone: tzinfo) -> str:
    """Return `limited_words` for a page beside the record, with where the limitation is lifted."""
    said = limited_words(limitation, zone)
    return f"{said} {_WHERE}" if said else ""


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
