"""An instruction of the controller about the data, as the structure notes it.

Source: 000, art. 5, l. 142 (« documenter par écrit toute instruction concernant le traitement des
données par le sous-traitant »); RGPD, art. 28.3 a. The Département writes it; the structure keeps
which it received. It never names a person who is helped.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

LONGEST: Final = 600


class RubriqueInstruction(StrEnum):
    """A field of an instruction that may be mistaken."""

    RECUE_ON = "recue_on"
    AUTEUR = "auteur"
    REFERENCE = "reference"
    OBJET = "objet"


class FauteInstruction(StrEnum):
    """Why what was written in a field cannot be kept."""

    MANQUE = "manque"
    AVENIR = "avenir"  # a day that has not come
    TROP_LONG = "trop_long"


@dataclass(frozen=True, slots=True, kw_only=True)
class Instruction:
    """`numero` is its rank in the log, from 1; `reference` may be empty."""

    numero: int
    recue_on: date
    auteur: str
    reference: str
    objet: str


def fautes(
    recue_on: date, auteur: str, reference: str, objet: str, *, today: date
) -> Mapping[RubriqueInstruction, FauteInstruction]:
    """Return what cannot be kept as it is written."""
    texts = {
        RubriqueInstruction.AUTEUR: auteur,
        RubriqueInstruction.REFERENCE: reference,
        RubriqueInstruction.OBJET: objet,
    }
    found = {one: FauteInstruction.TROP_LONG for one, text in texts.items() if len(text) > LONGEST}
    for one in (RubriqueInstruction.AUTEUR, RubriqueInstruction.OBJET):
        if not texts[one].strip():
            found[one] = FauteInstruction.MANQUE
    if recue_on > today:
        found[RubriqueInstruction.RECUE_ON] = FauteInstruction.AVENIR
    return found
