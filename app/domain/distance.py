"""How far two places are apart, as the crow flies."""

from dataclasses import dataclass
from math import asin, cos, radians, sin, sqrt
from typing import Final

_EARTH_KM: Final = 6371.0088  # mean radius (IUGG)
_HIGHEST_LATITUDE: Final = 90
_HIGHEST_LONGITUDE: Final = 180


@dataclass(frozen=True, slots=True)
class Point:
    """A place on Earth, in degrees (WGS 84)."""

    latitude: float
    longitude: float

    def __post_init__(self) -> None:
        if not (
            -_HIGHEST_LATITUDE <= self.latitude <= _HIGHEST_LATITUDE
            and -_HIGHEST_LONGITUDE <= self.longitude <= _HIGHEST_LONGITUDE
        ):
            raise ValueError("no such place on Earth")


def distance_km(one: Point, other: Point) -> float:
    """Return the great-circle distance in kilometres (haversine)."""
    north, south = radians(one.latitude), radians(other.latitude)
    up = sin((south - north) / 2) ** 2
    along = sin(radians(other.longitude - one.longitude) / 2) ** 2
    return 2 * _EARTH_KM * asin(min(1.0, sqrt(up + cos(north) * cos(south) * along)))
