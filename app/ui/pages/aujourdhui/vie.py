"""What Aujourd’hui says of a convention that is not in force, and the doors that stay then."""

from collections.abc import Iterable
from typing import Final

from app.domain.convention import Porte
from app.domain.vie_convention import Etat, Phase
from app.ui.dates import day_words

BEGINNING: Final = frozenset({Porte.DIAGNOSTIC, Porte.MANDAT, Porte.CARNET})
"""Doors behind which something new begins under the convention; the others name nobody."""


def doors_left(doors: Iterable[Porte], found: Etat) -> tuple[Porte, ...]:
    """Return the doors that stay under a convention in this state."""
    return tuple(one for one in doors if found.ouverte or one not in BEGINNING)


def vie_words(found: Etat) -> str:
    """Return what has to be said of the convention, empty while it is in force."""
    match found.phase:
        case Phase.EN_VIGUEUR:
            return ""
        case Phase.ATTENTE:
            when = f" avant le {day_words(found.debut)}" if found.debut else " encore"
            return (
                f"La convention n’est pas en vigueur{when}\u00a0: ni entretien, ni Pass, ni "
                "mandat. Le référent note sa prise d’effet."
            )
        case Phase.CLOSE:
            when = day_words(found.terme) if found.terme else ""
            return (
                f"La convention a pris fin le {when}. Ce qui est commencé se termine, s’imprime, "
                "s’envoie et se rend\u00a0; rien de nouveau ne commence. S’il y a un avenant, le "
                "référent le note."
            )
