"""Where the laptop's structure is, for its public holidays: Alsace and Moselle have two more."""

import re
from typing import Final

from app.domain.territoire import is_resident
from app.usecases.workplace import Workplace

_CODE_POSTAL: Final = re.compile(r"\b(\d{2})\d{3}\b")


def departement(workplace: Workplace) -> str:
    """Return the code of the département whose holidays count; empty where nothing tells.

    It is that of the structure's own address, else of the convention's territory, for which a
    convention may name communities of communes alone.
    """
    for line in reversed(workplace.structure.adresse):
        if match := _CODE_POSTAL.search(line):
            return match[1]
    territory = workplace.convention.territory
    if territory.departements:
        return territory.departements[0]
    communes = workplace.communes.by_insee.values()
    return next((one.departement for one in communes if is_resident(territory, one)), "")
