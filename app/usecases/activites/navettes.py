"""Shuttle sheets as they are counted: how many left, how many coupons came back (003, l. 148).

The sheet goes with the person and nothing of it stays: neither a name nor a number to match the
coupon with.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from app.domain.convention import Remise
from app.domain.habilitation import Role
from app.storage import indicateurs
from app.storage.indicateurs import Fait
from app.usecases.interview.counting import counting_month
from app.usecases.workplace import Workplace

_NAME: Final = "navette"


class Passage(StrEnum):
    """What is counted of a shuttle sheet: that it left, or what its coupon says."""

    EMISE = "emise"
    DIAGNOSTIC = "retour_diagnostic"
    CARNET = "retour_pass"
    AUTRE = "retour_autre"


@dataclass(frozen=True, slots=True, kw_only=True)
class Compte:
    """A passage that was counted, and what is needed to take it back."""

    passage: Passage
    month: str


def is_used(workplace: Workplace) -> bool:
    """Tell whether the convention has facilitateurs, who lead people to a prescripteur."""
    return Role.FACILITATEUR in workplace.convention.habilitations.roles


def returns(workplace: Workplace) -> tuple[Passage, ...]:
    """Return what a coupon may say; no Pass where there are none."""
    without = workplace.convention.pass_numerique.remise is Remise.AUCUNE
    said = (Passage.DIAGNOSTIC, Passage.CARNET, Passage.AUTRE)
    return tuple(one for one in said if not (without and one is Passage.CARNET))


def count(workplace: Workplace, passage: Passage) -> Compte:
    """Count a sheet that left, or a coupon that came back."""
    with workplace.database.writing() as session:
        month = counting_month(session, workplace)
        indicateurs.ajouter(session, month, [(Fait(_NAME, passage.value), 1)])
    return Compte(passage=passage, month=month)


def take_back(workplace: Workplace, counted: Compte) -> bool:
    """Take a passage back; tell whether it could be: a month that was told keeps its figures."""
    with workplace.database.writing() as session:
        if indicateurs.is_frozen(session, counted.month):
            return False
        indicateurs.ajouter(session, counted.month, [(Fait(_NAME, counted.passage.value), -1)])
    return True


def of_year(workplace: Workplace, year: int) -> dict[Passage, int]:
    """Return how many of each passage were counted in a year: sheets, not people."""
    with workplace.database.reading() as session:
        found = indicateurs.exact_by_month(session)
    return {
        one: sum(
            figures.get(Fait(_NAME, one.value), 0)
            for month, figures in found.items()
            if month[:4] == str(year)
        )
        for one in Passage
    }
