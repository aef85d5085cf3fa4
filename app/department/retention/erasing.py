"""Erase persons: everything that names somebody goes, the random identifier alone stays.

What stays is needed: the feed of decisions has no gap (protocole.md § 5), and what was erased is
known for 400 days, so that neither a laptop's old backup nor one of the service brings it back.
Every table that holds a person is named here; a test reads the whole file of the database.
"""

from collections.abc import Collection, Sequence
from datetime import date, datetime, timedelta
from typing import Final

from sqlalchemy import ColumnElement, delete, func, select, union_all, update
from sqlalchemy.orm import Session

from app.department.database.actors import StructureRow
from app.department.database.base import table_of
from app.department.database.bulk import insert_rows
from app.department.database.handling import PrintLetterRow
from app.department.database.prescriptions import (
    ConflictRow,
    Courrier,
    DecisionRow,
    Etat,
    PrescriptionRow,
    RevisionRow,
    Sort,
)
from app.department.database.retention import ErasedItemRow, RetentionHoldRow
from app.department.records.conflicts import forget_payloads
from app.department.records.projection import forget_person
from app.domain.sauvegarde import LEDGER_DAYS

DECIDED: Final = (Etat.ACCEPTEE, Etat.REFUSEE)
WITHDRAWALS: Final = "R-"  # what the number of a day's withdrawals begins with
_ITEMS, _ERASED = table_of(PrescriptionRow), table_of(ErasedItemRow)
Counts = dict[str, int]
"""How many records of each kind: `prescriptions`, `decisions`, `conflits`."""


def lock_structures_of(session: Session, ids: Sequence[str]) -> None:
    """Take the locks that receptions and decisions take, always in the same order."""
    owners = select(PrescriptionRow.structure_id).where(PrescriptionRow.id.in_(ids))
    session.scalars(
        select(StructureRow)
        .where(StructureRow.id.in_(owners))
        .order_by(StructureRow.id)
        .with_for_update()
    ).all()


def erase(session: Session, ids: Sequence[str], *, destruction: str, today: date) -> Counts:
    """Erase the persons of these prescriptions under a number; the caller holds the locks."""
    counts = {"prescriptions": 0, "decisions": 0, "conflits": 0}
    rows = session.scalars(select(PrescriptionRow).where(PrescriptionRow.id.in_(ids))).all()
    for row in rows:
        if row.etat == Etat.EFFACEE:
            continue
        counts["prescriptions"] += 1
        counts["decisions"] += _count(session, DecisionRow.prescription_id == row.id)
        counts["conflits"] += _count(session, ConflictRow.prescription_id == row.id)
        _forget(session, row)
        remember(session, row.id, destruction=destruction, today=today)
    session.flush()
    return counts


def erase_old_conflicts(session: Session, *, before: datetime, limit: int) -> int:
    """Empty contents in conflict that came before an instant, whatever they were compared with."""
    ids = session.scalars(
        select(ConflictRow.id)
        .where(ConflictRow.sort == Sort.OUVERT, ConflictRow.received_at < before)
        .limit(limit)
    ).all()
    session.execute(
        update(ConflictRow).where(ConflictRow.id.in_(ids)).values(payload={}, sort=Sort.GARDEE)
    )
    return len(ids)


def withdrawal_number(day: date) -> str:
    """Return the number under which a day's withdrawals stand."""
    return f"{WITHDRAWALS}{day:%Y%m%d}"


def remember(session: Session, prescription_id: str, *, destruction: str, today: date) -> None:
    """Note under which number an identifier lost its person."""
    if session.get(ErasedItemRow, prescription_id) is None:
        session.add(
            ErasedItemRow(prescription_id=prescription_id, erased_on=today, destruction=destruction)
        )


def remember_unknown(
    session: Session, ids: Collection[str], *, destruction: str, today: date
) -> int:
    """Note the same of identifiers of which this database holds nothing; return how many.

    They were received and erased after the backup from which it comes.
    """
    known = union_all(
        select(_ITEMS.c.id).where(_ITEMS.c.id.in_(ids)),
        select(_ERASED.c.prescription_id).where(_ERASED.c.prescription_id.in_(ids)),
    )
    unknown = set(ids) - set(session.scalars(known))
    rows = [
        {"prescription_id": one, "erased_on": today, "destruction": destruction}
        for one in sorted(unknown)
    ]
    insert_rows(session, _ERASED, rows)
    return len(rows)


def forget_identifiers(session: Session, today: date) -> int:
    """Drop what was kept of identifiers erased more than 400 days ago; return how many.

    A decided one keeps what the feed says of it, which names nobody.
    """
    ended = today - timedelta(days=LEDGER_DAYS)
    ids = session.scalars(
        select(ErasedItemRow.prescription_id).where(ErasedItemRow.erased_on < ended).limit(500)
    ).all()
    decided = set(
        session.scalars(
            select(DecisionRow.prescription_id).where(DecisionRow.prescription_id.in_(ids))
        )
    )
    for table in (RevisionRow, ConflictRow, ErasedItemRow):
        session.execute(delete(table).where(table.prescription_id.in_(ids)))
    gone = [one for one in ids if one not in decided]
    session.execute(delete(PrescriptionRow).where(PrescriptionRow.id.in_(gone)))
    return len(ids)


def _forget(session: Session, row: PrescriptionRow) -> None:
    row.reference = ""
    row.prescribed_on = None
    row.etat = Etat.EFFACEE
    forget_person(row)
    forget_payloads(session, row.id)
    mine = DecisionRow.prescription_id == row.id
    session.execute(update(DecisionRow).where(mine).values(message=""))
    unprinted = DecisionRow.courrier == Courrier.A_IMPRIMER
    session.execute(
        update(DecisionRow).where(mine, unprinted).values(courrier=Courrier.SANS_LETTRE)
    )
    session.execute(delete(PrintLetterRow).where(PrintLetterRow.prescription_id == row.id))
    session.execute(delete(RetentionHoldRow).where(RetentionHoldRow.prescription_id == row.id))


def _count(session: Session, condition: ColumnElement[bool]) -> int:
    return session.scalar(select(func.count()).where(condition)) or 0
