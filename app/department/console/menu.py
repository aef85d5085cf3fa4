"""The entries of the console's menu, in the order of a day; an agent sees those of his roles."""

from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

from app.department.console.sessions import Agent
from app.department.database.agents import Role


class Group(StrEnum):
    """The parts of the menu; entries of one part stand together."""

    DEMANDES = "Demandes"
    STRUCTURES = "Structures"
    SERVICE = "Service"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One page of the menu; `address` is also the `section` that its templates set."""

    address: str
    name: str
    roles: frozenset[Role]
    group: Group = Group.STRUCTURES
    query: str = ""


DEMARCHES = "/demarches"
"""Shown where the convention goes by Démarches simplifiées."""

_READERS = frozenset({Role.INSTRUCTEUR, Role.LECTEUR})
MENU = (
    Entry(
        address="/prescriptions",
        name="Prescriptions",
        roles=_READERS,
        group=Group.DEMANDES,
        query="?etat=a_decider",
    ),
    Entry(address="/doublons", name="Doublons", roles=_READERS, group=Group.DEMANDES),
    Entry(address="/tirages", name="Courrier", roles=_READERS, group=Group.DEMANDES),
    Entry(
        address="/conflits",
        name="Conflits",
        roles=frozenset({Role.INSTRUCTEUR}),
        group=Group.DEMANDES,
    ),
    Entry(
        address="/structures",
        name="Structures et postes",
        roles=_READERS | {Role.GESTIONNAIRE},
    ),
    Entry(
        address="/fichiers",
        name="Clés USB",
        roles=frozenset({Role.INSTRUCTEUR, Role.GESTIONNAIRE}),
    ),
    Entry(
        address="/stock",
        name="Stock et crédits",
        roles=_READERS | {Role.GESTIONNAIRE},
    ),
    Entry(
        address="/indicateurs",
        name="Indicateurs",
        roles=_READERS | {Role.GESTIONNAIRE},
    ),
    Entry(
        address="/publications",
        name="Publications",
        roles=_READERS | {Role.GESTIONNAIRE},
    ),
    Entry(
        address="/conservation",
        name="Conservation",
        roles=frozenset({Role.DELEGUE, Role.ADMINISTRATEUR, Role.INSTRUCTEUR}),
        group=Group.SERVICE,
    ),
    Entry(
        address=DEMARCHES,
        name="Démarches simplifiées",
        roles=frozenset({Role.INSTRUCTEUR, Role.ADMINISTRATEUR}),
        group=Group.SERVICE,
    ),
    Entry(
        address="/agents",
        name="Agents",
        roles=frozenset({Role.ADMINISTRATEUR}),
        group=Group.SERVICE,
    ),
    Entry(
        address="/journal",
        name="Journal",
        roles=frozenset({Role.ADMINISTRATEUR, Role.DELEGUE}),
        group=Group.SERVICE,
    ),
)


def menu_of(agent: Agent) -> list[Entry]:
    """Return the entries that `agent` may open."""
    return [entry for entry in MENU if entry.roles & agent.roles]


def groups_of(
    agent: Agent, hidden: frozenset[str] = frozenset()
) -> list[tuple[Group, list[Entry]]]:
    """Return the same entries by part, without the addresses that this service does not use."""
    shown = [entry for entry in menu_of(agent) if entry.address not in hidden]
    parts = groupby(shown, key=lambda entry: entry.group)
    return [(group, list(entries)) for group, entries in parts]
