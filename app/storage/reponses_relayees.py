"""What the Département's service last told of dossiers on Démarches simplifiées.

Functions take the caller's session and never commit.
"""

from sqlalchemy.orm import Session

from app.domain.identifiers import PrescriptionId
from app.domain.prescription import Decision, Sens
from app.storage.tables.dossiers_prepares import ReponseRelayeeRow


def keep(session: Session, told: Decision) -> None:
    """Keep what was told last; keeping it again changes nothing."""
    session.merge(
        ReponseRelayeeRow(
            prescription_id=told.prescription_id,
            sens=told.sens.value,
            decided_on=told.decided_on,
            motif=told.motif,
            message=told.message,
        )
    )
    session.flush()


def load(session: Session, prescription_id: PrescriptionId) -> Decision | None:
    """Return what was told last of a prescription, None when nothing was."""
    row = session.get(ReponseRelayeeRow, prescription_id)
    if row is None:
        return None
    return Decision(
        prescription_id=PrescriptionId(row.prescription_id),
        sens=Sens(row.sens),
        decided_on=row.decided_on,
        motif=row.motif,
        message=row.message,
    )
