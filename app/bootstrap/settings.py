"""What Réglages asks, answered by the use cases of the open session."""

import platform
from collections.abc import Sequence
from dataclasses import replace

from app import __version__
from app.bootstrap.network import ServiceConnector
from app.domain.convention import Convention
from app.domain.habilitation import Acte, Role
from app.domain.identifiers import AgentId
from app.ui.pages.reglages.state import (
    AboutLine,
    AgentLine,
    DeviceWords,
    NewColleague,
    Powers,
    RoleEntry,
)
from app.ui.presenting import Sheet, Strength
from app.usecases.exchange import activating
from app.usecases.exchange.activating import DeviceState
from app.usecases.exchange.exchanges import device_of
from app.usecases.laptop import colleagues, habilitations
from app.usecases.laptop.idling import idle_minutes, keep_idle_minutes
from app.usecases.laptop.installing import NewAgent
from app.usecases.workplace import Workplace

DATA_NOTICE = (
    "INSEE (COG 2026), DGCL, La Poste, IGN Admin Express 2018, via Etalab – Licence Ouverte 2.0"
)


class Settings:
    """A `ReglagesPorts`; every method runs in a thread."""

    def __init__(self, workplace: Workplace, connector: ServiceConnector) -> None:
        self._workplace = workplace
        self._connector = connector

    def agents(self) -> Sequence[AgentLine]:
        """Return who has access to this laptop."""
        place = self._workplace
        return [
            AgentLine(
                id=one.agent.id,
                name=one.agent.display_name,
                fonction=one.agent.fonction,
                me=one.agent.id == place.agent.id,
                roles=one.roles,
            )
            for one in habilitations.listed(place)
        ]

    def roles(self) -> Sequence[RoleEntry]:
        """Return the roles of the convention."""
        return role_entries(self._workplace.convention)

    def powers(self) -> Powers:
        """Return what the agent at work may do here."""
        place = self._workplace
        allowed = habilitations.actes(place)
        with place.database.reading() as session:
            names = habilitations.referents(session)
        return Powers(
            agents=Acte.AGENTS in allowed,
            keys=Acte.CLES in allowed,
            referents=" ou ".join(names) or "le référent de ce poste",
        )

    def add_agent(self, colleague: NewColleague, passphrase: str) -> None:
        """Give a colleague access."""
        new = NewAgent(
            prenom=colleague.prenom,
            nom=colleague.nom,
            fonction=colleague.fonction,
            roles=frozenset(map(Role, colleague.roles)),
        )
        colleagues.add(self._workplace, new, passphrase)

    def assign_roles(self, agent_id: str, roles: Sequence[str]) -> None:
        """Let an agent hold these roles and no other."""
        habilitations.assign(self._workplace, AgentId(agent_id), list(map(Role, roles)))

    def remove_agent(self, agent_id: str) -> None:
        """Withdraw a colleague's access, with new keys for those who stay."""
        colleagues.remove(self._workplace, AgentId(agent_id))

    def change_passphrase(self, current: str, passphrase: str) -> None:
        """Replace the passphrase of the agent at work."""
        colleagues.change_passphrase(self._workplace, current, passphrase)

    def new_sheet(self) -> Sheet:
        """Make a new recovery sheet."""
        return colleagues.new_sheet(self._workplace)

    def sheet_checked(self) -> None:
        """Note that a part of the sheet was typed back."""
        colleagues.sheet_checked(self._workplace)

    def device(self) -> DeviceWords:
        """Return how this laptop stands with the Département."""
        return self._stands(device_of(self._workplace))

    def activate(self, address: str, code: str) -> DeviceWords:
        """Make this laptop known to the Département."""
        found = activating.activate(self._workplace, address, code, self._connector)
        return self._stands(found)

    def _stands(self, found: DeviceState) -> DeviceWords:
        by_form = self._workplace.convention.demarche is not None
        imposed = self._workplace.politiques.adresse_service
        return replace(_words(found), by_form=by_form, imposed_address=imposed)

    def idle_minutes(self) -> int:
        """Return the idle time."""
        return idle_minutes(self._workplace)

    def keep_idle_minutes(self, minutes: int) -> None:
        """Keep another idle time."""
        keep_idle_minutes(self._workplace, minutes)

    def longest_idle_minutes(self) -> int:
        """Return the longest idle time that the IT department lets choose, 0 for any."""
        return self._workplace.politiques.verrouillage_minutes

    def about(self) -> Sequence[AboutLine]:
        """Return the facts about the program and this laptop."""
        place = self._workplace
        convention = place.convention
        ends = f" (jusqu’au {convention.ends_on:%d/%m/%Y})" if convention.ends_on else ""
        return [
            AboutLine(label="Version", value=__version__),
            AboutLine(label="Convention", value=f"{convention.reference}{ends}"),
            AboutLine(label="Version de la convention", value=convention.hash[:12]),
            AboutLine(label="Version du questionnaire", value=place.questionnaire.hash[:12]),
            AboutLine(label="Conservation", value=convention.retention.source),
            AboutLine(label="Dossier du coffre", value=str(place.database.path.parent)),
            AboutLine(label="Système", value=f"{platform.system()} {platform.release()}"),
            AboutLine(label="Données", value=DATA_NOTICE),
        ]

    def estimate(self, passphrase: str, names: Sequence[str]) -> Strength:
        """Estimate a passphrase."""
        from app.storage.vault.strength import strength_of  # noqa: PLC0415 - zxcvbn is slow

        return strength_of(passphrase, names)


def role_entries(convention: Convention) -> list[RoleEntry]:
    """Return the roles of a convention, in words."""
    return [
        RoleEntry(code=rule.role.value, label=rule.label, explanation=rule.explanation)
        for rule in convention.habilitations.regles
    ]


def _words(state: DeviceState) -> DeviceWords:
    return DeviceWords(active=state.active, service=state.service, address=state.address)
