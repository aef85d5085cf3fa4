"""The purposes to which a person says no, after having agreed or without having been asked.

Functions take the caller's session and never commit. What she answered to the notice stays as she
answered it; a later interview asks her anew, and her answer then counts from its day on.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.domain.demande import Droit
from app.domain.droits import Finalite
from app.domain.entretien import Etape
from app.domain.identifiers import AgentId, PersonneId
from app.storage import limitations
from app.storage.tables.dossiers import ConsentementRow, EntretienRow
from app.storage.tables.droits import OppositionRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Opposition:
    """A person's no to a purpose: a withdrawn consent (art. 7.3) or an objection (art. 21)."""

    personne_id: PersonneId
    finalite: Finalite
    droit: Droit
    agent_id: AgentId
    at: datetime


def keep(session: Session, opposition: Opposition) -> None:
    """Keep a person's no; the latest stands. An interview under way ends as if it began with it."""
    finalite = opposition.finalite.value
    under_way = select(EntretienRow.id).where(
        EntretienRow.personne_id == opposition.personne_id,
        EntretienRow.etape != Etape.TERMINE.value,
    )
    with limitations.suspended(session, opposition.personne_id):
        session.execute(
            update(ConsentementRow)
            .where(ConsentementRow.entretien_id.in_(under_way))
            .values({finalite: False}),
            execution_options={"synchronize_session": False},
        )
    session.merge(
        OppositionRow(
            personne_id=opposition.personne_id,
            finalite=opposition.finalite.value,
            droit=opposition.droit.value,
            agent_id=opposition.agent_id,
            at=opposition.at,
        )
    )
    session.flush()


def of(session: Session, personne_id: PersonneId) -> Sequence[Opposition]:
    """Return what a person said no to, oldest first."""
    rows = session.scalars(
        select(OppositionRow)
        .where(OppositionRow.personne_id == personne_id)
        .order_by(OppositionRow.at, OppositionRow.finalite)
    )
    return [
        Opposition(
            personne_id=PersonneId(row.personne_id),
            finalite=Finalite(row.finalite),
            droit=Droit(row.droit),
            agent_id=AgentId(row.agent_id),
            at=row.at,
        )
        for row in rows
    ]
