"""Communes, and whether somebody lives where a convention applies."""

from dataclasses import dataclass

from app.domain.convention import Territory
from app.domain.distance import Point


@dataclass(frozen=True, slots=True, kw_only=True)
class Commune:
    """A commune by its INSEE code (COG 2026); `epci` is the SIREN of its intercommunalité.

    Latitude and longitude of its middle are texts as the table has them: 35 000 communes are read
    at each unlocking, and a few of them are ever measured from. 94 overseas have none.
    """

    code_insee: str
    nom: str
    codes_postaux: tuple[str, ...]
    epci: str
    departement: str
    latitude: str = ""
    longitude: str = ""

    @property
    def centre(self) -> Point | None:
        """Return the middle of the commune, None where the table does not know it."""
        try:
            return Point(float(self.latitude), float(self.longitude))
        except ValueError:
            return None


def is_resident(territory: Territory, commune: Commune) -> bool:
    """Tell whether people of `commune` may receive Pass under a convention for `territory`.

    Source: 000 § 3 and § 5 (« lot-et-garonnais »), 001 art. 4 (« toutes les personnes résidant sur
    le territoire de l’Eurométropole »). The agent may override with a reason; the rule stays.
    """
    return commune.departement in territory.departements or commune.epci in territory.epcis
