"""What a convention adds to the lists of La Coop: missions, targets, criteria, surveys."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from app.domain.coop import Liste
from app.domain.indicateurs import PREFIX_ATELIERS, PREFIX_CRITERE


class Compte(StrEnum):
    """What a criterion counts; it is asked of those acts alone."""

    PERSONNES = "personnes"  # whoever was helped or came to a workshop
    ACTES = "actes"  # a quick help once, a workshop once
    AIDES = "aides"  # quick helps alone: a person each
    ATELIERS = "ateliers"  # workshops alone: things, never hidden (docs/decisions/0065)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rubrique:
    """An entry of a list of the convention: a mission (002 l. 97-107), a theme (002 l. 105)."""

    code: str
    libelle: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Objectif:
    """A kind of workshop of which the convention wants some every year (004 l. 64-72)."""

    code: str
    libelle: str
    par_an: int
    exemples: Sequence[str] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Critere:
    """A criterion that the Département added (004 l. 106): one list, one value an act."""

    code: str
    libelle: str
    compte: Compte
    valeurs: Sequence[Rubrique]

    @property
    def indicateur(self) -> str:
        """Return the name under which its values are counted."""
        prefix = PREFIX_ATELIERS if self.compte is Compte.ATELIERS else ""
        return f"{prefix}{PREFIX_CRITERE}{self.code}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Questionnaires:
    """A survey of the convention: its file under resources/, without suffix, and how often."""

    questions: str
    quand: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Activites:
    """The table [activites]; without it La Coop's lists stand alone and nothing of the public.

    `themes` come first in the list of themes, in this order. `publics` are the lists that say who
    came: asked for nowhere else. `catalogue`: workshops come from one of the Département.
    """

    themes: Sequence[str] = ()
    publics: Sequence[Liste] = ()
    catalogue: bool = False
    missions: Sequence[Rubrique] = ()
    sensibilisation: Sequence[Rubrique] = ()
    objectifs: Sequence[Objectif] = ()
    criteres: Sequence[Critere] = ()
    satisfaction: Questionnaires | None = None
    evaluation: Questionnaires | None = None

    @property
    def asked(self) -> frozenset[Liste]:
        """Return the lists of the public that may be counted (decision 0008)."""
        return frozenset(self.publics)
