"""Anonymous monthly counters that survive the erasure because they were never linked to a name.

Functions take the caller's session and never commit. An act is counted in the transaction of its
record; its values go through a buffer that is shuffled with those of other acts before they are
added, so that neither the order of rows nor the difference of two backups tells who answered what
(docs/decisions/0008).
"""

import json
import secrets
from collections import Counter
from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from typing import Final, NamedTuple, cast

from sqlalchemy import select
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.orm import Session

from app.storage import ateliers
from app.storage.tables.indicateurs import AttenteRow, CompteurRow, MoisGeleRow

BATCH_ACTS: Final = 12  # acts shuffled together before their values are added
AIDE_RAPIDE: Final = "aide_rapide"

_ONLY: Final = 1
_DECEMBER: Final = 12
_shuffle = secrets.SystemRandom().shuffle


class Fait(NamedTuple):
    """One value of one indicator, for instance ("tranche_age", "60_74").

    A crossing which the convention asks for has both names and both values in one:
    ("service*tranche_age", "formation*60_74").
    """

    name: str
    value: str


class FrozenMonthError(ValueError):
    """The figures of this month were reported and do not change any more."""


def compter(
    session: Session, month: str, faits: Iterable[Fait], *, asked: AbstractSet[str]
) -> None:
    """Count the values of one act in `month` (« 2026-11 »).

    `asked` names the indicators of the convention: a value that it does not ask for is not counted.

    Raises:
        FrozenMonthError: the month was reported already.
    """
    _add(session, month, [(fait, 1) for fait in faits if fait.name in asked])


def ajouter(session: Session, month: str, changes: Iterable[tuple[Fait, int]]) -> None:
    """Count one nameless act in `month`, each value with its number; take it back by −number.

    Raises:
        FrozenMonthError: the month was reported already.
    """
    summed: Counter[Fait] = Counter()
    for fait, change in changes:
        summed[fait] += change
    _add(session, month, [(fait, change) for fait, change in summed.items() if change])


def exact_by_month(session: Session) -> dict[str, dict[Fait, int]]:
    """Return every figure as it was counted, by month; nothing is hidden: it is not for showing."""
    found: dict[str, Counter[Fait]] = {}
    for counter in session.scalars(select(CompteurRow)):
        totals = found.setdefault(counter.month, Counter())
        totals[Fait(counter.name, counter.value)] += counter.count
    row = session.get(AttenteRow, _ONLY)
    for month, name, value, change in [] if row is None else _waiting(row):
        found.setdefault(month, Counter())[Fait(name, value)] += change
    return {
        month: {fait: count for fait, count in totals.items() if count}
        for month, totals in found.items()
    }


def open_month(session: Session, month: str) -> str:
    """Return the first month from this one on whose figures were not reported.

    An act that ends after its month was told, on a clock put back for instance, counts in the next:
    it is late, not lost.
    """
    while is_frozen(session, month):
        year, number = int(month[:4]), int(month[5:])
        month = f"{year + 1}-01" if number == _DECEMBER else f"{year}-{number + 1:02}"
    return month


def geler(session: Session, month: str) -> None:
    """Freeze the figures of a month once they are reported; twice is once.

    What workshops kept so that they could be corrected is no longer needed, and goes.
    """
    _flush(session)
    ateliers.thin_out(session, month)
    session.merge(MoisGeleRow(month=month))
    session.flush()


def is_frozen(session: Session, month: str) -> bool:
    """Tell whether the figures of this month were reported."""
    return session.get(MoisGeleRow, month) is not None


def _add(session: Session, month: str, changes: list[tuple[Fait, int]]) -> None:
    if not changes:
        return
    if is_frozen(session, month):
        raise FrozenMonthError(month)
    row = session.get(AttenteRow, _ONLY)
    if row is None:
        row = AttenteRow(id=_ONLY, acts=0, content="[]")
        session.add(row)
    waiting = _waiting(row) + [(month, *fait, change) for fait, change in changes]
    _shuffle(waiting)
    row.acts += 1
    row.content = json.dumps(waiting, ensure_ascii=False)
    session.flush()
    if row.acts >= BATCH_ACTS:
        _flush(session)


def _flush(session: Session) -> None:
    """Add what waits to the counters."""
    row = session.get(AttenteRow, _ONLY)
    if row is None:
        return
    for month, name, value, change in _waiting(row):
        counted = insert(CompteurRow).values(month=month, name=name, value=value, count=change)
        session.execute(
            counted.on_conflict_do_update(
                index_elements=[CompteurRow.month, CompteurRow.name, CompteurRow.value],
                set_={"count": CompteurRow.count + change},
            )
        )
    row.acts, row.content = 0, "[]"
    session.flush()


def _waiting(row: AttenteRow) -> list[tuple[str, str, str, int]]:
    content = cast("list[list[str | int]]", json.loads(row.content))
    return [
        (str(month), str(name), str(value), int(change)) for month, name, value, change in content
    ]
