"""Agents who have no access any more: the database follows the vault, which decides."""

from typing import TYPE_CHECKING

from app.domain.clock import Clock
from app.domain.identifiers import AgentId
from app.storage import agents, habilitations
from app.storage.vault.opened import OpenVault

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


def leave(session: "Session", agent_id: AgentId, clock: Clock, *, by: AgentId | None) -> None:
    """Note that an agent left: his roles end, his records stay and say whose they are."""
    agents.remove(session, agent_id, today=clock.today())
    habilitations.put(session, agent_id, (), at=clock.now(), by=by)


def follow_vault(session: "Session", vault: OpenVault, clock: Clock) -> None:
    """Let those leave whose access went while the program was stopped before it noted so."""
    there = {slot.agent_id for slot in vault.current_header().agents}
    for agent in agents.present(session):
        if agent.id not in there:
            leave(session, agent.id, clock, by=None)
