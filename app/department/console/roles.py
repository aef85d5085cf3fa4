"""Which role each page asks for. A page's parameter says it: `agent: Instructeur`.

A page without one of these is found by a test: whoever is signed in may do nothing by that alone.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request

from app.department.console.sessions import Agent, RenewalNeededError, SignedIn
from app.department.database.agents import Role
from app.department.records.journal import Action, Actor, note
from app.department.web import Part


class RoleNeededError(Exception):
    """The agent signed in has none of the roles that the page asks for."""

    def __init__(self, agent: Agent, roles: frozenset[Role]) -> None:
        super().__init__("role needed")
        self.agent = agent
        self.roles = roles


@dataclass(frozen=True)
class RoleAsked:
    """A dependency that gives who is signed in, if he has one of `roles`."""

    roles: frozenset[Role]
    renewing: bool = False

    def __call__(self, request: Request, service: Part, agent: SignedIn) -> Agent:
        """Return the agent; that a page was refused is noted, by its name without identifiers.

        Raises:
            RenewalNeededError: his password has to be renewed first, save on pages `renewing` it.
            RoleNeededError: he has none of the roles.
        """
        if agent.must_renew and not self.renewing:
            raise RenewalNeededError
        if self.roles & agent.roles:
            return agent
        page: str = getattr(request.scope.get("route"), "path", "")
        with service.database.writing() as session:
            note(
                session,
                at=service.clock.now(),
                actor=Actor.account(agent.account_id),
                action=Action.ACCES_REFUSE,
                detail=f"{request.method} {page}",
            )
        raise RoleNeededError(agent, self.roles)


def signed_in_as(*roles: Role) -> Callable[..., Agent]:
    """Return the dependency that asks for one of `roles`."""
    return RoleAsked(frozenset(roles))


Instructeur = Annotated[Agent, Depends(signed_in_as(Role.INSTRUCTEUR))]
Gestionnaire = Annotated[Agent, Depends(signed_in_as(Role.GESTIONNAIRE))]
Administrateur = Annotated[Agent, Depends(signed_in_as(Role.ADMINISTRATEUR))]

# Pages that are only read. `PersonReader`: those that show persons helped.
PersonReader = Annotated[Agent, Depends(signed_in_as(Role.INSTRUCTEUR, Role.LECTEUR))]
StructureReader = Annotated[
    Agent, Depends(signed_in_as(Role.GESTIONNAIRE, Role.INSTRUCTEUR, Role.LECTEUR))
]
DemarcheReader = Annotated[Agent, Depends(signed_in_as(Role.ADMINISTRATEUR, Role.INSTRUCTEUR))]
JournalReader = Annotated[Agent, Depends(signed_in_as(Role.ADMINISTRATEUR, Role.DELEGUE))]
AnyAgent = Annotated[Agent, Depends(signed_in_as(*Role))]
RenewingAgent = Annotated[Agent, Depends(RoleAsked(frozenset(Role), renewing=True))]
"""Who may have to choose another password before anything else."""
