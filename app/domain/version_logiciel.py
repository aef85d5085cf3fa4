"""A version of the program: three numbers, as 0.1.0, which compare as people read them."""

import re
from dataclasses import dataclass
from typing import Final

_WRITTEN: Final = re.compile(r"(0|[1-9]\d{0,4})\.(0|[1-9]\d{0,4})\.(0|[1-9]\d{0,4})")


@dataclass(frozen=True, slots=True, order=True)
class VersionLogiciel:
    """Compares by its numbers, the first one first: 0.10.0 comes after 0.9.3."""

    major: int
    minor: int
    patch: int

    def __str__(self) -> str:
        return f"{self.major}.{self.minor}.{self.patch}"


def version_of(text: str) -> VersionLogiciel:
    """Read a version as it is written.

    Raises:
        ValueError: it is not three numbers.
    """
    found = _WRITTEN.fullmatch(text)
    if found is None:
        raise ValueError("not a version of three numbers")
    return VersionLogiciel(*map(int, found.groups()))
