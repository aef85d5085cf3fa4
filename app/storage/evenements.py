"""The history of a record: what happened, when and by whom, never a former value.

Functions take the caller's session and never commit (docs/decisions/0006).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.identifiers import AgentId
from app.storage import journal
from app.storage.journal import Entree
from app.storage.tables.structure import EvenementRow

_CODE: Final = re.compile(r"[a-z0-9_]{0,40}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Evenement:
    """Something that happened to a record.

    `kind` and `detail` (for instance a field's name) are codes: small letters, digits, underscores.
    A name, a date or a sentence cannot slip into the history. `agent_id` is None for what the
    Département did.
    """

    kind: str
    at: datetime
    agent_id: AgentId | None = None
    detail: str = ""

    def __post_init__(self) -> None:
        if not (_CODE.fullmatch(self.kind) and _CODE.fullmatch(self.detail)):
            raise ValueError("the history takes codes only")


def note(session: Session, subject_id: str, evenement: Evenement) -> None:
    """Note what happened to the record `subject_id` (a person, an interview, a prescription…).

    The journal of the laptop has it too, under the record's pseudonym.
    """
    session.add(
        EvenementRow(
            subject_id=subject_id,
            kind=evenement.kind,
            detail=evenement.detail,
            agent_id=evenement.agent_id,
            at=evenement.at,
        )
    )
    session.flush()
    journal.append(
        session,
        Entree(
            at=evenement.at,
            kind=evenement.kind,
            agent_id=evenement.agent_id,
            detail=evenement.detail,
        ),
        subject_id=subject_id,
    )


def of(session: Session, subject_id: str) -> Sequence[Evenement]:
    """Return the history of a record, oldest first."""
    rows = session.scalars(
        select(EvenementRow).where(EvenementRow.subject_id == subject_id).order_by(EvenementRow.id)
    )
    return [
        Evenement(
            kind=row.kind,
            detail=row.detail,
            at=row.at,
            agent_id=None if row.agent_id is None else AgentId(row.agent_id),
        )
        for row in rows
    ]
