"""Diagnoses made again under another guide, beside the first. Functions never commit.

They go with the answers they quote: `reponses.erase` and the door of deletion take them along.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import literal_column, select
from sqlalchemy.orm import Session

from app.domain.identifiers import AgentId, EntretienId
from app.storage.tables.dossiers import EntretienRow
from app.storage.tables.questionnaires import ReevaluationRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Reevaluation:
    """A diagnosis as text (JSON, as the caller wrote it), the guide that gave it, who asked."""

    id: str
    content: str
    guide_hash: str
    established_at: datetime
    agent_id: AgentId


def keep(session: Session, entretien_id: EntretienId, reevaluation: Reevaluation) -> None:
    """Keep one more diagnosis of an interview; nothing is replaced.

    Raises:
        sqlalchemy.exc.IntegrityError: one with this id is already kept.
    """
    session.add(
        ReevaluationRow(
            id=reevaluation.id,
            entretien_id=entretien_id,
            content=reevaluation.content,
            guide_hash=reevaluation.guide_hash,
            established_at=reevaluation.established_at,
            agent_id=reevaluation.agent_id,
        )
    )
    session.flush()


def of_entretien(session: Session, entretien_id: EntretienId) -> Sequence[Reevaluation]:
    """Return the later diagnoses of an interview, oldest first; none once it is past its term."""
    rows = session.scalars(
        select(ReevaluationRow)
        .join(EntretienRow, EntretienRow.id == ReevaluationRow.entretien_id)
        .where(ReevaluationRow.entretien_id == entretien_id)
        .order_by(ReevaluationRow.established_at, literal_column("reevaluations.rowid"))
    )
    return [
        Reevaluation(
            id=row.id,
            content=row.content,
            guide_hash=row.guide_hash,
            established_at=row.established_at,
            agent_id=AgentId(row.agent_id),
        )
        for row in rows
    ]
