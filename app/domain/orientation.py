"""How a convention wants people led to a place that helps: the table [orientation] of a profile."""

from dataclasses import dataclass
from enum import StrEnum


class Ordre(StrEnum):
    """In which order places are shown."""

    NEUTRE = "neutre"  # distance or alphabet, nothing else (000 l. 81 « rester neutre »)
    CONVENANCE = "convenance"  # « la plus apte à répondre à ses besoins » first (001 l. 122)


class PropreStructure(StrEnum):
    """What it means that the laptop's own structure stands in the list."""

    INTERDITE = "interdite"  # it may not be labelled: told, and nobody is led there (000 l. 83)
    ATTENDUE = "attendue"  # it distributes, and keeps its line up to date (001 l. 137)
    LIBRE = "libre"  # the convention says nothing of it


@dataclass(frozen=True, slots=True, kw_only=True)
class Orientation:
    """The rules of a profile; the values by default are those of decision 0047.

    `qualifiees`: people are led to places that accept the Pass, so that filter is on at first; it
    is shown and can be taken off. After `verification_mois` months a line is to be verified again.
    """

    ordre: Ordre = Ordre.NEUTRE
    propre_structure: PropreStructure = PropreStructure.LIBRE
    qualifiees: bool = False
    verification_mois: int = 12
    indice_fragilite: bool = False  # the other party supplies the territory's index (001 l. 151)

    def __post_init__(self) -> None:
        if self.verification_mois < 1:
            raise ValueError("a line would be old on the day it is verified")
