"""Quick helps: counted without a name, taken back, counted once more."""

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Final, cast

from app.domain.activite import Aide, Lieu
from app.domain.activites_profil import Compte
from app.storage import indicateurs, parametres
from app.storage.indicateurs import Fait
from app.usecases.activites.offre import check, faits
from app.usecases.interview.counting import counting_month
from app.usecases.workplace import Workplace

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

_TODAY: Final = "aides_rapides.du_jour"
_HABITS: Final = "aides_rapides.habitudes"
USUAL: Final = 15  # minutes of a quick help before anybody said otherwise


@dataclass(frozen=True, slots=True, kw_only=True)
class Habitudes:
    """What the last help leaves to the next: where, and how long. Nothing of the person."""

    minutes: int = USUAL
    lieu: Lieu | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Comptee:
    """A help that was counted, and what is needed to take it back."""

    aide: Aide
    month: str
    day: date
    today: int  # how many quick helps were counted today on this laptop


def habits(workplace: Workplace) -> tuple[Habitudes, int]:
    """Return where and how long the last help was, and how many were counted today."""
    with workplace.database.reading() as session:
        kept = parametres.load(session, _HABITS)
        count = _count(session, workplace.clock.today())
    if not isinstance(kept, dict):
        return Habitudes(), count
    said = cast("dict[str, int | str]", kept)
    lieu = Lieu(type_lieu=str(said["type_lieu"]), nom=str(said["lieu"]))
    return Habitudes(minutes=int(said["minutes"]), lieu=lieu), count


def count(workplace: Workplace, aide: Aide) -> Comptee:
    """Count a quick help in the month that is open.

    Raises:
        ValueError: a value stands in no list.
    """
    check(workplace, aide)
    today = workplace.clock.today()
    with workplace.database.writing() as session:
        month = counting_month(session, workplace)
        indicateurs.ajouter(session, month, _changes(workplace, aide, 1))
        lieu = aide.lieu
        parametres.keep(
            session,
            _HABITS,
            {"minutes": aide.minutes, "type_lieu": lieu.type_lieu, "lieu": lieu.nom},
        )
        done = _add_today(session, today, 1)
    return Comptee(aide=aide, month=month, day=today, today=done)


def again(workplace: Workplace, aide: Aide) -> Aide:
    """Return the same help to somebody else, of whom nothing is known."""
    of_act = {
        one.code
        for one in workplace.convention.activites.criteres
        if one.compte is not Compte.PERSONNES
    }
    criteres = {code: value for code, value in aide.criteres.items() if code in of_act}
    return replace(aide, autonomie="", redirection="", publics={}, criteres=criteres)


def take_back(workplace: Workplace, counted: Comptee) -> bool:
    """Take a help back; tell whether it could be: a month that was told keeps its figures."""
    with workplace.database.writing() as session:
        if indicateurs.is_frozen(session, counted.month):
            return False
        indicateurs.ajouter(session, counted.month, _changes(workplace, counted.aide, -1))
        if counted.day == workplace.clock.today():
            _add_today(session, counted.day, -1)
    return True


def _changes(workplace: Workplace, aide: Aide, sign: int) -> list[tuple[Fait, int]]:
    return [(Fait(*fait), sign * number) for fait, number in faits(workplace, aide)]


def _count(session: "Session", day: date) -> int:
    kept = parametres.load(session, _TODAY)
    if not isinstance(kept, dict) or kept.get("jour") != day.isoformat():
        return 0
    number = kept.get("nombre")
    return number if isinstance(number, int) else 0


def _add_today(session: "Session", day: date, change: int) -> int:
    number = max(0, _count(session, day) + change)
    parametres.keep(session, _TODAY, {"jour": day.isoformat(), "nombre": number})
    return number
