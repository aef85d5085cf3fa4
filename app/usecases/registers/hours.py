"""Hours as they are typed from the wall: of a reception, of a real sending, against their clock."""

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import TYPE_CHECKING

from app.domain.clock import CLOCK_TOLERANCE
from app.domain.delais import Compte, instants_of
from app.domain.demande import CanalDemande, MotifRetard, Transmission
from app.domain.failures import AppError
from app.storage import instant
from app.usecases.workplace import Workplace

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


class SkippedHourError(AppError):
    """That night the clocks leapt over this hour: it never was."""


class FutureHourError(AppError):
    """The hour typed has not come yet."""


class TooEarlyHourError(AppError):
    """Something was sent or answered before it was received."""


class DelayReasonError(AppError):
    """It left after its term: a reason of the list is needed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """What was typed of a sending; `retard` is needed once the term was over."""

    day: date
    hour: time
    canal: CanalDemande
    retard: MotifRetard | None = None


def believed_now(session: "Session", workplace: Workplace) -> datetime:
    """Return the instant at which clocks are read: a clock set back stops at the last believed."""
    trusted, now = instant.trusted(session), workplace.clock.now()
    return now if trusted is None else max(now, trusted.at)


def moment(
    workplace: Workplace, day: date, hour: time, *, not_before: datetime | None = None
) -> datetime:
    """Return the instant of an hour typed from the wall, refused when it cannot be.

    Where the wall shows it twice, the first that is not before `not_before`: no term is prolonged.

    Raises:
        SkippedHourError, FutureHourError, TooEarlyHourError.
    """
    found = instants_of(day, hour, workplace.clock.zone())
    if not found:
        raise SkippedHourError
    if found[0] > workplace.clock.now() + CLOCK_TOLERANCE:
        raise FutureHourError
    if not_before is None:
        return found[0]
    whole_minute = not_before.replace(second=0, microsecond=0)
    later = [at for at in found if at >= whole_minute]
    if not later:
        raise TooEarlyHourError
    return max(later[0], not_before)


def sending(workplace: Workplace, sent: Sent, compte: Compte) -> Transmission:
    """Return a sending as typed, held against the clock it stops.

    Raises:
        SkippedHourError, FutureHourError, TooEarlyHourError, DelayReasonError.
    """
    at = moment(workplace, sent.day, sent.hour, not_before=compte.since)
    late = compte.is_late(at)
    if late and sent.retard is None:
        raise DelayReasonError
    return Transmission(at=at, canal=sent.canal, retard=sent.retard if late else None)
