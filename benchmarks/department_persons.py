"""Invented persons, whose names are as common and whose addresses as near as in a Département."""

import random
from collections.abc import Iterator
from typing import Any, Final

SEED: Final = 5  # the same persons in every run
_SYLLABLES: Final = tuple(first + second for first in "bdflmnrs" for second in "aeiou")
_NOMS, _PRENOMS, _COMMUNES = 20_000, 600, 300


def persons(chance: random.Random) -> Iterator[dict[str, Any]]:
    """Draw persons without end: a few names are very common, two persons rarely share both."""
    noms = ["".join(chance.choices(_SYLLABLES, k=3)) for _ in range(_NOMS)]
    prenoms = ["".join(chance.choices(_SYLLABLES, k=2)) for _ in range(_PRENOMS)]
    weights = [1 / (rank + 20) for rank in range(len(noms))]
    while True:
        for nom in chance.choices(noms, weights, k=1000):
            commune = chance.randrange(_COMMUNES)
            adresse = {
                "voie": f"{chance.randrange(1, 90)} rue {chance.choice(noms)}",
                "code_postal": f"67{commune:03}",
                "commune": f"Commune {commune}",
                "code_insee": f"67{commune:03}",
            }
            yield {"nom": nom, "prenom": chance.choice(prenoms), "adresse": adresse}
