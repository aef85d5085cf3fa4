"""What a convention says of mandates; a convention without this has no such door."""

from dataclasses import dataclass

from app.domain.mandat_listes import ChampMandat, DureeMandat, Mandataire


@dataclass(frozen=True, slots=True, kw_only=True)
class MandatProfil:
    """The rules of mandates under one convention.

    `delai_jours` runs from the end of a mandate to the erasure of its data: 0, the same day, unless
    the DPO chose otherwise (002 l. 160, « à défaut au terme du délai imposé » names none).
    `papier_annees` is how long the structure keeps its paper original: a reminder, nothing here.
    `retrait` says where a withdrawal may be sent in writing.
    """

    mandataire: Mandataire
    durees: tuple[DureeMandat, ...]
    champs: frozenset[ChampMandat]
    verbal: bool
    delai_jours: int
    regle: str
    delai_source: str
    papier_annees: int
    retrait: str

    def __post_init__(self) -> None:
        if not self.durees or tuple(sorted(set(self.durees))) != self.durees:
            raise ValueError("the durations stand once each, the shortest first")
        if self.delai_jours < 0:
            raise ValueError("data cannot be destroyed before the mandate ends")

    @property
    def shortest(self) -> DureeMandat:
        """Return the shortest duration: the only one for a mandate that is not signed."""
        return self.durees[0]
