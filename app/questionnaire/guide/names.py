"""What the names of the guide stand for, so that a condition can be checked before it runs."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import Final

AGE: Final = "tranche_age"
"""The name under which conditions see the person's age band, which is no question."""


class Kind(Enum):
    """What sort of value a name holds."""

    CODE = auto()  # one code among `codes`
    TICKED = auto()  # a set of codes
    NUMBER = auto()
    TRUTH = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A name that conditions may use.

    `points` and `genres` are those of the answers, for a question; empty otherwise.
    """

    name: str
    kind: Kind
    codes: frozenset[str] = frozenset()
    points: Mapping[str, int] = field(default_factory=dict[str, int])
    genres: Mapping[str, str] = field(default_factory=dict[str, str])
    question: bool = False
