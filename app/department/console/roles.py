"""Which role each page asks for. A page's parameter says it: `agent: Instructeur`.

A page without one of these is found by a test: whoever is signed in may do nothing by that alone.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends

from app.department.console.sessions import Agent, SignedIn
from app.department.database.agents import Role


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

    def __call__(self, agent: SignedIn) -> Agent:
        """Return the agent.

        Raises:
            RoleNeededError: he has none of the roles.
        """
        if not self.roles & agent.roles:
            raise RoleNeededError(agent, self.roles)
        return agent


def signed_in_as(*roles: Role) -> Callable[[Agent], Agent]:
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
JournalReader = Annotated[Agent, Depends(signed_in_as(Role.ADMINISTRATEUR, Role.DELEGUE))]
AnyAgent = Annotated[Agent, Depends(signed_in_as(*Role))]
