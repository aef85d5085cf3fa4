"""The lists of La Coop de la médiation numérique: what an activity may be, in its own codes.

Acts are counted in these codes so that nothing is entered twice. Values: peers.md § 6.1, kept in
resources/activites/coop.csv.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

DEMARCHES: Final = "aide_aux_demarches_administratives"  # the theme that has sub-themes
NON_COMMUNIQUE: Final = "non_communique"
LONGEST_MINUTES: Final = 23 * 60 + 59  # « personnaliser (0-23 h, 0-59 min) »
USUAL_MINUTES: Final = (15, 30, 45, 60, 90, 120)
_DURATION: Final = re.compile(r"(?:(\d{1,2})\s*h\s*)?(\d{1,3})?\s*(?:min|mn|m)?\Z", re.IGNORECASE)


class Liste(StrEnum):
    """A list of La Coop, by its name in the file and in the counters (« coop_genre »)."""

    TYPE_ACTIVITE = "type_activite"
    GENRE = "genre"
    TRANCHE_AGE = "tranche_age"
    STATUT_SOCIAL = "statut_social"
    TYPE_LIEU = "type_lieu"
    MATERIEL = "materiel"
    AUTONOMIE = "autonomie"
    NIVEAU_ATELIER = "niveau_atelier"
    REDIRECTION = "structure_de_redirection"
    THEME = "thematique_mediation"
    DEMARCHE = "thematique_demarche"
    DUREE = "duree_stat"

    @property
    def indicateur(self) -> str:
        """Return the name under which values of this list are counted."""
        return f"coop_{self.value}"


PUBLICS: Final = (Liste.GENRE, Liste.TRANCHE_AGE, Liste.STATUT_SOCIAL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Valeur:
    """A value: `code` in La Coop's API, `coop` in its enumeration, the label it shows."""

    code: str
    coop: str
    libelle: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Coop:
    """All lists, each in La Coop's order."""

    listes: Mapping[Liste, Sequence[Valeur]]

    def codes(self, liste: Liste) -> tuple[str, ...]:
        """Return the codes of a list."""
        return tuple(valeur.code for valeur in self.listes[liste])

    def labels(self, liste: Liste) -> dict[str, str]:
        """Return what a list shows, by code."""
        return {valeur.code: valeur.libelle for valeur in self.listes[liste]}


def duree_stat(minutes: int) -> str:
    """Return the bracket in which La Coop counts a duration: [0,30[, [30,60[, [60,120[, more."""
    for bound in (30, 60, 120):
        if minutes < bound:
            return str(bound)
    return "more"


def minutes_of(text: str) -> int | None:
    """Read a duration as one writes it (« 45 », « 1 h 20 », « 2h »); None when it is not one."""
    found = _DURATION.match(text.strip())
    if found is None or not any(found.groups()):
        return None
    minutes = int(found[1] or 0) * 60 + int(found[2] or 0)
    return minutes if 0 < minutes <= LONGEST_MINUTES else None


def duration_words(minutes: int) -> str:
    """Write a duration: « 45 min », « 1 h 20 », « 2 h »."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return f"{rest}\u00a0min"
    return f"{hours}\u00a0h {rest:02}" if rest else f"{hours}\u00a0h"
