"""Make keys, words and pairs anew where an older rule made them, or none."""

from collections.abc import Sequence
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.department.database.prescriptions import PrescriptionRow
from app.department.records import duplicates
from app.department.records.projection import INDEX_VERSION, index
from app.department.web import Service

_CHUNK: Final = 200  # a transaction: laptops that send in the meantime wait a moment at most


def bring_up_to_date(service: Service) -> int:
    """Index what the present rule has not indexed yet; return how many prescriptions it was.

    Repeatable: it can be stopped anywhere, and several processes may do it at once.
    """
    done = 0
    while ids := _outdated(service):
        with service.database.writing() as session:
            for row in _rows(session, ids):
                index(row)
            session.flush()
            now = service.clock.now()
            for row in _rows(session, ids):
                duplicates.refresh(session, row, now)
        done += len(ids)
    return done


def _outdated(service: Service) -> Sequence[str]:
    with service.database.reading() as session:
        return session.scalars(
            select(PrescriptionRow.id)
            .where(PrescriptionRow.index_version < INDEX_VERSION)
            .limit(_CHUNK)
        ).all()


def _rows(session: Session, ids: Sequence[str]) -> Sequence[PrescriptionRow]:
    return session.scalars(
        select(PrescriptionRow).where(PrescriptionRow.id.in_(ids)).order_by(PrescriptionRow.id)
    ).all()
