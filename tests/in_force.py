"""The conventions of the tests, in force on the days of the tests.

Three of the five ended before these days, as their texts say. What keeps them in force is what
would in life: the référent entered the day they took effect and an avenant.
"""

from collections.abc import Mapping
from datetime import date
from typing import Final

from app.domain.vie_convention import Saisie, Sorte

_AVENANT: Final = Saisie(
    sorte=Sorte.AVENANT,
    le=date(2021, 9, 1),
    reference="Avenant des essais",
    terme=date(2059, 12, 31),
)
_RECEIVED: Final = Saisie(sorte=Sorte.PRISE_EFFET, le=date(2021, 9, 1))
IN_FORCE: Final[Mapping[str, tuple[Saisie, ...]]] = {
    "eurometropole-strasbourg": (_RECEIVED, _AVENANT),
    "conflent-canigo": (_AVENANT,),
    "neuilly-plaisance": (_AVENANT,),
}
