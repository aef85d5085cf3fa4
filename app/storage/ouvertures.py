"""What the journal says of one record, found again by its pseudonym."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.identifiers import AgentId
from app.storage.journal import Entree
from app.storage.tables.journal import JournalRow, PseudonymeRow


def of(session: Session, subject_id: str, kinds: Sequence[str]) -> Sequence[Entree]:
    """Return the entries of `kinds` about a record, oldest first; none is made up."""
    rows = session.scalars(
        select(JournalRow)
        .join(PseudonymeRow, PseudonymeRow.pseudonyme == JournalRow.pseudonyme)
        .where(PseudonymeRow.subject_id == subject_id, JournalRow.kind.in_(kinds))
        .order_by(JournalRow.segment, JournalRow.rang)
    )
    return [
        Entree(
            at=row.at,
            kind=row.kind,
            agent_id=AgentId(row.agent_id) if row.agent_id else None,
            detail=row.detail,
        )
        for row in rows
    ]
