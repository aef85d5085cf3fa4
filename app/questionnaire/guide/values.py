"""What is known of a value: the set of values that are still possible.

A single value is a frozen set of what it may be; a set of ticked answers is what is surely
ticked and what may be. A truth is « can be true », « can be false », or both: Kleene's third
value. A result is settled when one value remains.
"""

from collections.abc import Iterable
from typing import Final, NamedTuple, TypeAlias

from app.domain.failures import AppError

Atom: TypeAlias = str | int | float | bool
Scalar: TypeAlias = frozenset[Atom]
Truth: TypeAlias = int

TRUE: Final[Truth] = 1
FALSE: Final[Truth] = 2
UNKNOWN: Final[Truth] = 3

MAX_VALUES: Final = 20_000
"""Most values that a number may still have; the score of the repository has 37."""

NOT_SHOWN: Final = ""
"""The value of a question that does not apply: known, and without effect."""


class TooManyCasesError(AppError):
    """A guide hangs on too many uncertain things at once to be worked out."""


class Ticked(NamedTuple):
    """A set of answers not wholly known: what is surely in it, what may be in it."""

    sure: frozenset[str]
    possible: frozenset[str]


Value: TypeAlias = Scalar | Ticked


def truth_of(values: Iterable[Atom]) -> Truth:
    """Return the truth of a yes-or-no value."""
    found = 0
    for value in values:
        found |= TRUE if value else FALSE
    return found


def as_values(truth: Truth) -> Scalar:
    """Return the set of booleans that `truth` stands for."""
    return _BOOLEANS[truth]


_BOOLEANS: Final[dict[Truth, Scalar]] = {
    0: frozenset(),
    TRUE: frozenset({True}),
    FALSE: frozenset({False}),
    UNKNOWN: frozenset({True, False}),
}


def opposite(truth: Truth) -> Truth:
    """Return the truth of « not »."""
    return ((truth & TRUE) << 1) | ((truth & FALSE) >> 1)


def is_uncertain(value: Value) -> bool:
    """Tell whether more than one value remains."""
    if isinstance(value, Ticked):
        return value.sure != value.possible
    return len(value) > 1


def span(low: int, high: int) -> Scalar:
    """Return every whole number from `low` to `high`, both included.

    Raises:
        TooManyCasesError: more than `MAX_VALUES` numbers.
    """
    if high - low >= MAX_VALUES:
        raise TooManyCasesError("un score a trop de valeurs possibles")
    return frozenset(range(low, high + 1))
