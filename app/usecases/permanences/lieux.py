"""The places of this structure: those of the convention's table, completed by the référent.

A place that he has not touched yet is the convention's and stands nowhere else: a new version of
the convention changes it. Sources: 002, art. 1.2, l. 113-138; 001, l. 137; 004, l. 57-61.
"""

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Final

from app.domain.echeance import months_from
from app.domain.failures import AppError
from app.domain.habilitation import Acte
from app.domain.horaires import Nature, Ouverture, Periode
from app.domain.identifiers import AgentId, anonymous_id
from app.domain.lieu import PMR, Constat, Lieu, Lieux, constats
from app.domain.permanence import Permanence
from app.storage import agents, lieux
from app.storage.lieux import LieuGarde
from app.usecases.laptop.habilitations import actes, require
from app.usecases.laptop.holidays import departement
from app.usecases.permanences import comptes
from app.usecases.workplace import Workplace

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

_OF_CONVENTION: Final = "convention/"
_NOTHING_ASKED: Final = Lieux()


class PlaceNameError(AppError):
    """A place needs a name that no other place has."""


class PlaceGoneError(AppError):
    """The place is no longer on this laptop."""


class NothingOpensError(AppError):
    """An exceptional opening, on days for which no hours are known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LieuSuivi:
    """A place with how it stands before the convention, and when to look at it again."""

    lieu: Lieu
    constats: tuple[Constat, ...]
    aujourd_hui: Ouverture
    verifier_le: date | None = None
    verifie_par: str = ""  # a name


@dataclass(frozen=True, slots=True, kw_only=True)
class Tableau:
    """The places of this laptop. `may_change`: this agent is the référent."""

    lieux: tuple[LieuSuivi, ...]
    fermes: tuple[LieuSuivi, ...]
    periodes: tuple[Periode, ...]
    regles: Lieux
    departement: str
    may_change: bool


def has_places(workplace: Workplace) -> bool:
    """Tell whether this convention says anything of places."""
    return workplace.convention.lieux is not None or bool(workplace.convention.permanences)


def regles(workplace: Workplace) -> Lieux:
    """Return what the convention requires of places."""
    return workplace.convention.lieux or _NOTHING_ASKED


def load(workplace: Workplace) -> Tableau:
    """Return the places, those of the convention first and in its order."""
    today, rules, code = workplace.clock.today(), regles(workplace), departement(workplace)
    may_change = Acte.VERSIONS in actes(workplace)
    with workplace.database.reading() as session:
        here = places(session, workplace)
        periodes = lieux.periodes(session, since=today)
        names = {
            one.verifie_par: agent.display_name
            for one in here
            if one.verifie_par and (agent := agents.load(session, AgentId(one.verifie_par)))
        }
    followed = [
        LieuSuivi(
            lieu=one,
            constats=constats(rules, one),
            aujourd_hui=one.on(today, periodes, code),
            verifier_le=verification_due(rules, one),
            verifie_par=names.get(one.verifie_par, ""),
        )
        for one in here
    ]
    return Tableau(
        lieux=tuple(one for one in followed if not one.lieu.ferme),
        fermes=tuple(one for one in followed if one.lieu.ferme),
        periodes=periodes,
        regles=rules,
        departement=code,
        may_change=may_change,
    )


def verification_due(rules: Lieux, lieu: Lieu) -> date | None:
    """Return when a place is to be looked at again; None where the convention does not ask.

    Source: 001, art. 4, l. 137 (« mettre régulièrement à jour ses données »).
    """
    if not rules.verifier_mois or lieu.ferme or lieu.verifie_le is None:
        return None
    return months_from(lieu.verifie_le, rules.verifier_mois)


def keep(workplace: Workplace, lieu: Lieu) -> Lieu:
    """Keep a place, new when its id is empty; what was held there follows its name.

    Raises:
        NotAllowedError: only the référent completes the places.
        PlaceNameError: it has no name, or another place's.
    """
    require(workplace, Acte.VERSIONS)
    with workplace.database.writing() as session:
        known = places(session, workplace)
        if not lieu.nom.strip() or any(one.nom == lieu.nom and one.id != lieu.id for one in known):
            raise PlaceNameError
        kept = replace(lieu, id=lieu.id or anonymous_id())
        _keep(session, workplace, kept)
        former = next((one.nom for one in known if one.id == kept.id), kept.nom)
        if former != kept.nom:
            comptes.rename(session, kept.id, former, kept.nom)
    return kept


def verify(workplace: Workplace, lieu_id: str) -> None:
    """Note that what is known of a place was looked at today and holds.

    Raises:
        NotAllowedError, PlaceGoneError: nothing was noted.
    """
    require(workplace, Acte.VERSIONS)
    with workplace.database.writing() as session:
        lieu = find(session, workplace, lieu_id)
        seen = replace(lieu, verifie_le=workplace.clock.today(), verifie_par=workplace.agent.id)
        _keep(session, workplace, seen)


def set_closed(workplace: Workplace, lieu_id: str, *, ferme: bool) -> None:
    """Note that nobody is received there any more, or again.

    Raises:
        NotAllowedError, PlaceGoneError: nothing was noted.
    """
    require(workplace, Acte.VERSIONS)
    with workplace.database.writing() as session:
        lieu = find(session, workplace, lieu_id)
        _keep(session, workplace, replace(lieu, ferme=ferme))


def add_periode(workplace: Workplace, periode: Periode) -> None:
    """Keep a closure, school holidays, or an exceptional opening; its id is given here.

    Raises:
        NotAllowedError: only the référent does this.
        NothingOpensError: an opening of days that have no hours in the week of the place; a poster
            would announce it, and nobody would come.
    """
    require(workplace, Acte.VERSIONS)
    with workplace.database.writing() as session:
        if periode.nature is Nature.OUVERTURE and not any(
            periode.opens(one.semaine)
            for one in places(session, workplace)
            if periode.lieu_id in {"", one.id}
        ):
            raise NothingOpensError
        lieux.keep_periode(session, replace(periode, id=anonymous_id()))


def remove_periode(workplace: Workplace, periode_id: str) -> None:
    """Take an exception back.

    Raises:
        NotAllowedError: only the référent does this.
    """
    require(workplace, Acte.VERSIONS)
    with workplace.database.writing() as session:
        lieux.remove_periode(session, periode_id)


def find(session: "Session", workplace: Workplace, lieu_id: str) -> Lieu:
    """Return a place.

    Raises:
        PlaceGoneError: it is not here.
    """
    for one in places(session, workplace):
        if one.id == lieu_id:
            return one
    raise PlaceGoneError


def name_of(lieu_id: str) -> str:
    """Return the name of a place that a later version of the convention left out, from its id."""
    return lieu_id.removeprefix(_OF_CONVENTION)


def _keep(session: "Session", workplace: Workplace, lieu: Lieu) -> None:
    lieux.keep(
        session,
        lieu,
        convention_lieu=lieu.id.removeprefix(_OF_CONVENTION)
        if lieu.id.startswith(_OF_CONVENTION)
        else "",
        at=workplace.clock.now(),
        by=workplace.agent.id,
    )


def places(session: "Session", workplace: Workplace) -> list[Lieu]:
    """Return all places, those of the convention first, closed ones too."""
    kept = {one.lieu.id: one for one in lieux.every(session)}
    found = [
        _of_table(lines, kept.pop(f"{_OF_CONVENTION}{name}", None))
        for name, lines in _by_name(workplace.convention.permanences).items()
    ]
    found += [one.lieu for one in kept.values()]
    return found


def _by_name(permanences: tuple[Permanence, ...]) -> dict[str, list[Permanence]]:
    found: dict[str, list[Permanence]] = {}
    for one in permanences:
        found.setdefault(one.lieu, []).append(one)
    return found


def _of_table(lines: list[Permanence], kept: LieuGarde | None) -> Lieu:
    if kept is not None:
        return replace(kept.lieu, prevu=tuple(lines))
    stated = next((one.accessible for one in lines if one.accessible is not None), None)
    return Lieu(
        id=f"{_OF_CONVENTION}{lines[0].lieu}",
        nom=lines[0].lieu,
        commune=lines[0].commune,
        adresse=next((one.adresse for one in lines if one.adresse), ""),
        constats={} if stated is None else {PMR: int(stated)},
        prevu=tuple(lines),
        confirme=not any(one.a_confirmer for one in lines),
    )
