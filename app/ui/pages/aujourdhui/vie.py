"""What Aujourd’hui says of a convention that is not in force, and the doors that stay then."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from app.domain.convention import Porte
from app.domain.vie_convention import Etat, Phase
from app.ui.dates import day_words
from app.ui.widgets.tones import Tone
from app.usecases.records import Origine
from app.usecases.versions.convention_versions import Held

BEGINNING: Final = frozenset({Porte.DIAGNOSTIC, Porte.MANDAT, Porte.CARNET})
"""Doors behind which something new begins under the convention; the others name nobody."""


def doors_left(doors: Iterable[Porte], found: Etat) -> tuple[Porte, ...]:
    """Return the doors that stay under a convention in this state."""
    return tuple(one for one in doors if found.ouverte or one not in BEGINNING)


@dataclass(frozen=True, slots=True, kw_only=True)
class VieLine:
    """What is said of the convention, empty when there is nothing to say."""

    words: str = ""
    tone: Tone = Tone.INFO


NOTHING_OF_LIFE: Final = VieLine()


def vie_line(found: Etat, waiting: Held | None = None) -> VieLine:
    """Return why nothing new begins, else that a version of the convention waits."""
    closed = vie_words(found)
    if closed:
        return VieLine(words=closed, tone=Tone.WARNING)
    return VieLine(words=convention_words(waiting))


def convention_words(found: Held | None) -> str:
    """Return that a version of the convention waits for the référent, empty without one."""
    if found is None:
        return ""
    if found.version.source is Origine.DEPARTEMENT:
        came = "Le Département a publié une version de la convention"
    else:
        came = "Passerelle apporte une autre version de la convention"
    return f"{came}\u00a0: le référent la met en service, ou garde l’actuelle."


def vie_words(found: Etat) -> str:
    """Return what has to be said of the convention, empty while it is in force."""
    match found.phase:
        case Phase.EN_VIGUEUR:
            return ""
        case Phase.ATTENTE:
            when = f" avant le {day_words(found.debut)}" if found.debut else ""
            return (
                f"La convention n’est pas encore en vigueur{when}\u00a0: ni entretien, ni Pass, ni "
                "mandat. Le référent note sa prise d’effet."
            )
        case Phase.CLOSE:
            when = day_words(found.terme) if found.terme else ""
            return (
                f"La convention a pris fin le {when}. Ce qui est commencé se termine, s’imprime, "
                "s’envoie et se rend\u00a0; rien de nouveau ne commence. S’il y a un avenant, le "
                "référent le note."
            )
