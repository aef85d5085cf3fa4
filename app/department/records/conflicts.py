"""Conflicts: two contents under one identifier and revision. A person says which one stands."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select, tuple_, update
from sqlalchemy.orm import Session

from app.department.database.actors import StructureRow
from app.department.database.prescriptions import ConflictRow, PrescriptionRow, RevisionRow, Sort
from app.department.records import duplicates
from app.department.records.journal import Action, Actor, note
from app.department.records.projection import show_payload


def page(session: Session, *, after: str = "", size: int) -> tuple[Sequence[ConflictRow], str]:
    """Return one page of the conflicts that wait for somebody, oldest first, and how it goes on.

    `after` is the last of the page before, settled since or not; the key is empty on the last page.
    """
    order = (ConflictRow.received_at, ConflictRow.id)
    query = select(ConflictRow).where(ConflictRow.sort == Sort.OUVERT).order_by(*order)
    last = session.get(ConflictRow, after) if after else None
    if last is not None:
        query = query.where(tuple_(*order) > (last.received_at, last.id))
    found = session.scalars(query.limit(size + 1)).all()
    return found[:size], found[size - 1].id if len(found) > size else ""


def count_open(session: Session) -> int:
    """Return how many conflicts wait for somebody."""
    return (
        session.scalar(
            select(func.count()).select_from(ConflictRow).where(ConflictRow.sort == Sort.OUVERT)
        )
        or 0
    )


def open_on(session: Session, prescription_id: str) -> Sequence[ConflictRow]:
    """Return the open conflicts of one prescription."""
    return session.scalars(
        select(ConflictRow)
        .where(ConflictRow.prescription_id == prescription_id, ConflictRow.sort == Sort.OUVERT)
        .order_by(ConflictRow.received_at, ConflictRow.id)
    ).all()


def get(session: Session, id_: str) -> ConflictRow | None:
    """Return one conflict."""
    return session.get(ConflictRow, id_)


def can_replace(conflict: ConflictRow, kept: PrescriptionRow | None) -> bool:
    """Tell whether the other content may take the place of the one kept.

    Never across structures, never after a decision or a newer revision.
    """
    return (
        kept is not None
        and kept.etat == "a_decider"
        and kept.structure_id == conflict.structure_id
        and kept.revision == conflict.revision
    )


def settle(
    session: Session, *, conflict: ConflictRow, sort: Sort, account_id: str, now: datetime
) -> bool:
    """Settle a conflict; tell whether it was done (it was open, and the choice was possible)."""
    # The lock that decisions take: nobody decides while the content changes.
    owner = select(PrescriptionRow.structure_id).where(
        PrescriptionRow.id == conflict.prescription_id
    )
    session.scalars(
        select(StructureRow).where(StructureRow.id == owner.scalar_subquery()).with_for_update()
    ).one_or_none()
    kept = session.get(PrescriptionRow, conflict.prescription_id, populate_existing=True)
    session.refresh(conflict)
    if conflict.sort != Sort.OUVERT or sort is Sort.OUVERT:
        return False
    if sort is Sort.REMPLACEE:
        if kept is None or not can_replace(conflict, kept):
            return False
        _replace(session, conflict, kept)
        duplicates.refresh(session, kept, now)
    conflict.sort = sort
    conflict.settled_at = now
    conflict.settled_by = account_id
    conflict.payload = {}  # what was set aside is not kept beside what stands
    note(
        session,
        at=now,
        actor=Actor.account(account_id),
        action=Action.CONFLIT_REGLE,
        on=conflict.prescription_id,
        detail=sort,
    )
    return True


def forget_payloads(session: Session, prescription_id: str) -> None:
    """Empty the contents in conflict of a prescription that was withdrawn, and close them."""
    session.execute(
        update(ConflictRow)
        .where(ConflictRow.prescription_id == prescription_id)
        .values(payload={}, sort=Sort.GARDEE)
    )


def _replace(session: Session, conflict: ConflictRow, kept: PrescriptionRow) -> None:
    show_payload(kept, conflict.payload)
    kept.device_id = conflict.device_id
    known = session.get(RevisionRow, (conflict.prescription_id, conflict.revision))
    if known is not None:
        known.digest = conflict.digest
        known.device_id = conflict.device_id
