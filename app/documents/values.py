"""Values that several papers print."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app.documents.parties import contact_of
from app.domain.convention import Convention


@dataclass(frozen=True, slots=True, kw_only=True)
class CarnetRemis:
    """A carnet with its printed number; `valid_until` is None where nobody knows it yet."""

    numero: str
    valid_until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Lieu:
    """A place that trains, as lists show it; unknown facts are empty and left out."""

    nom: str
    adresse: str
    telephone: str = ""
    jours: str = ""
    accessibilite: str = ""
    distance: str = ""

    @property
    def details(self) -> str:
        """Return everything but the name on one line."""
        facts = (self.adresse, self.telephone, self.jours, self.accessibilite, self.distance)
        return " – ".join(fact for fact in facts if fact)


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """Whom to call."""

    nom: str
    telephone: str = ""
    courriel: str = ""

    @property
    def line(self) -> str:
        """Return « nom : telephone – courriel »."""
        means = contact_of(self.telephone, self.courriel)
        return f"{self.nom} : {means}" if means else self.nom


def carnets_in_words(carnets: int) -> str:
    """Return « 1 carnet » or « 2 carnets »."""
    return f"{carnets} carnet" if carnets == 1 else f"{carnets} carnets"


def pass_count(convention: Convention, carnets: int) -> int:
    """Return how many Pass that many carnets hold."""
    return carnets * convention.pass_numerique.pass_par_carnet


def value_eur(convention: Convention, carnets: int) -> int:
    """Return what they are worth, in euros."""
    return pass_count(convention, carnets) * convention.pass_numerique.valeur_pass_eur


def numbers_in_words(carnets: Sequence[CarnetRemis]) -> str:
    """Return the numbers, comma between."""
    return ", ".join(carnet.numero for carnet in carnets)
