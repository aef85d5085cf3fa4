"""The dated side of the convention's own life."""

from typing import Final

from app.domain.calendrier import Faits
from app.domain.echeance import A_L_AVANCE, Echeance, Genre
from app.domain.vie_convention import Repere
from app.usecases.laptop import vie
from app.usecases.workplace import Workplace

EARLY: Final = 60  # what ends or renews a convention is decided by several people
_OF_THE_TERM: Final = frozenset({Repere.TERME, Repere.RESILIATION})


def of_the_convention(workplace: Workplace, found: Faits) -> list[Echeance]:
    """Return the days of the convention's own life: its term, the last days to end or change it.

    What comes once keeps its key when an avenant moves it, so an agenda moves it too; what comes
    with each period is named by its day.
    """
    notices = workplace.convention.vie.preavis
    once = {one.code for one in notices if one.repere in _OF_THE_TERM} | {"terme"}
    return [
        Echeance(
            cle=f"vie_{one.code}"
            if one.code in once and found.fin is not None
            else f"vie_{one.code}:{one.le.isoformat()}",
            titre=one.libelle,
            genre=Genre.CONVENTION,
            jour=one.le,
            source=one.source,
            rappel_jours=EARLY,
        )
        for one in vie.echeances_convention(workplace)
        if found.depuis <= one.le <= found.today + A_L_AVANCE
    ]
