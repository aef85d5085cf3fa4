"""What the Département holds instead of a content that it refused, until somebody compared the two.

It stands in the outbox beside what was sent: it goes with it, at the decision or the erasure.
Functions take the caller's session and never commit.
"""

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from app.domain.prescription import Suivi
from app.storage.outbox import Envoi, KindEnvoi, envoi_of
from app.storage.tables.envois import EnvoiRow


def load(session: Session, item_id: str) -> Envoi | None:
    """Return what the Département holds instead of what it refused, if it was fetched."""
    row = session.scalars(
        select(EnvoiRow)
        .where(EnvoiRow.item_id == item_id, EnvoiRow.kind == KindEnvoi.TENUE.value)
        .order_by(EnvoiRow.revision.desc())
    ).first()
    return None if row is None else envoi_of(row)


def keep(session: Session, item_id: str, *, revision: int, payload: str) -> None:
    """Keep what the Département holds, in place of what was fetched before."""
    forget(session, item_id)
    session.add(
        EnvoiRow(
            item_id=item_id,
            kind=KindEnvoi.TENUE.value,
            revision=revision,
            payload=payload,
            state=Suivi.ACCUSEE.value,
            attempts=0,
            last_code="",
        )
    )
    session.flush()


def adopt(session: Session, item_id: str) -> None:
    """Let what the Département holds stand among the revisions, in place of what it refused."""
    held = load(session, item_id)
    if held is None:
        return
    session.execute(
        delete(EnvoiRow).where(
            EnvoiRow.item_id == item_id,
            EnvoiRow.kind == KindEnvoi.PRESCRIPTION.value,
            (EnvoiRow.state == Suivi.A_CORRIGER.value) | (EnvoiRow.revision >= held.revision),
        )
    )
    session.execute(
        update(EnvoiRow)
        .where(EnvoiRow.sequence == held.sequence)
        .values(kind=KindEnvoi.PRESCRIPTION.value, attempts=1)
    )


def forget(session: Session, item_id: str) -> None:
    """Forget what the Département holds: somebody compared and settled it."""
    session.execute(
        delete(EnvoiRow).where(EnvoiRow.item_id == item_id, EnvoiRow.kind == KindEnvoi.TENUE.value)
    )
