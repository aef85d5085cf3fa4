"""A convention as values: everything in which two conventions differ.

The values are read from `resources/conventions/<profile>/convention.toml` by `app.conventions`; the
code holds none of them. Each value names its source (`Convention.sources`).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from app.domain.activites_profil import Activites
from app.domain.bilan_modele import ModeleBilan
from app.domain.carnets_profil import CarnetsProfil
from app.domain.conformite import Traitement
from app.domain.delais import Delais
from app.domain.droits import BaseLegale
from app.domain.echeance import RegleEcheance
from app.domain.fin_convention import FinConvention
from app.domain.habilitation import BY_DEFAULT, Habilitations
from app.domain.lieu import Lieux
from app.domain.mandat_profil import MandatProfil
from app.domain.orientation import Orientation
from app.domain.permanence import Permanence
from app.domain.retention import RetentionRule
from app.domain.vie_convention import Vie

if TYPE_CHECKING:
    from app.domain.demarche import Demarche

SOUS_TRAITANT: Final = "sous-traitant"
RESPONSABLE_DE_TRAITEMENT: Final = "responsable de traitement"


class Champ(StrEnum):
    """A field about a person which a convention may allow or forbid."""

    NOM = "nom"
    PRENOM = "prenom"
    ADRESSE = "adresse"
    CIVILITE = "civilite"
    TRANCHE_AGE = "tranche_age"
    REPONSES = "reponses"  # answers and diagnosis kept with the record
    CATEGORIE = "categorie"  # category of audience kept with the record


class Remise(StrEnum):
    """How the Pass reach the person."""

    ENVOI = "envoi"  # posted by the Département (000)
    MAIN_PROPRE = "main_propre"  # carnet handed over by the structure (001, 003)
    AUCUNE = "aucune"  # no Pass in this convention (002, 004)


class Porte(StrEnum):
    """A door of the page Aujourd'hui."""

    AIDE_RAPIDE = "aide_rapide"
    DIAGNOSTIC = "diagnostic"
    MANDAT = "mandat"
    ATELIER = "atelier"
    CARNET = "carnet"


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where a value comes from: the convention's article or line, or a documented default."""

    reference: str  # « 000, art. 5, l. 118 » or « défaut : décision 0012 »
    quote: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """A party of the convention, as letters and notices name it."""

    name: str
    service: str
    adresse: tuple[str, ...]
    telephone: str
    courriel: str
    representant: str  # « la Présidente, Madame … »


@dataclass(frozen=True, slots=True, kw_only=True)
class Territory:
    """The communes whose residents the convention serves, by codes of départements or EPCI."""

    name: str
    residents: str  # « lot-et-garonnais », in a sentence
    departements: tuple[str, ...] = ()
    epcis: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Motif:
    """A motive for which the Département may refuse (closed list of the convention)."""

    code: str
    label: str
    explanation: str  # in plain words, for the person


@dataclass(frozen=True, slots=True, kw_only=True)
class Protection:
    """Data protection as the notice states it (documents.md b4)."""

    responsable: str
    role_structure: str  # SOUS_TRAITANT or RESPONSABLE_DE_TRAITEMENT
    finalite: str
    base_legale: str
    destinataires: tuple[str, ...]
    duree: str
    dpo_courriel: str
    droits_courriel: str
    droits_delai_h: int | None
    base: BaseLegale = BaseLegale.CONSENTEMENT  # what `base_legale` says to people, as a value

    @property
    def structure_decides(self) -> bool:
        """Tell whether the structure of the laptop is itself the controller."""
        return self.role_structure == RESPONSABLE_DE_TRAITEMENT


@dataclass(frozen=True, slots=True, kw_only=True)
class Pass:
    """What one prescription gives (001 art. 4: « un carnet de 10 Pass »).

    `financement` says who pays for the Pass, as the convention does; empty where it does not.
    """

    remise: Remise
    pass_par_carnet: int
    valeur_pass_eur: int
    operateur: str
    financement: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Convention:
    """One convention profile, whole and validated.

    `hash` is the SHA-256 of the file: records keep the hash they were made under.
    `fields_kept` are the fields that may stand in the database, `fields_sent` those that leave
    with a prescription. `guide_profile` is the profile's code in the questionnaire's guide.
    """

    profile: str
    hash: str
    title: str
    reference: str
    starts_on: date | None
    ends_on: date | None
    departement: Party
    partenaire: Party
    territory: Territory
    fields_kept: frozenset[Champ]
    fields_sent: frozenset[Champ]
    answers_kept_linked: bool
    questionnaire: str  # file name under resources/questionnaires, without suffix
    guide_profile: str
    exercice: bool  # the optional practical exercise (001 art. 4)
    pass_numerique: Pass
    retention: RetentionRule
    motifs: tuple[Motif, ...]
    autre_choix: tuple[str, ...]  # short list of reasons for another choice than the guide's
    hors_territoire: tuple[str, ...]  # short list of reasons to receive somebody from elsewhere
    protection: Protection
    mentions: tuple[str, ...]
    indicateurs: frozenset[str]  # names of the anonymous indicators that the convention asks for
    portes: tuple[Porte, ...]
    sources: Mapping[str, Source]
    beneficiaires_seuls: bool = False  # these indicators are of who gets a Pass (001, l. 163, 172)
    delais: Delais = field(default_factory=Delais)
    habilitations: Habilitations = BY_DEFAULT
    traitement: Traitement = field(default_factory=Traitement)
    demarche: "Demarche | None" = None  # the channel; None: the Département's own service
    fin: FinConvention = field(default_factory=FinConvention)
    autorite: str = ""  # a file of certificates beside the profile, for the service alone
    par_fichier: bool = True  # prescriptions may go to the service in sealed files on a stick
    vie: Vie = field(default_factory=Vie)
    mandat: MandatProfil | None = None  # None: no mandate, and no such door
    permanences: tuple[Permanence, ...] = ()
    lieux: Lieux | None = None  # None: the convention says nothing of places
    echeances: tuple[RegleEcheance, ...] = ()
    activites: Activites = field(default_factory=Activites)
    orientation: Orientation = field(default_factory=Orientation)
    carnets: CarnetsProfil | None = None  # None: no stock, and no such door
    bilans: tuple[ModeleBilan, ...] = ()  # the reports that it asks for

    @property
    def sends(self) -> bool:
        """Tell whether prescriptions leave for the Département; else they are only kept here."""
        return bool(self.fields_sent)

    def allows(self, champ: Champ) -> bool:
        """Tell whether this convention lets `champ` stand in the database."""
        return champ in self.fields_kept
