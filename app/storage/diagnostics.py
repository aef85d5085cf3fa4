"""The diagnosis of an interview as it was shown. Functions take the session and never commit."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.identifiers import EntretienId
from app.storage.tables.dossiers import DiagnosticRow, EntretienRow


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptDiagnostic:
    """A diagnosis as text (JSON, as the caller wrote it) and the guide that gave it.

    `guide_hash` is the SHA-256 of the workbook, as in `materiel`.
    """

    content: str
    guide_hash: str
    established_at: datetime


def keep(session: Session, entretien_id: EntretienId, diagnostic: KeptDiagnostic) -> None:
    """Keep the diagnosis of an interview, in place of the former one."""
    session.merge(
        DiagnosticRow(
            entretien_id=entretien_id,
            content=diagnostic.content,
            guide_hash=diagnostic.guide_hash,
            established_at=diagnostic.established_at,
        )
    )
    session.flush()


def load(session: Session, entretien_id: EntretienId) -> KeptDiagnostic | None:
    """Return the diagnosis, None when there is none (any more)."""
    row = session.scalars(
        select(DiagnosticRow)
        .join(EntretienRow, EntretienRow.id == DiagnosticRow.entretien_id)
        .where(DiagnosticRow.entretien_id == entretien_id)
    ).one_or_none()
    if row is None:
        return None
    return KeptDiagnostic(
        content=row.content, guide_hash=row.guide_hash, established_at=row.established_at
    )
