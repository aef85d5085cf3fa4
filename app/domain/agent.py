"""Who works on this laptop."""

from dataclasses import dataclass

from app.domain.identifiers import AgentId


@dataclass(frozen=True, slots=True, kw_only=True)
class Structure:
    """The structure to which the laptop belongs (one vault serves one structure).

    `code` is the short code in document references (« 2026-CCASILL-0001 »), capitals and digits.
    `adresse` is printed as it stands, one line an element.
    """

    code: str
    name: str
    adresse: tuple[str, ...]
    telephone: str = ""
    courriel: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Agent:
    """A worker of the structure who opens the vault with a passphrase of his own."""

    id: AgentId
    prenom: str
    nom: str
    fonction: str

    @property
    def display_name(self) -> str:
        """Return the name that colleagues and papers use."""
        return f"{self.prenom} {self.nom}".strip()
