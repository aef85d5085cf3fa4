"""What a convention dates of the work: committees and reports, as rules, and the items they give.

When the convention itself begins, goes on and ends is `vie_convention`'s.
Months are calendar months: « un mois calendaire avant » 31 March is the last day of February.
Sources: 000, l. 146; 001, l. 118 and 187-197; 002, l. 210; 003, l. 116-132 and 184-191; 004,
l. 107. Decision: docs/decisions/0046.
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

_MONTHS: Final = 12
RAPPEL_JOURS: Final = 30
A_L_AVANCE: Final = timedelta(days=460)  # what the calendar shows: fifteen months


class Genre(StrEnum):
    """What an item is about: what it can be filtered by."""

    COMITE = "comite"
    RAPPORT = "rapport"
    CONVENTION = "convention"  # terms, renewals, denunciations, avenants
    MANDAT = "mandat"
    CARNET = "carnet"
    DROITS = "droits"  # requests and breaches
    CONFORMITE = "conformite"  # the impact assessment
    LIEU = "lieu"


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class JourAnnuel:
    """A day of every year; 29 February is no such day."""

    mois: int
    jour: int

    def __post_init__(self) -> None:
        date(2023, self.mois, self.jour)  # a year without 29 February: ValueError

    def of(self, year: int) -> date:
        """Return it in a year."""
        return date(year, self.mois, self.jour)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fixe:
    """One day, once (001, l. 118: « une échéance est notamment prévue au 01/07/2022 »)."""

    le: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Annuelle:
    """The same day every year (004, l. 107: « au 15 janvier »)."""

    le: JourAnnuel


@dataclass(frozen=True, slots=True, kw_only=True)
class Reunion:
    """Meetings whose dates somebody sets: `par_an` between two days of every year.

    Before a date is set, the n-th is due by the end of the n-th part of that time.
    """

    par_an: int
    du: JourAnnuel
    au: JourAnnuel

    def __post_init__(self) -> None:
        if self.par_an < 1 or self.au <= self.du:
            raise ValueError("at least one meeting, in a period of the year")

    def latest(self, year: int, number: int) -> date:
        """Return by when the n-th (from 1) of a year is held at the latest."""
        if number >= self.par_an:
            return self.au.of(year)
        months = self.au.mois - self.du.mois + 1
        month = self.du.mois - 1 + -(-number * months // self.par_an)
        return min(last_day(year, month), self.au.of(year))

    def period(self, year: int) -> tuple[date, date]:
        """Return between which days of a year they are held."""
        return self.du.of(year), self.au.of(year)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReunionUnique:
    """One meeting between two dates (003, l. 184: « une réunion en février-mars 2021 »)."""

    du: date
    au: date

    def __post_init__(self) -> None:
        if self.au < self.du:
            raise ValueError("a period ends after it begins")


@dataclass(frozen=True, slots=True, kw_only=True)
class Avant:
    """So many calendar months before each date of another rule.

    `fixer` when what is due is that this date be set: setting it is doing it, and so is holding
    the meeting.
    """

    code: str
    mois: int
    fixer: bool = False


Forme = Fixe | Annuelle | Reunion | ReunionUnique | Avant


@dataclass(frozen=True, slots=True, kw_only=True)
class RegleEcheance:
    """One rule of a convention. `a_faire` is False for what only happens (a term)."""

    code: str
    titre: str
    genre: Genre
    forme: Forme
    source: str
    precision: str = ""
    rappel_jours: int = RAPPEL_JOURS
    a_faire: bool = True

    @property
    def date_saisie(self) -> bool:
        """Tell whether somebody sets its date."""
        return isinstance(self.forme, Reunion | ReunionUnique)


class EtatEcheance(StrEnum):
    """Where an item stands on a day."""

    A_VENIR = "a_venir"
    PROCHE = "proche"
    EN_RETARD = "en_retard"
    PASSEE = "passee"  # nothing was to be done: a term that came
    FAITE = "faite"


@dataclass(frozen=True, slots=True, kw_only=True)
class Echeance:
    """An item of the calendar. `cle` is stable: it names the rule and the occurrence, nobody.

    `provisoire`: its day moves once a date is set. `date_saisie`: that date is its own, and may be
    set; `periode` then says between which days. `jour_par` set it.
    """

    cle: str
    titre: str
    genre: Genre
    jour: date
    source: str = ""
    precision: str = ""
    rappel_jours: int = RAPPEL_JOURS
    a_faire: bool = False
    provisoire: bool = False
    date_saisie: bool = False
    periode: tuple[date, date] | None = None
    jour_par: str = ""
    faite_le: date | None = None
    faite_par: str = ""
    a_la_main: bool = False  # somebody may say that it is done, or take it back
    where: str = ""  # a page of the program that settles it: a code of the window

    def etat(self, today: date) -> EtatEcheance:
        """Return where it stands: an item is late from the day after its own."""
        if self.faite_le is not None:
            return EtatEcheance.FAITE
        if self.jour < today:
            return EtatEcheance.EN_RETARD if self.a_faire else EtatEcheance.PASSEE
        if (self.jour - today).days <= self.rappel_jours:
            return EtatEcheance.PROCHE
        return EtatEcheance.A_VENIR

    @property
    def faite_en_retard(self) -> bool:
        """Tell whether it was done after its day."""
        return self.faite_le is not None and self.faite_le > self.jour


def last_day(year: int, month: int) -> date:
    """Return the last day of a month."""
    return date(year, month, monthrange(year, month)[1])


def months_from(day: date, months: int) -> date:
    """Return the same day so many calendar months later, earlier when negative.

    Where that month has no such day, its last one.
    """
    year, month = divmod(day.year * _MONTHS + day.month - 1 + months, _MONTHS)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
