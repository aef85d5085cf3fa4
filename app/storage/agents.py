"""The workers of the structure. Functions take the caller's session and never commit."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.agent import Agent
from app.domain.identifiers import AgentId
from app.storage.tables.structure import AgentRow


def keep(session: Session, agent: Agent, *, today: date) -> None:
    """Keep a new worker, or the changed name or function of a known one."""
    row = session.get(AgentRow, agent.id)
    if row is None:
        row = AgentRow(id=agent.id, created_on=today)
        session.add(row)
    row.prenom, row.nom, row.fonction = agent.prenom, agent.nom, agent.fonction
    session.flush()


def load(session: Session, agent_id: AgentId) -> Agent | None:
    """Return a worker, even one who was removed: records still name him."""
    row = session.get(AgentRow, agent_id)
    return None if row is None else _agent(row)


def present(session: Session) -> Sequence[Agent]:
    """Return the workers who were not removed, by name."""
    rows = session.scalars(
        select(AgentRow)
        .where(AgentRow.removed_on.is_(None))
        .order_by(AgentRow.nom, AgentRow.prenom)
    )
    return [_agent(row) for row in rows]


def remove(session: Session, agent_id: AgentId, *, today: date) -> None:
    """Note that a worker left; his records stay, and say whose they are."""
    row = session.get_one(AgentRow, agent_id)
    row.removed_on = today
    session.flush()


def _agent(row: AgentRow) -> Agent:
    return Agent(id=AgentId(row.id), prenom=row.prenom, nom=row.nom, fonction=row.fonction)
