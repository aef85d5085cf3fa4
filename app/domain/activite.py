"""What an agent did that opens no record: a quick help, a workshop. Nobody is named.

The values are La Coop's (`Activite`, peers.md § 6.2), with what a convention adds to them. Only the
shape is checked here; that a code stands in its list is checked by `app.usecases.activites`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from app.domain.coop import DEMARCHES, LONGEST_MINUTES, NON_COMMUNIQUE, Liste, duree_stat

MOST_PARTICIPANTS: Final = 10_000  # La Coop's own limit
SUR_PLACE: Final = "lieu_activite"
INDIVIDUEL: Final = "individuel"
COLLECTIF: Final = "collectif"
LONGEST_NAME: Final = 80  # of a place or a title: what a counter's value may hold

Fait = tuple[str, str]
"""An indicator and one of its values."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lieu:
    """Where it was: a kind of La Coop, and the name of the place where people were received."""

    type_lieu: str = SUR_PLACE
    nom: str = ""

    def __post_init__(self) -> None:
        if not self.type_lieu or len(self.nom) > LONGEST_NAME:
            raise ValueError("a place has a kind, and a name of at most 80 letters")


class Publics(dict[Liste, Mapping[str, int]]):
    """How many of each kind came, one dimension at a time; never a crossing of two."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Activite:
    themes: tuple[str, ...]
    minutes: int
    lieu: Lieu = field(default_factory=Lieu)
    demarches: tuple[str, ...] = ()
    materiel: tuple[str, ...] = ()
    mission: str = ""  # of the convention (002, l. 97-107)
    criteres: Mapping[str, str] = field(default_factory=dict[str, str])  # S4-30

    def __post_init__(self) -> None:
        """Refuse what La Coop refuses (peers.md § 6.2, rules)."""
        if not self.themes:
            raise ValueError("an activity has a theme")
        if self.demarches and DEMARCHES not in self.themes:
            raise ValueError("kinds of démarches go with the theme of démarches")
        if not 0 < self.minutes <= LONGEST_MINUTES:
            raise ValueError("a duration is of 1 minute to 23 h 59")

    def _own(self, kind: str, persons: int) -> Iterator[tuple[Fait, int]]:
        """Give what any activity counts; themes, place, duration and equipment by person."""
        yield (Liste.TYPE_ACTIVITE.indicateur, kind), 1
        yield ("coop_accompagnements", kind), persons
        yield ("coop_minutes", kind), self.minutes
        yield (Liste.TYPE_LIEU.indicateur, self.lieu.type_lieu), persons
        yield (Liste.DUREE.indicateur, duree_stat(self.minutes)), persons
        if self.lieu.nom:
            yield ("coop_lieu", self.lieu.nom), persons
        for liste, codes in (
            (Liste.THEME, self.themes),
            (Liste.DEMARCHE, self.demarches),
            (Liste.MATERIEL, self.materiel),
        ):
            for code in codes:
                yield (liste.indicateur, code), persons
        if self.mission:
            yield ("mission", self.mission), 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Aide(_Activite):
    """A quick help to one person, who is not known.

    `publics` holds what the agent says of that person, `NON_COMMUNIQUE` for what he does not.
    """

    autonomie: str = ""
    redirection: str = ""
    publics: Mapping[Liste, str] = field(default_factory=dict[Liste, str])

    def faits(self, asked: frozenset[Liste]) -> Iterator[tuple[Fait, int]]:
        """Give what it counts; of the public only what is `asked` (decision 0008)."""
        yield from self._own(INDIVIDUEL, 1)
        for theme in self.themes:
            yield ("aide_rapide", theme), 1
        for liste, code in (
            (Liste.AUTONOMIE, self.autonomie),
            (Liste.REDIRECTION, self.redirection),
        ):
            if code:
                yield (liste.indicateur, code), 1
        for liste in asked:
            yield (liste.indicateur, self.publics.get(liste, NON_COMMUNIQUE)), 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Atelier(_Activite):
    """A workshop as a whole.

    `publics` says how many of each kind came; whoever is in none of them is `NON_COMMUNIQUE`.
    `sensibilisation` and `objectif` are codes of the convention (002 l. 105, 004 l. 65-72).
    """

    id: str
    day: date
    participants: int
    titre: str = ""
    niveau: str = ""
    sensibilisation: tuple[str, ...] = ()
    objectif: str = ""
    publics: Publics = field(default_factory=Publics)

    def __post_init__(self) -> None:
        """Refuse what La Coop refuses: nobody came, more of a kind than came in all."""
        super(Atelier, self).__post_init__()
        if not 0 < self.participants <= MOST_PARTICIPANTS:
            raise ValueError("a workshop has 1 to 10 000 participants")
        for counts in self.publics.values():
            if any(count < 0 for count in counts.values()):
                raise ValueError("a count is not under zero")
            if sum(counts.values()) > self.participants:
                raise ValueError("more of a kind than came in all")
        if len(self.titre) > LONGEST_NAME:
            raise ValueError("a title has at most 80 letters")

    def repartition(self, liste: Liste) -> Mapping[str, int]:
        """Return how many of each kind came; whoever was put nowhere is « non communiqué »."""
        counts = {code: count for code, count in self.publics.get(liste, {}).items() if count}
        rest = self.participants - sum(counts.values())
        if rest:
            counts[NON_COMMUNIQUE] = counts.get(NON_COMMUNIQUE, 0) + rest
        return counts

    def faits(self, asked: frozenset[Liste]) -> Iterator[tuple[Fait, int]]:
        """Give what it counts; of the public only what is `asked` (decision 0008)."""
        yield from self._own(COLLECTIF, self.participants)
        if self.niveau:
            yield (Liste.NIVEAU_ATELIER.indicateur, self.niveau), 1
        for code in self.sensibilisation:
            yield ("atelier_sensibilisation", code), 1
        if self.objectif:
            yield ("atelier_objectif", self.objectif), 1
        for liste in asked:
            for code, count in self.repartition(liste).items():
                yield (liste.indicateur, code), count
