"""Who may do what on this laptop, and the référent's acts on it.

Use cases ask `require` before anything else (NotAllowedError), then `openings` about the person;
tests/usecases/test_rights_everywhere.py calls them all and lists those that need not. What the
window leaves out is a courtesy to whoever looks at it, not the lock. Decision: docs/decisions/0027.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from app.domain.agent import Agent
from app.domain.failures import AppError
from app.domain.habilitation import Acte, Habilitations, Role
from app.domain.identifiers import AgentId
from app.storage import agents, habilitations
from app.usecases.workplace import Workplace

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


class NotAllowedError(AppError):
    """None of this agent's roles allows the act; `acte` says which one."""

    def __init__(self, acte: Acte) -> None:
        self.acte = acte.value
        super().__init__()


class RolesMissingError(AppError):
    """An agent has at least one role."""


class IncompatibleRolesError(AppError):
    """The convention forbids these two roles to one person; `roles` are their names."""

    def __init__(self, roles: Collection[str]) -> None:
        self.roles = tuple(roles)
        super().__init__()


class LastReferentError(AppError):
    """Nobody would answer for this laptop any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AgentHabilite:
    """An agent present, his roles in the profile's order, and since when he has had these."""

    agent: Agent
    roles: tuple[Role, ...]
    since: datetime | None


def actes(workplace: Workplace) -> frozenset[Acte]:
    """Return what the agent at work may do now."""
    with workplace.database.reading() as session:
        held = habilitations.of(session, workplace.agent.id)
    return workplace.convention.habilitations.actes(held)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mine:
    """The roles of the agent at work in words, what they allow, whether they contradict."""

    labels: tuple[str, ...]
    actes: frozenset[Acte]
    conflict: bool


def mine(workplace: Workplace) -> Mine:
    """Return what the agent at work is here."""
    rules = workplace.convention.habilitations
    with workplace.database.reading() as session:
        held = habilitations.of(session, workplace.agent.id)
    return Mine(
        labels=tuple(rules.label(role) for role in Role if role in held),
        actes=rules.actes(held),
        conflict=rules.conflict(held) is not None,
    )


def require(workplace: Workplace, acte: Acte) -> None:
    """Go on only if the agent at work may do this.

    Raises:
        NotAllowedError: nothing was done.
    """
    if acte not in actes(workplace):
        raise NotAllowedError(acte)


def listed(workplace: Workplace) -> list[AgentHabilite]:
    """Return the agents present with their roles, by name.

    This is the list of habilitations. Source: 000, art. 5, l. 133.
    """
    known = workplace.convention.habilitations.roles
    with workplace.database.reading() as session:
        present = agents.present(session)
        in_force = [one for one in habilitations.history(session) if one.ended_at is None]
    found: list[AgentHabilite] = []
    for agent in present:
        his = [one for one in in_force if one.agent_id == agent.id]
        held = {one.role for one in his}
        found.append(
            AgentHabilite(
                agent=agent,
                roles=tuple(role for role in known if role in held),
                since=max((one.given_at for one in his), default=None),
            )
        )
    return found


def referents(session: "Session") -> tuple[str, ...]:
    """Return the names of those who answer for this laptop."""
    found = (agents.load(session, one) for one in habilitations.holders(session, Role.REFERENT))
    return tuple(agent.display_name for agent in found if agent is not None)


def assign(workplace: Workplace, agent_id: AgentId, roles: Collection[Role]) -> None:
    """Let an agent hold these roles and no other, from now on; the history says who decided.

    Raises:
        NotAllowedError: only the référent does this.
        RolesMissingError, IncompatibleRolesError, LastReferentError: nothing was changed.
    """
    require(workplace, Acte.AGENTS)
    check(workplace, roles)
    with workplace.database.writing() as session:
        if Role.REFERENT not in roles:
            require_another_referent(session, agent_id)
        put(session, workplace, agent_id, roles)
    workplace.admitted.clear()  # they may be his own


def check(workplace: Workplace, roles: Collection[Role]) -> None:
    """Refuse roles that nobody may have together, or none at all.

    Raises:
        RolesMissingError, IncompatibleRolesError: see their names (003, art. 8, l. 174).
    """
    check_roles(workplace.convention.habilitations, roles)


def check_roles(rules: Habilitations, roles: Collection[Role]) -> None:
    """Refuse roles that nobody may have together under these rules, or none at all.

    Raises:
        RolesMissingError, IncompatibleRolesError: see their names (003, art. 8, l. 174).
    """
    if not roles or not set(roles) <= set(rules.roles):
        raise RolesMissingError
    if pair := rules.conflict(roles):
        raise IncompatibleRolesError([rules.label(role) for role in rules.roles if role in pair])


def put(
    session: "Session", workplace: Workplace, agent_id: AgentId, roles: Collection[Role]
) -> None:
    """Keep the roles that the agent at work gives to another, in the caller's transaction."""
    now = workplace.clock.now()
    habilitations.put(session, agent_id, roles, at=now, by=workplace.agent.id)


def require_another_referent(session: "Session", agent_id: AgentId) -> None:
    """Refuse that the last référent leaves or lays his role down.

    Raises:
        LastReferentError: name another one first.
    """
    if list(habilitations.holders(session, Role.REFERENT)) == [agent_id]:
        raise LastReferentError
