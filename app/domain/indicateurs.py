"""Anonymous indicators: what a finished interview adds to the monthly counters.

One dimension at a time, month only, nothing that links two dimensions of one person except the
crossing that the convention 001 asks for (category of audience × service, art. 4 l. 118).
Decision: docs/decisions/0008-indicators.md.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

OF_THE_PERSON = frozenset({"tranche_age", "sexe", "csp", "allophone", "handicap"})
OF_THE_PUBLIC = OF_THE_PERSON | {"coop_genre", "coop_tranche_age", "coop_statut_social"}

BENEFICIAIRE: Final = "beneficiaire"
"""Interviews that ended with a Pass, where the convention asks who got one."""

_THINGS = frozenset(
    {
        *("permanence", "permanence_minutes"),
        "coop_niveau_atelier",
        *("carnet_recu", "carnet_perdu", "carnet_perime"),
    }
)
_WORKSHOPS = ("coop_type_activite", "collectif")  # the individual ones are a person each
PREFIX_CRITERE: Final = "critere_"
PREFIX_ATELIERS: Final = "atelier_"
"""Begins the names of counters of which a workshop is 1, whatever list a convention adds."""


def counts_things(fact: tuple[str, str]) -> bool:
    """Tell whether an (indicator, value) counts workshops, openings or carnets, never persons.

    For whoever sums laptops and reads no profile; a laptop asks the profile (docs/decisions/0064).
    """
    return fact[0] in _THINGS or fact == _WORKSHOPS or fact[0].startswith(PREFIX_ATELIERS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fiche:
    """What the agent may note of the public, never kept with the person (obligations S1-45).

    Codes of resources/territory; empty where it was not asked or not answered.
    """

    sexe: str = ""
    csp: str = ""
    allophone: str = ""  # « oui » or « non »
    handicap: str = ""  # « oui » or « non »


def month_of(day: date) -> str:
    """Return the month in which an act of `day` is counted."""
    return f"{day:%Y-%m}"


def countable(
    values: Iterable[tuple[str, str]], *, asked: frozenset[str], consented: bool
) -> tuple[tuple[str, str], ...]:
    """Return which (dimension, value) pairs of one interview may be counted.

    Dimensions of the person are counted only when the convention asks for them (`asked`) and the
    person accepted that purpose of the notice; those of the activity (channel, ending, service)
    always are. An empty value counts nowhere.
    """
    return tuple(
        (nom, valeur)
        for nom, valeur in values
        if valeur and (nom not in OF_THE_PERSON or (consented and nom in asked))
    )
