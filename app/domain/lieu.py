"""A place where people are received: what a convention requires of it, what is known of it.

A requirement is met, missing, or nobody has said yet: the three are never confused. Sources: 002,
art. 1.2, l. 126-138; 003, art. 8, l. 161; 004, art. 1, l. 57-61; 001, art. 4, l. 137-138.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from app.domain.feries import ALSACE_MOSELLE, feries
from app.domain.horaires import (
    Nature,
    Ouverture,
    Periode,
    Plage,
    Semaine,
    duration_words,
)
from app.domain.permanence import Permanence

PMR: Final = "pmr"  # the requirement that a poster tells people (002, l. 132)
TEMPLE: Final = "temple"  # what makes Good Friday a holiday in a commune of Alsace-Moselle
_NO_WEEK = Semaine()


@dataclass(frozen=True, slots=True, kw_only=True)
class Exigence:
    """What a convention requires of a place; `minimum` where it is a number (002, l. 133)."""

    code: str
    libelle: str
    source: str
    minimum: int = 0


_DROIT_LOCAL: Final = Exigence(
    code=TEMPLE,
    libelle="Un temple protestant ou une église mixte dans la commune "
    "(le Vendredi saint y est alors férié)",
    source="Code du travail, art. L3134-13",
)


def questions_locales(departement: str) -> tuple[Exigence, ...]:
    """Return what is asked of a place for its holidays; no convention requires it."""
    return (_DROIT_LOCAL,) if departement in ALSACE_MOSELLE else ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Lieux:
    """What a convention says of places in general.

    `minutes_semaine` is the least a place is open a week (004, l. 60: 12 h), 0 where nothing says
    so. `verifier_mois`: own places are looked at again after so many months (001, l. 137).
    `affiche_validee`: the poster is a draft until the other party has agreed (002, l. 236).
    """

    exigences: tuple[Exigence, ...] = ()
    minutes_semaine: int = 0
    minutes_source: str = ""
    verifier_mois: int = 0
    verifier_source: str = ""
    affiche_validee: bool = False
    affiche_source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lieu:
    """A place of this structure.

    `prevu` is what the table of the convention says of it, empty for a place that the référent
    added. `constats` holds, by code of requirement, 0 or 1, or the number that was counted.
    `feries` and `vacances` tell whether it opens on public and on school holidays.
    """

    id: str
    nom: str
    commune: str = ""
    adresse: str = ""
    telephone: str = ""
    semaine: Semaine = _NO_WEEK
    feries: bool = False
    vacances: bool = True
    constats: Mapping[str, int] = field(default_factory=dict[str, int])
    prevu: tuple[Permanence, ...] = ()
    confirme: bool = True  # False while two texts of the convention do not agree on it
    verifie_le: date | None = None
    verifie_par: str = ""  # an agent's id
    ferme: bool = False  # nobody is received there any more
    kept: bool = False  # the référent has completed it: it stands in the database

    @property
    def accessible(self) -> bool | None:
        """Tell whether one enters in a wheelchair, None where nobody has said."""
        said = self.constats.get(PMR)
        return None if said is None else said > 0

    @property
    def demi_journees_prevues(self) -> int:
        """Return how many half-days a week the convention gives it, 0 where it says nothing."""
        return sum(one.demi_journees for one in self.prevu)

    def on(self, day: date, periodes: tuple[Periode, ...], departement: str) -> Ouverture:
        """Return the openings of a day: an exceptional opening is stronger than any closure."""
        week = self.semaine.on(day)
        here = [one for one in periodes if one.covers(day, self.id)]
        if any(one.nature is Nature.OUVERTURE for one in here):
            return Ouverture(plages=week)
        for one in here:
            if one.nature is Nature.FERMETURE:
                return Ouverture(plages=(), ferme=one.motif or "fermeture")
            if one.nature is Nature.VACANCES and not self.vacances:
                return Ouverture(plages=(), ferme=one.motif or "vacances scolaires")
        known = feries(day.year, departement, temple=self.constats.get(TEMPLE) != 0)
        holiday = "" if self.feries else known.get(day, "")
        return Ouverture(plages=(), ferme=holiday) if holiday else Ouverture(plages=week)


class Etat(StrEnum):
    """Whether a requirement is met."""

    TENUE = "tenue"
    MANQUE = "manque"
    A_DIRE = "a_dire"


@dataclass(frozen=True, slots=True, kw_only=True)
class Constat:
    """A requirement of the convention before a place; `words` says what was found."""

    libelle: str
    etat: Etat
    source: str
    words: str = ""


def constat(exigence: Exigence, lieu: Lieu) -> Constat:
    """Return how a place stands before a requirement."""
    said = lieu.constats.get(exigence.code)
    least = exigence.minimum or 1
    etat = Etat.A_DIRE if said is None else Etat.TENUE if said >= least else Etat.MANQUE
    words = ""
    if exigence.minimum and said is not None:
        words = f"{said}, il en faut {exigence.minimum}"
    return Constat(libelle=exigence.libelle, etat=etat, source=exigence.source, words=words)


def heures(regles: Lieux, lieu: Lieu) -> Constat | None:
    """Return whether the place opens long enough a week, to the minute.

    Source: 004, art. 1, l. 60 (« au minimum 12 heures par semaine »). None where nothing is asked.
    """
    if not regles.minutes_semaine:
        return None
    least, found = regles.minutes_semaine, lieu.semaine.minutes
    a_week = "dans la semaine la plus courte" if lieu.semaine.alternates else "par semaine"
    if not found:
        etat, words = Etat.A_DIRE, "aucun horaire"
    elif found < least:
        etat = Etat.MANQUE
        words = f"{duration_words(found)} {a_week}, il manque {duration_words(least - found)}"
    else:
        etat, words = Etat.TENUE, f"{duration_words(found)} {a_week}"
    libelle = f"Ouvert au public au moins {duration_words(least)} par semaine"
    return Constat(libelle=libelle, etat=etat, source=regles.minutes_source, words=words)


def presence(lieu: Lieu) -> Constat | None:
    """Return whether the week gives the half-days of the convention's table.

    Source: 002, art. 1.2, l. 115-124. None for a place of which the convention says nothing.
    """
    wanted, found = lieu.demi_journees_prevues, lieu.semaine.demi_journees
    if not wanted:
        return None
    said = ", ".join(f"{one.duree} {one.frequence}" for one in lieu.prevu)
    if not lieu.semaine.plages:
        etat, words = Etat.A_DIRE, "aucun horaire"
    else:
        etat = Etat.TENUE if found >= wanted else Etat.MANQUE
        many = "s" if found > 1 else ""
        words = f"{found}\u00a0demi-journée{many} par semaine"
        if found < wanted:
            words += f", la convention en prévoit {wanted}"
        elif found > wanted:
            words += f", {found - wanted} de plus que la convention"
    libelle = f"Présence prévue\u00a0: {said}"
    source = " ; ".join(dict.fromkeys(one.source for one in lieu.prevu))
    return Constat(libelle=libelle, etat=etat, source=source, words=words)


def constats(regles: Lieux, lieu: Lieu) -> tuple[Constat, ...]:
    """Return how a place stands before everything that its convention requires."""
    timed = [one for one in (presence(lieu), heures(regles, lieu)) if one is not None]
    return (*timed, *(constat(one, lieu) for one in regles.exigences))


def next_opening(
    lieu: Lieu, day: date, periodes: tuple[Periode, ...], departement: str
) -> tuple[date, Plage] | None:
    """Return the first opening from `day` on, within a year; None when there is none."""
    if not lieu.semaine.plages or lieu.ferme:
        return None
    for ahead in range(366):
        at = day + timedelta(days=ahead)
        if plages := lieu.on(at, periodes, departement).plages:
            return at, plages[0]
    return None
