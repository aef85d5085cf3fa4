"""What the papers of a mandate say: values that know no database and no clock.

Words of lists (kinds of proof, organisations, channels) come in as they are printed: the caller
owns the lists. Hours are on the wall of the place where the mandate is signed.
Source: documents.md b1 to b3; 002 art. 2, l. 150-174.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import IntEnum, StrEnum

from app.documents.values import Contact, Lieu
from app.domain.agent import Agent, Structure
from app.domain.convention import Convention
from app.domain.entretien import LectureNotice


class Exemplaire(IntEnum):
    """One of the two originals (code civil, art. 1375: as many originals as parties)."""

    PERSONNE = 1
    STRUCTURE = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Mandant:
    """The person who gives the mandate. `adresse` is printed as it stands, a line an element."""

    prenom: str
    nom_naissance: str
    adresse: tuple[str, ...]
    nom_usage: str = ""
    date_naissance: date | None = None
    lieu_naissance: str = ""  # off by default: printed only where a profile asks for it

    @property
    def display_name(self) -> str:
        """Return « Prénom NOM », with the name that the person goes by."""
        return f"{self.prenom} {(self.nom_usage or self.nom_naissance).upper()}"


@dataclass(frozen=True, slots=True, kw_only=True)
class IdentiteVerifiee:
    """The proof that was seen: its kind, never its number, never a copy."""

    piece: str  # « carte nationale d’identité »
    en_cours_de_validite: bool
    at: datetime
    agent: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LigneMandat:
    """One authorisation, revocable alone (002 l. 173-174).

    With `demande`, line B: the organisation is asked for data about the person. Without, line A: a
    démarche is done in the person's name. `objet` names the démarche or the data.
    """

    demande: bool
    organisme: str
    objet: str
    canal: str = ""  # « en ligne », « par téléphone », « par courrier »


@dataclass(frozen=True, slots=True, kw_only=True)
class LectureMandat:
    """How the text reached the person; `langue` and `interprete` where it was explained."""

    maniere: LectureNotice
    langue: str = ""
    interprete: str = ""  # « Madame …, interprète professionnelle » or « un proche »


@dataclass(frozen=True, slots=True, kw_only=True)
class MandatData:
    """What both originals say.

    None or empty means « to be written by hand »: with everything left out it is the blank mandate
    of the carnet de secours (`lignes_vierges` rows, boxes unticked).
    With `temoins`, the person cannot sign: two witnesses do (mandat verbal constaté).
    `traduction` names the language of an explanatory copy that goes with it.
    """

    convention: Convention
    structure: Structure
    reference: str
    printed_on: date
    mandant: Mandant | None = None
    agent: Agent | None = None
    mandataire_agent: bool = True  # 002 l. 162 ; False: the structure, any agent may act
    identite: IdentiteVerifiee | None = None
    lignes: tuple[LigneMandat, ...] = ()
    lignes_vierges: int = 0  # empty rows to fill in by hand, after `lignes`
    a_distance: bool | None = None
    duree_jours: int | None = None  # 1, 31, 182 or 365
    prend_fin: datetime | None = None
    informee: bool | None = None  # the three ticks were given before (002 l. 167)
    declare_capacite: bool | None = None  # the person declared to be of age and unprotected
    lecture: LectureMandat | None = None
    lieu: str = ""
    signe_at: datetime | None = None
    temoins: bool = False
    traduction: str = ""
    destruction: bool = True  # 002 l. 160: data destroyed at the end
    final: bool = False

    def __post_init__(self) -> None:
        if self.temoins and any(ligne.demande for ligne in self.lignes):
            raise ValueError("a mandate that is only noted carries no request for data")
        if self.final and self.lignes and self.lignes_vierges:
            raise ValueError("an empty row under the authorisations could be filled after signing")


class EtatDemarche(StrEnum):
    """Where a démarche stood when the mandate was withdrawn."""

    FAITE = "faite"
    EN_COURS = "en_cours"
    NON_COMMENCEE = "non_commencee"


class Initiateur(StrEnum):
    """What ended the mandate before its term."""

    PERSONNE = "personne"  # withdrawal (002 l. 169)
    MANDATAIRE = "mandataire"  # renunciation (code civil, art. 2007)
    DECES = "deces"
    PROTECTION = "protection"  # a measure of protection was declared
    REMPLACEMENT = "remplacement"  # another mandate for the same démarche (art. 2006)


@dataclass(frozen=True, slots=True, kw_only=True)
class LigneRetiree:
    """One authorisation that ends, and how far it had gone."""

    demande: bool
    organisme: str
    objet: str
    etat: EtatDemarche


@dataclass(frozen=True, slots=True, kw_only=True)
class RetraitData:
    """What the certificate of withdrawal says.

    Made before the data are destroyed: it names the person, and is not kept by the program.
    `lignes` are those that end; `restantes` those that stay, none when the whole mandate ends.
    """

    convention: Convention
    structure: Structure
    agent: Agent
    reference: str  # of the mandate
    mandant: str
    mandataire: str
    mandat_du: date
    lignes: tuple[LigneRetiree, ...]
    initiateur: Initiateur
    canal: str  # « de vive voix », « par courrier », « par courriel », « au guichet »
    recu_at: datetime
    destruction_le: date | None  # None while lines remain: nothing is destroyed yet
    printed_on: date
    restantes: tuple[LigneMandat, ...] = ()
    mandant_present: bool = True
    lieu: str = ""
    final: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class MandatDetruit:
    """What a certificate of destruction adds for a mandate: nobody's name stands in it."""

    reference: str
    event_on: datetime
    organismes: tuple[str, ...] = ()  # that received data while the mandate ran
    second: str = ""  # a second worker who saw it, where the structure wants one


@dataclass(frozen=True, slots=True, kw_only=True)
class OrientationData:
    """What the slip says to somebody with whom no mandate can be signed.

    It holds neither a name nor a reason: nothing of the refusal is kept (documents.md b1).
    """

    convention: Convention
    structure: Structure
    printed_on: date
    contact: Contact
    lieux: tuple[Lieu, ...] = ()  # other places that help, as the profile lists them
