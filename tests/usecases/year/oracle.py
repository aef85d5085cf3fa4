"""What was done, counted apart: figures by month, and where each carnet is on each day."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

Fact = tuple[str, str]
OUT = frozenset({"remis", "rendu", "manquant", "perime"})


@dataclass(slots=True)
class Oracle:
    """The figures of one laptop; `places` has every change of place of each carnet, in order."""

    months: dict[str, Counter[Fact]] = field(default_factory=dict[str, Counter[Fact]])
    places: dict[int, list[tuple[date, str]]] = field(
        default_factory=dict[int, list[tuple[date, str]]]
    )
    acts: int = 0

    def add(self, day: date, facts: Iterable[tuple[Fact, int]], *, sign: int = 1) -> None:
        """Note what an act of `day` counts, or no longer counts."""
        month = self.months.setdefault(f"{day:%Y-%m}", Counter())
        for fact, number in facts:
            month[fact] += sign * number

    def known(self) -> dict[str, dict[Fact, int]]:
        """Return the months in which something was counted."""
        found = {
            month: {fact: number for fact, number in counted.items() if number}
            for month, counted in self.months.items()
        }
        return {month: counted for month, counted in found.items() if counted}

    def total(self, fact: Fact, months: Iterable[str]) -> int:
        """Return a figure of some months."""
        return sum(self.months.get(month, Counter())[fact] for month in months)

    def facts(self) -> set[Fact]:
        """Return everything that was ever counted."""
        return {fact for counted in self.months.values() for fact in counted}

    def move(self, carnet: int, day: date, place: str) -> None:
        """Note where a carnet is from a day on."""
        self.places.setdefault(carnet, []).append((day, place))

    def here(self, carnet: int) -> str:
        """Return where a carnet is now."""
        return self.places[carnet][-1][1]

    def where(self, day: date) -> Mapping[str, int]:
        """Return how many carnets were in each place at the end of a day."""
        found: Counter[str] = Counter()
        for moves in self.places.values():
            passed = [place for moved_on, place in moves if moved_on <= day]
            if passed:
                found[passed[-1]] += 1
        return found


def bracket(minutes: int) -> str:
    """Return La Coop's bracket of a duration: under 30, 60, 120 minutes, or more (peers 6.2)."""
    return next((str(limit) for limit in (30, 60, 120) if minutes < limit), "more")
