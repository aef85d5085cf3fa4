"""Workshops: noted as a whole, corrected while their month is open, compared with the targets."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from app.domain.activite import Atelier
from app.domain.activites_profil import Objectif
from app.domain.failures import AppError
from app.domain.identifiers import anonymous_id
from app.domain.indicateurs import month_of
from app.storage import ateliers, indicateurs
from app.storage.ateliers import Garde
from app.storage.indicateurs import Fait
from app.usecases.activites.offre import check, faits
from app.usecases.workplace import Workplace

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


class AtelierToldError(AppError):
    """The month in which this workshop is counted was told: its figures stand (decision 0008)."""


class AtelierAheadError(AppError):
    """The day of the workshop is yet to come: who came is not known."""


class AtelierGoneError(AppError):
    """The workshop is no longer here: somebody removed it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tenu:
    """A workshop as it is listed; `open` while it may still be corrected."""

    atelier: Atelier
    open: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Suivi:
    """How many workshops of a target were held in the year (S4-14, S4-15)."""

    objectif: Objectif
    tenus: int

    @property
    def reached(self) -> bool:
        """Tell whether the convention's number is reached."""
        return self.tenus >= self.objectif.par_an


@dataclass(frozen=True, slots=True, kw_only=True)
class Annee:
    """The workshops of a year, the latest first, and the convention's targets."""

    year: int
    ateliers: Sequence[Tenu]
    suivis: Sequence[Suivi]


def new_id() -> str:
    """Return the id of a workshop about to be noted; it tells neither when nor in which order."""
    return anonymous_id()


def keep(workplace: Workplace, atelier: Atelier) -> None:
    """Note a workshop, or correct one: −old, +new in one transaction (decision 0008).

    Raises:
        AtelierAheadError: its day is yet to come.
        AtelierToldError: it was counted in a month that has been told since.
        ValueError: a value stands in no list.
    """
    check(workplace, atelier)
    if atelier.day > workplace.clock.today():
        raise AtelierAheadError
    with workplace.database.writing() as session:
        _take_back(session, atelier.id)
        month = indicateurs.open_month(session, month_of(atelier.day))
        compte = faits(workplace, atelier)
        indicateurs.ajouter(session, month, [(Fait(*fait), number) for fait, number in compte])
        ateliers.keep(session, Garde(atelier=atelier, month=month, compte=compte))


def remove(workplace: Workplace, atelier_id: str) -> Atelier:
    """Take a workshop out, with what it counted; return it, so that it can be put back.

    Raises:
        AtelierGoneError: there is none.
        AtelierToldError: as for `keep`.
    """
    with workplace.database.writing() as session:
        former = _take_back(session, atelier_id)
        if former is None:
            raise AtelierGoneError
        ateliers.remove(session, atelier_id)
    return former


def load(workplace: Workplace, atelier_id: str) -> Tenu:
    """Return a workshop.

    Raises:
        AtelierGoneError: there is none.
    """
    with workplace.database.reading() as session:
        found = ateliers.load(session, atelier_id)
        if found is None:
            raise AtelierGoneError
        is_open = not indicateurs.is_frozen(session, found.month)
    return Tenu(atelier=found.atelier, open=is_open)


def again(workplace: Workplace, atelier: Atelier) -> Atelier:
    """Return a new workshop like another one, held today, before anybody came."""
    return replace(
        atelier, id=new_id(), day=workplace.clock.today(), publics=type(atelier.publics)()
    )


def year(workplace: Workplace, number: int) -> Annee:
    """Return the workshops of a year and how far the convention's targets are reached."""
    first, last = date(number, 1, 1), date(number, 12, 31)
    with workplace.database.reading() as session:
        found = ateliers.between(session, first, last)
        held = [
            Tenu(atelier=one.atelier, open=not indicateurs.is_frozen(session, one.month))
            for one in found
        ]
    suivis = [
        Suivi(objectif=one, tenus=sum(tenu.atelier.objectif == one.code for tenu in held))
        for one in workplace.convention.activites.objectifs
    ]
    return Annee(year=number, ateliers=held, suivis=suivis)


def _take_back(session: "Session", atelier_id: str) -> Atelier | None:
    former = ateliers.load(session, atelier_id)
    if former is None:
        return None
    if indicateurs.is_frozen(session, former.month):
        raise AtelierToldError
    back = [(Fait(*fait), -number) for fait, number in former.compte]
    indicateurs.ajouter(session, former.month, back)
    return former.atelier
