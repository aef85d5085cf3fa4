"""Ask before a clock that leapt erases something (docs/decisions/0001, 0023).

What is due is invisible from the first query on, whatever the clock says. It is erased, which
nothing undoes, only under a date that is believed: close to the last one, heard from the service,
or confirmed by the user.
"""

from dataclasses import dataclass
from datetime import date

from app.domain.retention import day_of
from app.domain.retention_clock import Verdict, judge
from app.storage import effacement, instant
from app.usecases.workplace import Workplace


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """A date to confirm: today's, the last day that was trusted, and how much waits for it."""

    today: date
    last: date
    records: int


def doubt(workplace: Workplace) -> Doubt | None:
    """Return what to ask before erasing; None when the date is believed or nothing is due."""
    clock = workplace.clock
    with workplace.database.reading() as session:
        trusted = instant.trusted(session)
        if trusted is None or judge(clock.now(), trusted=trusted) is not Verdict.EN_AVANT:
            return None
        due = effacement.echus(session, clock.today())
    if not due:
        return None
    return Doubt(today=clock.today(), last=day_of(trusted.at, clock.zone()), records=len(due))


def confirm_date(workplace: Workplace) -> None:
    """The user says that the date is right: it is believed from now on."""
    with workplace.database.writing() as session:
        instant.confirm(session, workplace.clock.now())
