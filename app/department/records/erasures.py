"""Ledgers of erasures of a structure's laptops: kept as they come, given back, then forgotten."""

from collections.abc import Iterable
from datetime import date, timedelta

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from app.department.database.actors import StructureRow
from app.department.database.erasures import ErasureMarkRow
from app.department.records import activation
from app.domain.sauvegarde import LEDGER_DAYS
from app.sync.protocol.erasures import Deposit, ErasureEntry, ErasurePage
from app.sync.protocol.limits import MAX_MARKS

_CHUNK = 500


def keep(session: Session, structure: str, deposit: Deposit, today: date) -> None:
    """Keep the marks that are new, numbered under the structure's lock; drop what is over.

    No backup is restored once its erasures are forgotten (`LEDGER_DAYS`): neither is a mark kept.
    """
    session.get_one(StructureRow, structure, with_for_update=True)
    known = _known(session, structure, deposit)
    number = high_water(session, structure, deposit.ledger)
    for mark in dict.fromkeys(deposit.marks):
        if mark not in known:
            number += 1
            session.add(
                ErasureMarkRow(
                    structure_id=structure,
                    ledger=deposit.ledger,
                    sequence=number,
                    mark=mark,
                    received_on=today,
                )
            )
    ended = today - timedelta(days=LEDGER_DAYS)
    session.execute(delete(ErasureMarkRow).where(ErasureMarkRow.received_on < ended))
    session.flush()


def high_water(session: Session, structure: str, ledger: str) -> int:
    """Return the number of a ledger's last mark, 0 for an unknown one."""
    return (
        session.scalar(
            select(func.coalesce(func.max(ErasureMarkRow.sequence), 0)).where(
                ErasureMarkRow.structure_id == structure, ErasureMarkRow.ledger == ledger
            )
        )
        or 0
    )


def page(
    session: Session, structure: str, ledger: str, after: int, *, most: int = MAX_MARKS
) -> ErasurePage:
    """Return the marks after a number, and whether others follow."""
    highest = high_water(session, structure, ledger)
    rows = session.scalars(
        select(ErasureMarkRow)
        .where(
            ErasureMarkRow.structure_id == structure,
            ErasureMarkRow.ledger == ledger,
            ErasureMarkRow.sequence > min(after, highest),  # PostgreSQL takes no larger number
        )
        .order_by(ErasureMarkRow.sequence)
        .limit(most)
    ).all()
    last = rows[-1].sequence if rows else highest
    return ErasurePage(
        epoch=activation.epoch(session),
        high_water=highest,
        entries=_entries(rows),
        more=last < highest,
    )


def _known(session: Session, structure: str, deposit: Deposit) -> set[str]:
    known: set[str] = set()
    marks = list(deposit.marks)
    for start in range(0, len(marks), _CHUNK):
        known |= set(
            session.scalars(
                select(ErasureMarkRow.mark).where(
                    ErasureMarkRow.structure_id == structure,
                    ErasureMarkRow.ledger == deposit.ledger,
                    ErasureMarkRow.mark.in_(marks[start : start + _CHUNK]),
                )
            )
        )
    return known


def _entries(rows: Iterable[ErasureMarkRow]) -> list[ErasureEntry]:
    return [
        ErasureEntry(seq=row.sequence, mark=row.mark, received_on=row.received_on) for row in rows
    ]
