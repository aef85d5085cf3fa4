"""What waits for a decision, one after the other."""

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from app.department.database.prescriptions import Etat, PrescriptionRow


def next_to_decide(session: Session, row: PrescriptionRow) -> PrescriptionRow | None:
    """Return what waits right behind `row` in the order of the list, or the oldest that waits."""
    waiting = (
        select(PrescriptionRow)
        .where(PrescriptionRow.etat == Etat.A_DECIDER, PrescriptionRow.id != row.id)
        .order_by(PrescriptionRow.received_at, PrescriptionRow.id)
        .limit(1)
    )
    behind = or_(
        PrescriptionRow.received_at > row.received_at,
        and_(
            PrescriptionRow.received_at == row.received_at,
            PrescriptionRow.id > row.id,
        ),
    )
    return session.scalar(waiting.where(behind)) or session.scalar(waiting)
