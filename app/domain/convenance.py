"""In which order places are shown: neutral, or the fittest first with the reasons for it.

Source: 000 l. 81 (« rester neutre ») asks for distance or alphabet; 001 l. 122 for « la structure
de médiation la plus apte à répondre à ses besoins, dans un périmètre proche de son lieu
d'habitation et/ou de travail ». Neither order leaves a place out (decision 0047).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from app.domain.distance import Point, distance_km
from app.domain.mediation import AcceptePass, PriseEnCharge, Service, bits

NEAR_KM = 15.0  # « un périmètre proche »: our own default (decision 0047)


class Tri(StrEnum):
    """How a list is sorted."""

    DISTANCE = "distance"
    ALPHABET = "alphabet"
    CONVENANCE = "convenance"


@dataclass(frozen=True, slots=True, kw_only=True)
class Besoin:
    """What somebody needs: services of the standard, and what the place must be ready for."""

    services: frozenset[Service] = frozenset()
    prises_en_charge: frozenset[PriseEnCharge] = frozenset()
    avec_pass: bool = False

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing is asked, so that no place is fitter than another."""
        return not (self.services or self.prises_en_charge or self.avec_pass)


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidat:
    """A place as the orders see it. `distance_km` is None where nobody knows where it stands."""

    numero: int
    nom: str  # normalised: the alphabet of the list
    services: int
    prises_en_charge: int
    accepte_pass: AcceptePass
    distance_km: float | None = None


CandidatT = TypeVar("CandidatT", bound=Candidat)


@dataclass(frozen=True, slots=True, kw_only=True)
class Raisons:
    """Why a place fits: counts of needs it answers, whether a Pass pays, whether it is near."""

    services: int
    services_demandes: int
    prises_en_charge: int
    prises_demandees: int
    accepte_pass: bool | None
    proche: bool

    @property
    def score(self) -> tuple[bool, bool, int, int]:
        """Return what the fittest has most of; an order, never a mark that is shown.

        « Dans un périmètre proche » comes first, then « qualifiée », then « la plus apte ».
        """
        paid = self.accepte_pass is not False
        return (self.proche, paid, self.prises_en_charge, self.services)


def raisons(one: Candidat, besoin: Besoin) -> Raisons:
    """Return why a place answers what somebody needs."""
    wanted, cared = bits(besoin.services), bits(besoin.prises_en_charge)
    return Raisons(
        services=(one.services & wanted).bit_count(),
        services_demandes=wanted.bit_count(),
        prises_en_charge=(one.prises_en_charge & cared).bit_count(),
        prises_demandees=cared.bit_count(),
        accepte_pass=one.accepte_pass is AcceptePass.OUI if besoin.avec_pass else None,
        proche=one.distance_km is not None and one.distance_km <= NEAR_KM,
    )


def ordered(found: Iterable[CandidatT], tri: Tri, besoin: Besoin) -> Sequence[CandidatT]:
    """Return every place, sorted; who is equal stands in the order of the alphabet."""

    def far(one: Candidat) -> float:
        return float("inf") if one.distance_km is None else one.distance_km

    def key(one: Candidat) -> tuple[float, ...]:
        if tri is Tri.ALPHABET:
            return ()
        if tri is Tri.DISTANCE or besoin.is_empty:
            return (far(one),)
        near, paid, cared, served = raisons(one, besoin).score
        return (-near, -paid, -cared, -served, far(one))

    return sorted(found, key=lambda one: (*key(one), one.nom, one.numero))


def away(origin: Point | None, place: Point | None) -> float | None:
    """Return the distance in kilometres, None where one of both is not known."""
    return None if origin is None or place is None else distance_km(origin, place)
