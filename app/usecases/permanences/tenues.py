"""Permanences held: opened, closed, noted afterwards; counted by month without anybody's name.

Counters: `permanence` by place, and `permanence_minutes` by place (docs/decisions/0008 and 0046).
They are added and taken back in the transaction that changes the permanence.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Final

from app.domain.failures import AppError
from app.domain.horaires import Plage
from app.domain.identifiers import anonymous_id
from app.domain.indicateurs import month_of
from app.storage import agents, indicateurs, lieux
from app.storage.lieux import Partie, Tenue
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
    """A permanence with the name of its place and of the agent; `minutes` once it is closed.

    `parties` lie between its breaks, in order; `minutes` are those of all of them.
    """

    id: str
    lieu_id: str
    lieu: str
    day: date
    parties: tuple[Partie, ...]
    agent: str
    minutes: int | None

    @property
    def opened_at(self) -> datetime:
        """Return when it began."""
        return self.parties[0].opened_at


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
            parties=one.parties,
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
            parties=(Partie(now),),
            month=month_of(today),
            agent_id=workplace.agent.id,
        )
        _check_free(session, opened)
        lieux.keep_tenue(session, opened)
    return opened.id


def fermer(workplace: Workplace, tenue_id: str, heures: Sequence[Plage]) -> None:
    """Close a permanence that was held at these hours, a break between two, and count it once.

    Raises:
        AlreadyHeldError: it is closed, or was taken back, or another was counted at these hours.
        PermanenceHoursError: nothing lasts so long, or so little.
    """
    _check(heures)
    with workplace.database.writing() as session:
        opened = lieux.tenue(session, tenue_id)
        if opened is None or opened.minutes is not None:
            raise AlreadyHeldError
        month = indicateurs.open_month(session, month_of(opened.day))
        closed = replace(opened, parties=_parties(workplace, opened.day, heures), month=month)
        _check_free(session, closed)
        lieux.keep_tenue(session, closed)
        _count(session, workplace, closed, 1)


def noter(workplace: Workplace, lieu_id: str, day: date, heures: Sequence[Plage]) -> None:
    """Note a permanence that was held on a day and that nobody opened here, and count it once.

    `heures` have a break between two; their own day says nothing.

    Raises:
        PlaceGoneError: the place is not here.
        AlreadyHeldError: one is open there, or was counted, at these hours.
        PermanenceHoursError: nothing lasts so long, or the day is still to come, or too old to be
            seen in the list and taken back.
    """
    _check(heures)
    today = workplace.clock.today()
    if not today - LISTED <= day <= today:
        raise PermanenceHoursError
    with workplace.database.writing() as session:
        lieu = find(session, workplace, lieu_id)
        held = Tenue(
            id=anonymous_id(),
            lieu_id=lieu.id,
            day=day,
            parties=_parties(workplace, day, heures),
            month=indicateurs.open_month(session, month_of(day)),
            agent_id=workplace.agent.id,
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
    others = (
        part
        for one in lieux.tenues(session, since=held.day)
        if one.id != held.id and (one.lieu_id, one.day) == (held.lieu_id, held.day)
        for part in one.parties
    )
    if any(_meets(part, one) for one in others for part in held.parties):
        raise AlreadyHeldError


def _meets(part: Partie, other: Partie) -> bool:
    ended = part.opened_at + timedelta(minutes=part.minutes or 1)
    if other.minutes is None:
        return other.opened_at < ended
    over = other.opened_at + timedelta(minutes=other.minutes)
    return other.opened_at < ended and part.opened_at < over


def _parties(workplace: Workplace, day: date, heures: Sequence[Plage]) -> tuple[Partie, ...]:
    zone = workplace.clock.zone()
    return tuple(
        Partie(datetime.combine(day, time(*divmod(one.debut, 60)), zone), one.minutes)
        for one in heures
    )


def _check(heures: Sequence[Plage]) -> None:
    if not 0 < sum(one.minutes for one in heures) <= LONGEST:
        raise PermanenceHoursError


def _count(session: "Session", workplace: Workplace, held: Tenue, sign: int) -> None:
    names = {one.id: one.nom for one in places(session, workplace)}
    count(session, held, names.get(held.lieu_id, name_of(held.lieu_id)), sign)
