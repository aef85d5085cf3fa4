"""What every right has in common: its line in the record's history and in the journal."""

from typing import TYPE_CHECKING

from app.domain.identifiers import PersonneId
from app.storage import evenements
from app.storage.evenements import Evenement
from app.usecases.workplace import Workplace

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


def note(
    session: "Session", workplace: Workplace, personne_id: PersonneId, kind: str, detail: str = ""
) -> None:
    """Note that a right was served; `kind` and `detail` are codes."""
    evenements.note(
        session,
        personne_id,
        Evenement(kind=kind, detail=detail, at=workplace.clock.now(), agent_id=workplace.agent.id),
    )
