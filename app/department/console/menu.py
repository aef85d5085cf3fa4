"""The entries of the console's menu, in the order of a day; an agent sees those of his roles."""

from dataclasses import dataclass

from app.department.console.sessions import Agent
from app.department.database.agents import Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One page of the menu; `address` is also the `section` that its templates set."""

    address: str
    name: str
    roles: frozenset[Role]
    query: str = ""


_READERS = frozenset({Role.INSTRUCTEUR, Role.LECTEUR})
MENU = (
    Entry(address="/prescriptions", name="Prescriptions", roles=_READERS, query="?etat=a_decider"),
    Entry(address="/doublons", name="Doublons", roles=_READERS),
    Entry(address="/tirages", name="Courrier", roles=_READERS),
    Entry(address="/conflits", name="Conflits", roles=frozenset({Role.INSTRUCTEUR})),
    Entry(
        address="/structures",
        name="Structures et postes",
        roles=_READERS | {Role.GESTIONNAIRE},
    ),
    Entry(
        address="/publications",
        name="Publications",
        roles=_READERS | {Role.GESTIONNAIRE},
    ),
    Entry(address="/agents", name="Agents", roles=frozenset({Role.ADMINISTRATEUR})),
    Entry(
        address="/journal",
        name="Journal",
        roles=frozenset({Role.ADMINISTRATEUR, Role.DELEGUE}),
    ),
)


def menu_of(agent: Agent) -> list[Entry]:
    """Return the entries that `agent` may open."""
    return [entry for entry in MENU if entry.roles & agent.roles]
