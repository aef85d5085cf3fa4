"""The person who is helped, and where letters reach that person."""

from dataclasses import dataclass

from app.domain.identifiers import AgentId, PersonneId


@dataclass(frozen=True, slots=True, kw_only=True)
class AdressePostale:
    """A French postal address in the roles of NF Z10-011 (docs: documents.md e1).

    `chez` is the host's name (« hébergé chez ») or the CCAS (« domicilié au CCAS »), empty when the
    person lives at home. `code_insee` names the commune; `commune` is its label on line 6.
    """

    voie: str
    code_postal: str
    commune: str
    code_insee: str
    chez: str = ""
    complement: str = ""  # appartement, étage, escalier (line 2)
    residence: str = ""  # bâtiment, résidence (line 3)
    lieu_dit: str = ""  # boîte postale, lieu-dit (line 5)
    domiciliation_ccas: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Personne:
    """A person with a record on this laptop.

    Source of the fields: 000 § 5 (« nom, prénom … adresse postale »), 001 art. 4 (tranche d'âge,
    for the first category). `civilite` is « Madame », « Monsieur » or empty. `tranche_age` is a
    code of resources/territory/tranches_age.csv, or empty where the profile forbids it or nobody
    said it.
    `foyer` links people who live together; empty when the person is alone in the record.
    """

    id: PersonneId
    owner: AgentId
    nom: str
    prenom: str
    adresse: AdressePostale
    civilite: str = ""
    tranche_age: str = ""
    foyer: str = ""

    @property
    def display_name(self) -> str:
        """Return « Prénom NOM », as lists and papers show it."""
        return f"{self.prenom} {self.nom.upper()}"
