"""A breach of personal data, as it is notified and kept in the internal log.

Source: documents.md b9 (fields 1 to 13); 000 art. 5 l. 128 (24 h after becoming aware);
RGPD art. 33. Lists are closed; the few sentences are short and name nobody.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from app.domain.demande import Transmission
from app.domain.identifiers import AgentId, ViolationId

LONGEST_SENTENCE: Final = 300


class Cause(StrEnum):
    """What happened (b9, 4), the most frequent first."""

    VOL = "vol"
    PERTE = "perte"
    MAUVAIS_DESTINATAIRE = "mauvais_destinataire"
    PIRATAGE = "piratage"
    DESTRUCTION = "destruction"
    ACCES_INTERNE = "acces_interne"
    AUTRE = "autre"


class Nature(StrEnum):
    """What was harmed (b9, 4)."""

    CONFIDENTIALITE = "confidentialite"
    INTEGRITE = "integrite"
    DISPONIBILITE = "disponibilite"


class Origine(StrEnum):
    """Where it came from, and whether it was meant (b9, 4)."""

    INTERNE_ACCIDENT = "interne_accident"
    INTERNE_VOLONTAIRE = "interne_volontaire"
    EXTERNE_ACCIDENT = "externe_accident"
    EXTERNE_VOLONTAIRE = "externe_volontaire"
    INCONNUE = "inconnue"


class Support(StrEnum):
    """What the data stood on (b9, 5)."""

    POSTE = "poste"
    CLE = "cle"
    SAUVEGARDE = "sauvegarde"
    PAPIER = "papier"
    FICHIER = "fichier"
    COMPTE = "compte"


class Donnees(StrEnum):
    """Categories of data (b9, 7)."""

    IDENTITE = "identite"
    ADRESSE = "adresse"
    CIVILITE_AGE = "civilite_age"
    REPONSES = "reponses"
    PRESCRIPTIONS = "prescriptions"
    MANDATS = "mandats"
    AGENTS = "agents"


class Secret(StrEnum):
    """Whether what opens the encrypted data is known to others (b9, 8)."""

    NON = "non"
    PEUT_ETRE = "peut_etre"
    OUI = "oui"


class Consequence(StrEnum):
    """What may follow for the persons (b9, 9)."""

    AUCUNE = "aucune"
    DIVULGATION = "divulgation"
    USURPATION = "usurpation"
    DEMARCHAGE = "demarchage"
    PERTE_DE_DROITS = "perte_de_droits"
    RETARD = "retard"


class Gravite(StrEnum):
    """How serious it is for the persons: the four steps of the CNIL's scale (b9, 9)."""

    NEGLIGEABLE = "negligeable"
    LIMITEE = "limitee"
    IMPORTANTE = "importante"
    MAXIMALE = "maximale"


class Mesure(StrEnum):
    """What was done, or will be (b9, 10). Nothing can be erased from afar, and none says so."""

    REVOCATION = "revocation"  # the Département refuses the laptop from now on
    SECRETS = "secrets"
    RESTAURATION = "restauration"
    RAPPEL = "rappel"  # the wrong recipient was asked to destroy it
    RETRAIT_ACCES = "retrait_acces"
    PREVENIR = "prevenir"  # only on the Département's instruction
    FORMATION = "formation"


class Autre(StrEnum):
    """Other steps (b9, 12)."""

    PLAINTE = "plainte"
    ASSUREUR = "assureur"
    HIERARCHIE = "hierarchie"


class Etendue(StrEnum):
    """Where the numbers come from (b9, « inventory helper »)."""

    POSTE = "poste"  # counted in the database that is open
    SAUVEGARDE = "sauvegarde"  # counted in a backup of the lost laptop
    ESTIMEE = "estimee"  # typed


@dataclass(frozen=True, slots=True, kw_only=True)
class Inventaire:
    """What was on the device, as far as it is known: numbers and categories, nobody's name.

    `at` is the instant of what was counted, `backup_at` that of the last backup known. `chiffre`
    says whether what was counted stands encrypted.
    """

    etendue: Etendue
    at: datetime
    personnes: int
    agents: int
    enregistrements: int
    donnees: tuple[Donnees, ...]
    chiffre: bool
    backup_at: datetime | None = None
    sync_at: datetime | None = None
    appareil: str = ""  # the device's own reference at the Département, empty if never activated


@dataclass(frozen=True, slots=True, kw_only=True)
class Constat:
    """Everything a notification says, as far as it is known."""

    connue_at: datetime
    cause: Cause | None = None
    supports: tuple[Support, ...] = ()
    description: str = ""
    debut_at: datetime | None = None
    fin_at: datetime | None = None
    dates_certaines: bool = False
    natures: tuple[Nature, ...] = ()
    origine: Origine | None = None
    inventaire: Inventaire | None = None
    personnes: int | None = None
    enregistrements: int | None = None
    donnees: tuple[Donnees, ...] = ()
    chiffre: bool | None = None
    secret: Secret | None = None
    consequences: tuple[Consequence, ...] = ()
    gravite: Gravite | None = None
    mesures: tuple[Mesure, ...] = ()
    prevues: tuple[Mesure, ...] = ()
    informees: bool = False
    information: str = ""
    autres: tuple[Autre, ...] = ()
    joindre: str = ""

    def __post_init__(self) -> None:
        if max(map(len, (self.description, self.information, self.joindre))) > LONGEST_SENTENCE:
            raise ValueError("the sentences of a breach are kept short")
        if any(
            number is not None and number < 0 for number in (self.personnes, self.enregistrements)
        ):
            raise ValueError("nobody counts below zero")


@dataclass(frozen=True, slots=True, kw_only=True)
class Envoi:
    """A notification as it left: what was known then, and when it was sent."""

    rang: int
    constat: Constat
    transmission: Transmission

    @property
    def is_initial(self) -> bool:
        """Tell whether it was the first; the others complete it."""
        return self.rang == 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Violation:
    """A breach in the internal log (RGPD art. 33.5): kept even when it was never notified."""

    id: ViolationId
    numero: str
    agent_id: AgentId
    constat: Constat
    envois: tuple[Envoi, ...] = field(default=())
    closed_on: date | None = None

    @property
    def is_open(self) -> bool:
        """Tell whether something remains to be done."""
        return self.closed_on is None

    @property
    def initial(self) -> Envoi | None:
        """Return the initial notification, None while nothing was sent."""
        return self.envois[0] if self.envois else None

    @property
    def may_be_completed(self) -> bool:
        """Tell whether more is known now than what was last sent."""
        return bool(self.envois) and self.envois[-1].constat != self.constat
