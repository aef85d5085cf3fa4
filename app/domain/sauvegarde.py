"""When a backup is made, and which earlier ones it replaces: pure rules.

Sources: retention-and-deadlines.md (c), « Backups […] rotate ≤ 30 days » (convention 004 l. 87: no
copy beyond what is necessary); docs/decisions/0019.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

KEPT: Final = timedelta(days=30)
OFTEN: Final = timedelta(hours=4)  # what a stolen laptop may cost, at most, on a working day
LEDGER_DAYS: Final = 400  # a stick forgotten for a year must still not bring anybody back
LATE: Final = timedelta(days=7)  # a week of work lost with the laptop: the agent is told before
FORMER_KEPT: Final = timedelta(days=7)  # the state before a restore


@dataclass(frozen=True, slots=True, kw_only=True)
class Sauvegarde:
    """A backup, by what can be known without opening it.

    `generation` grows with each re-keying, `erasures` with each record that was erased: a backup
    behind in one of them opens for somebody who left, or holds somebody who was erased.
    """

    made_at: datetime
    generation: int
    erasures: int


def is_due(
    last: Sauvegarde | None, now: datetime, *, generation: int, erasures: int, tolerant: bool
) -> bool:
    """Tell whether a backup should be made now.

    `tolerant` is for the moments that come often (a lock): a copy of less than four hours will do
    there, unless somebody was erased or lost access since. At close, every session ends with one.
    """
    if last is None or last.generation < generation or last.erasures < erasures:
        return True
    return not tolerant or not timedelta(0) <= now - last.made_at < OFTEN


def is_late(last_success: datetime, now: datetime) -> bool:
    """Tell whether the last backup is so old that the agent must be told."""
    return now - last_success >= LATE


def replaced_by(new: Sauvegarde, others: Sequence[Sauvegarde]) -> list[Sauvegarde]:
    """Return the backups to remove once `new` was written and read back.

    Gone are those of more than 30 days, those that hold an erased record or open for a colleague
    who left, and all but the last of each past day.
    """
    latest: dict[date, datetime] = {}
    for one in (*others, new):
        day = one.made_at.date()
        latest[day] = max(latest.get(day, one.made_at), one.made_at)
    return [
        one
        for one in others
        if one.made_at + KEPT <= new.made_at
        or one.generation < new.generation
        or one.erasures < new.erasures
        or one.made_at < latest[one.made_at.date()]
    ]


def over_age(backups: Sequence[Sauvegarde], now: datetime) -> list[Sauvegarde]:
    """Return the backups to remove although no new one succeeded: over 30 days, save the latest.

    The latest stays whatever its age: an old copy is worth more than none. What replaces it removes
    it.
    """
    latest = max((one.made_at for one in backups), default=now)
    return [one for one in backups if one.made_at + KEPT <= now and one.made_at < latest]


def ledger_covers(made_at: datetime, now: datetime) -> bool:
    """Tell whether every erasure since `made_at` still stands in the ledger."""
    return now - made_at < timedelta(days=LEDGER_DAYS)


def former_state_ends(restored_at: datetime, now: datetime) -> bool:
    """Tell whether the state before a restore has been kept long enough."""
    return now - restored_at >= FORMER_KEPT
