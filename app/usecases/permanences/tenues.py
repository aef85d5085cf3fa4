"""Permanences held: opened, closed, noted afterwards; counted by month without anybody's name.

Counters: `permanence` by place, and `permanence_minutes` by place (docs/decisions/0008 and 0046).
They are added and taken back in the transaction that changes the permanence.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Final

from app.domain.failures import AppError
from app.domain.identifiers import anonymous_id
from app.domain.indicateurs import month_of
from app.storage import agents, indicateurs, lieux
from app.storage.lieux import Tenue
from app.usecases.permanences.comptes import count
from app.usecases.permanences.lieux import find, name_of, places
from app.usecases.workplace import Workplace

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

LONGEST: Final = 14 * 60
RECENT: Final = timedelta(days=31)  # as long as who noted a permanence is remembered
LISTED: Final = timedelta(days=366)  # as long as it may be noted, seen and taken back


class AlreadyHeldError(AppError):
    """This permanence is open already, or was closed or counted meanwhile."""


class PermanenceHoursError(AppError):
    """A permanence lasts between a minute and 14 hours, on a day of the last twelve months."""


class PermanenceReportedError(AppError):
    """Its month was reported: its figures do not change any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TenueSuivie:
    """A permanence with the name of its place and of the agent; `minutes` once it is closed."""

    id: str
    lieu_id: str
    lieu: str
    day: date
    opened_at: datetime
    agent: str
    minutes: int | None


def forget_agents(workplace: Workplace) -> None:
    """Forget who noted a permanence a month ago: nothing needs it any more.

    Source: minimisation (RGPD, art. 5.1 c and e); its figures name nobody.
    """
    with workplace.database.writing() as session:
        lieux.forget_agents(session, before=workplace.clock.today() - RECENT)


def listed(workplace: Workplace, back: timedelta = LISTED) -> list[TenueSuivie]:
    """Return the permanences since so long ago and those never closed, the latest first."""
    since = workplace.clock.today() - back
    with workplace.database.reading() as session:
        names = {one.id: one.nom for one in places(session, workplace)}
        found = [
            (one, agents.load(session, one.agent_id)) for one in lieux.tenues(session, since=since)
        ]
    return [
        TenueSuivie(
            id=one.id,
            lieu_id=one.lieu_id,
            lieu=names.get(one.lieu_id) or f"{name_of(one.lieu_id)} (lieu retiré)",
            day=one.day,
            opened_at=one.opened_at,
            agent=agent.display_name if agent else "",
            minutes=one.minutes,
        )
        for one, agent in found
    ]


def ouvrir(workplace: Workplace, lieu_id: str) -> str:
    """Open the permanence of a place, now; return its id.

    Raises:
        PlaceGoneError: the place is not here.
        AlreadyHeldError: it is open already on this laptop, or counted at this hour.
    """
    now, today = workplace.clock.now(), workplace.clock.today()
    with workplace.database.writing() as session:
        lieu = find(session, workplace, lieu_id)
        opened = Tenue(
            id=anonymous_id(),
            lieu_id=lieu.id,
            day=today,
            opened_at=now,
            month=month_of(today),
            agent_id=workplace.agent.id,
        )
        _check_free(session, opened)
        lieux.keep_tenue(session, opened)
    return opened.id


def fermer(workplace: Workplace, tenue_id: str, debut: time, minutes: int) -> None:
    """Close a permanence that began at `debut` and lasted so long, and count it.

    Raises:
        AlreadyHeldError: it is closed, or was taken back, or another was counted at these hours.
        PermanenceHoursError: nothing lasts so long, or so little.
    """
    _check(minutes)
    with workplace.database.writing() as session:
        opened = lieux.tenue(session, tenue_id)
        if opened is None or opened.minutes is not None:
            raise AlreadyHeldError
        month = indicateurs.open_month(session, month_of(opened.day))
        began = datetime.combine(opened.day, debut, workplace.clock.zone())
        closed = replace(opened, opened_at=began, minutes=minutes, month=month)
        _check_free(session, closed)
        lieux.keep_tenue(session, closed)
        _count(session, workplace, closed, 1)


def noter(workplace: Workplace, lieu_id: str, day: date, debut: time, minutes: int) -> None:
    """Note a permanence that was held on a day and that nobody opened here, and count it.

    Raises:
        PlaceGoneError: the place is not here.
        AlreadyHeldError: one is open there, or was counted, at these hours.
        PermanenceHoursError: nothing lasts so long, or the day is still to come, or too old to be
            seen in the list and taken back.
    """
    _check(minutes)
    today = workplace.clock.today()
    if not today - LISTED <= day <= today:
        raise PermanenceHoursError
    began = datetime.combine(day, debut, workplace.clock.zone())
    with workplace.database.writing() as session:
        lieu = find(session, workplace, lieu_id)
        held = Tenue(
            id=anonymous_id(),
            lieu_id=lieu.id,
            day=day,
            opened_at=began,
            month=indicateurs.open_month(session, month_of(day)),
            agent_id=workplace.agent.id,
            minutes=minutes,
        )
        _check_free(session, held)
        lieux.keep_tenue(session, held)
        _count(session, workplace, held, 1)


def retirer(workplace: Workplace, tenue_id: str) -> None:
    """Take a permanence back, with what it counted; one that is gone already stays gone.

    Raises:
        PermanenceReportedError: its month was reported.
    """
    with workplace.database.writing() as session:
        held = lieux.tenue(session, tenue_id)
        if held is None:
            return
        if held.minutes is not None:
            if indicateurs.is_frozen(session, held.month):
                raise PermanenceReportedError
            _count(session, workplace, held, -1)
        lieux.remove_tenue(session, tenue_id)


def _check_free(session: "Session", held: Tenue) -> None:
    """Refuse hours of a place that another permanence takes already; one left open goes on."""
    ended = held.opened_at + timedelta(minutes=held.minutes or 1)
    for one in lieux.tenues(session, since=held.day):
        over = None if one.minutes is None else one.opened_at + timedelta(minutes=one.minutes)
        meets = one.opened_at < ended and (over is None or held.opened_at < over)
        if one.id != held.id and (one.lieu_id, one.day) == (held.lieu_id, held.day) and meets:
            raise AlreadyHeldError


def _check(minutes: int) -> None:
    if not 0 < minutes <= LONGEST:
        raise PermanenceHoursError


def _count(session: "Session", workplace: Workplace, held: Tenue, sign: int) -> None:
    names = {one.id: one.nom for one in places(session, workplace)}
    count(session, held, names.get(held.lieu_id, name_of(held.lieu_id)), sign)
