"""Requests by which persons exercise their rights, and what became of each.

Source: documents.md b10; 000 art. 5 l. 126 (transmission within 24 h); RGPD art. 12 to 22.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from app.domain.identifiers import AgentId, DemandeId, PersonneId

LONGEST_WORDS: Final = 300  # « exact words short »: a sentence or two, not a story
LONGEST_NAME: Final = 80


class Droit(StrEnum):
    """A right (RGPD art. 7.3, 15 to 18, 20, 21), in the order of the form."""

    ACCES = "acces"
    RECTIFICATION = "rectification"
    EFFACEMENT = "effacement"
    LIMITATION = "limitation"
    OPPOSITION = "opposition"
    PORTABILITE = "portabilite"
    RETRAIT_CONSENTEMENT = "retrait_consentement"


class CanalDemande(StrEnum):
    """How something came in, or was sent."""

    GUICHET = "guichet"
    TELEPHONE = "telephone"
    COURRIER = "courrier"
    COURRIEL = "courriel"


class ActionLocale(StrEnum):
    """What was done on this laptop for a request (closed list, no free text)."""

    COPIE_REMISE = "copie_remise"  # access: the readable copy was made
    EXPORT_REMIS = "export_remis"  # portability: the files were made
    CORRIGEE = "corrigee"
    EFFACEE = "effacee"
    LIMITEE = "limitee"  # the record is locked
    OPPOSITION_NOTEE = "opposition_notee"
    CONSENTEMENT_RETIRE = "consentement_retire"
    RIEN_ICI = "rien_ici"  # nothing is held about this person on this laptop


class Reponse(StrEnum):
    """What the person was answered."""

    SATISFAITE = "satisfaite"
    PARTIELLE = "partielle"
    REFUSEE = "refusee"
    RETIREE = "retiree"  # the person gave it up


class MotifRetard(StrEnum):
    """Why something left after its term: overdue is kept with its reason (deadlines (d))."""

    TRANSMIS_TARD = "transmis_tard"  # the one who received it told late
    FERMETURE = "fermeture"  # the structure was closed
    SANS_RESEAU = "sans_reseau"
    IDENTITE = "identite"  # the identity had to be asked for first
    OUBLI = "oubli"


DROITS_PAR_ACTION: Final = {
    ActionLocale.COPIE_REMISE: Droit.ACCES,
    ActionLocale.EXPORT_REMIS: Droit.PORTABILITE,
    ActionLocale.CORRIGEE: Droit.RECTIFICATION,
    ActionLocale.EFFACEE: Droit.EFFACEMENT,
    ActionLocale.LIMITEE: Droit.LIMITATION,
    ActionLocale.OPPOSITION_NOTEE: Droit.OPPOSITION,
    ActionLocale.CONSENTEMENT_RETIRE: Droit.RETRAIT_CONSENTEMENT,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Fait:
    """Something done on this laptop for a request, and when."""

    action: ActionLocale
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Transmission:
    """The real sending: its instant is noted by the worker, who may have sent from elsewhere."""

    at: datetime
    canal: CanalDemande
    retard: MotifRetard | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Demande:
    """A request as the register keeps it.

    `personne_id` is None when the person is unknown here, and once she was erased: then `personne`,
    `joindre`, `mots` and `representant` are empty, and the rest stands as a proof about nobody.
    Closing empties the same, and leaves `personne_id`, which goes with the record.
    `recue_par` names who in the structure received it; `agent_id` who noted it here.
    """

    id: DemandeId
    numero: str
    personne_id: PersonneId | None
    personne: str
    joindre: str
    droits: tuple[Droit, ...]
    recue_at: datetime
    canal: CanalDemande
    recue_par: str
    agent_id: AgentId
    mots: str = ""
    representant: str = ""
    representant_justifie: bool = False
    doute_identite: bool = False
    faits: tuple[Fait, ...] = ()
    transmise: Transmission | None = None
    accusee_at: datetime | None = None
    repondue_on: date | None = None
    reponse: Reponse | None = None
    closed_on: date | None = None

    def __post_init__(self) -> None:
        if not self.droits or len(set(self.droits)) != len(self.droits):
            raise ValueError("a request is about at least one right, each once")
        if len(self.mots) > LONGEST_WORDS:
            raise ValueError("the words of a request are kept short")
        if max(map(len, (self.personne, self.joindre, self.representant))) > LONGEST_NAME:
            raise ValueError("a name or a means of reply is one short line")

    @property
    def is_open(self) -> bool:
        """Tell whether something remains to be done."""
        return self.closed_on is None

    @property
    def is_nameless(self) -> bool:
        """Tell whether nobody can say whose it is any more: there is nothing left to transmit."""
        return self.personne_id is None and not self.personne
