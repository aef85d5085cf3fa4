"""A scale between two ends; known to presenters, so without Qt."""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Scale:
    """The ends of a scale, the lower first, and the distance between two of its values."""

    start: Decimal
    end: Decimal
    step: Decimal

    @property
    def steps(self) -> int:
        """Return how many whole steps fit between the ends."""
        return int((self.end - self.start) / self.step)

    def at(self, place: int) -> Decimal:
        """Return the value `place` steps from the start, no further than the last one."""
        return self.start + self.step * max(0, min(place, self.steps))

    def place_of(self, value: Decimal) -> int:
        """Return how many whole steps `value` is from the start, within the scale."""
        return max(0, min(int((value - self.start) / self.step), self.steps))

    def holds(self, value: Decimal) -> bool:
        """Tell whether `value` is one of those that the scale has."""
        return self.start <= value <= self.end and self.at(self.place_of(value)) == value

    @property
    def words(self) -> str:
        """Return what may be answered."""
        words = f"De {number_text(self.start)} à {number_text(self.end)}"
        by = number_text(self.step)
        return words if self.step == 1 else f"{words}, de {by} en {by}"


def number_text(value: Decimal) -> str:
    """Return a number as people write it."""
    text = format(value, "f")
    return (text.rstrip("0").rstrip(".") if "." in text else text).replace(".", ",")
