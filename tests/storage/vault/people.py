"""Invented agents with their passphrases, and a keyring made of a dict."""

from app.domain.agent import Agent
from app.domain.identifiers import AgentId
from app.storage.vault.opened import OpenVault

CLAIRE = Agent(id=AgentId("agent-claire"), prenom="Claire", nom="Dumont", fonction="conseillère")
YANIS = Agent(id=AgentId("agent-yanis"), prenom="Yanis", nom="Orsini", fonction="médiateur")
LEA = Agent(id=AgentId("agent-lea"), prenom="Léa", nom="Vidal", fonction="référente")
PHRASE = "tuile orpheline bouge vingt canards"
PHRASE_YANIS = "grenier salé parle douze tambours"
PHRASE_LEA = "violon carré mange trois nuages"
NEW_PHRASE = "cinq hiboux vernissent le tramway"


class DictKeyring:
    """A keyring that a test can empty."""

    def __init__(self) -> None:
        self.kept: dict[str, bytes] = {}

    def read(self, name: str) -> bytes | None:
        return self.kept.get(name)

    def keep(self, name: str, secret: bytes) -> None:
        self.kept[name] = secret

    def erase(self, name: str) -> None:
        self.kept.pop(name, None)


def write_database(vault: OpenVault) -> None:
    """Stand for the database: its bytes tell which key it was written with."""
    vault.database_path.write_bytes(vault.database_key())


def opens_its_database(vault: OpenVault) -> bool:
    return vault.database_path.read_bytes() == vault.database_key()
