"""The purposes to which a person says no, after having agreed or without having been asked.

Functions take the caller's session and never commit. What she answered to the notice stays as she
answered it; a later interview asks her anew, and her answer then counts from its day on.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.demande import Droit
from app.domain.droits import Finalite
from app.domain.identifiers import AgentId, PersonneId
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
    """Keep a person's no; the latest stands."""
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
