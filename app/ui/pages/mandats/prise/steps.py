"""The steps of a mandate in preparation, in the order in which 002 art. 2 (l. 167) wants them."""

from enum import IntEnum
from typing import Final

from app.ui.interview.frame import Trail


class Step(IntEnum):
    """Where the preparation stands."""

    PERSONNE = 0
    CAPACITE = 1
    DEMARCHES = 2
    DUREE = 3
    INFORMATION = 4
    IDENTITE = 5
    SIGNATURE = 6


WORDS: Final = (
    "Personne",
    "Peut signer",
    "Démarches",
    "Durée",
    "Informer",
    "Identité",
    "Signer",
)


def trail(step: Step) -> Trail:
    """Return where `step` stands among the steps."""
    return Trail(WORDS, int(step))
