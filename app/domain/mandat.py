"""A mandate as values: who lets whom do what, until when, and what was done about it.

Facts are kept, the state follows from them (`Mandat.etat`): no state can contradict a fact. The
rules are in `mandat_regles`. Source: 002, art. 2, l. 160-174; documents.md b1; decision 0039.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from typing import Final

from app.domain.entretien import LectureNotice
from app.domain.identifiers import ActeMandatId, AgentId, LigneId, MandatId, PersonneId
from app.domain.mandat_listes import (
    Aboutissement,
    CanalMandat,
    DureeMandat,
    EtatMandat,
    Explication,
    Famille,
    Forme,
    Mandataire,
    Mode,
    NatureActe,
    NatureFin,
    Piece,
    Portee,
    Resultat,
)

LONGEST_ORGANISME: Final = 80
LONGEST_OBJET: Final = 160
MAJORITE: Final = 18
ORIGINAUX: Final = 2  # code civil, art. 1375: as many as parties


def ends_at(start: datetime, duree: DureeMandat, zone: tzinfo) -> datetime:
    """Return when a mandate that begins at `start` ends: the same hour of the wall, days later.

    `start` is aware; the result is in `zone`. An hour that a change of clock skips is read as the
    one before the change.
    """
    if start.tzinfo is None:
        raise ValueError("a naive instant begins nothing")
    wall = minute(start.astimezone(zone)).replace(tzinfo=None)
    return (wall + timedelta(days=int(duree))).replace(tzinfo=zone)


def minute(at: datetime) -> datetime:
    """Return an instant as an hour on paper says it, which has no seconds."""
    return at.replace(second=0, microsecond=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fin:
    """How and when an authorisation ended. `par` where it led where it should."""

    nature: NatureFin
    at: datetime
    par: Aboutissement | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ligne:
    """One authorisation, ended alone. `objet` is the démarche, or the data asked for.

    `canal` and `famille` are those of a démarche; a request for data has neither.
    """

    id: LigneId
    portee: Portee
    organisme: str
    objet: str
    canal: CanalMandat | None = None
    famille: Famille | None = None
    fin: Fin | None = None

    def __post_init__(self) -> None:
        if not (self.organisme.strip() and self.objet.strip()):
            raise ValueError("an authorisation names an organisation and what is done there")
        if len(self.organisme) > LONGEST_ORGANISME or len(self.objet) > LONGEST_OBJET:
            raise ValueError("an authorisation is one line of the mandate")
        if (self.portee is Portee.FAIRE) != (self.canal is not None):
            raise ValueError("a démarche has a channel, a request for data has none")
        if self.portee is Portee.DEMANDER and self.famille is not None:
            raise ValueError("a request for data belongs to no family of démarches")

    @property
    def is_open(self) -> bool:
        """Tell whether the authorisation has not ended."""
        return self.fin is None

    def same_as(self, other: "Ligne") -> bool:
        """Tell whether both are for the same business: one replaces the other (art. 2006)."""
        return _business(self) == _business(other)


def _business(ligne: Ligne) -> tuple[Portee, str, str]:
    return (ligne.portee, _folded(ligne.organisme), _folded(ligne.objet))


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Mandant:
    """What the mandate says of the person beside her record; erased with the mandate."""

    nom_usage: str = ""
    date_naissance: date | None = None
    lieu_naissance: str = ""

    def is_minor(self, today: date) -> bool:
        """Tell whether the date of birth says that the person is a minor today."""
        born = self.date_naissance
        if born is None:
            return False
        turned = (born.month, born.day) <= (today.month, today.day)
        return today.year - born.year - (0 if turned else 1) < MAJORITE


@dataclass(frozen=True, slots=True, kw_only=True)
class Explique:
    """One of the three explanations, and when it was given."""

    quoi: Explication
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PieceVue:
    """The proof of identity that was seen: its kind, never its number, never a copy."""

    piece: Piece
    en_cours_de_validite: bool
    at: datetime
    agent_id: AgentId


@dataclass(frozen=True, slots=True, kw_only=True)
class LectureFaite:
    """How the text reached the person; `langue` and `interprete` where it was explained.

    `interprete` is a quality (« interprète professionnel », « un proche »), never a name.
    """

    maniere: LectureNotice
    langue: str = ""
    interprete: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Imprime:
    """The final PDF of the originals: which template, which file, when."""

    modele: str
    pdf_hash: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """Both originals signed, on the spot, by both (002 l. 167). `at` is the hour on the paper."""

    lieu: str
    at: datetime
    originaux: int = ORIGINAUX
    temoins: int = 0  # their names stand on the paper alone


@dataclass(frozen=True, slots=True, kw_only=True)
class ActeMandat:
    """Something done under an authorisation: organisation (its line), act, day, outcome."""

    id: ActeMandatId
    ligne_id: LigneId
    agent_id: AgentId
    nature: NatureActe
    on: date
    resultat: Resultat
    rendu_at: datetime | None = None  # the person was told


@dataclass(frozen=True, slots=True, kw_only=True)
class Mandat:
    """A mandate and its facts. `agent_id` drew it up and signs it."""

    id: MandatId
    reference: str
    agent_id: AgentId
    mandataire: Mandataire
    convention_hash: str
    touched_at: datetime
    personne_id: PersonneId | None = None
    mandant: Mandant = Mandant()
    mode: Mode = Mode.EN_PRESENCE
    duree: DureeMandat = DureeMandat.JOUR
    forme: Forme = Forme.ECRIT
    lignes: tuple[Ligne, ...] = ()
    explique: tuple[Explique, ...] = ()
    capacite_at: datetime | None = None  # of age and under no protection, as the person declares
    piece: PieceVue | None = None
    lecture: LectureFaite | None = None
    imprime: Imprime | None = None
    signature: Signature | None = None
    remis_at: datetime | None = None  # the person has her original
    fin_at: datetime | None = None  # from the signature on: when it ends at the latest

    @property
    def etat(self) -> EtatMandat:
        """Return where the mandate stands, as its facts say."""
        if self.lignes and not self.open_lines:
            return EtatMandat(self._last_end().nature.value)
        if self.signature is not None:
            return EtatMandat.SIGNE if self.remis_at is None else EtatMandat.ACTIF
        if not self.is_informed:
            return EtatMandat.BROUILLON
        return EtatMandat.INFORME if self.piece is None else EtatMandat.IDENTITE_VERIFIEE

    @property
    def is_informed(self) -> bool:
        """Tell whether the three explanations were given."""
        return {one.quoi for one in self.explique} == set(Explication)

    @property
    def open_lines(self) -> tuple[Ligne, ...]:
        """Return the authorisations that have not ended."""
        return tuple(ligne for ligne in self.lignes if ligne.is_open)

    @property
    def ended_at(self) -> datetime | None:
        """Return when the last authorisation ended, None while one runs."""
        return self._last_end().at if self.etat.is_over else None

    def line(self, ligne_id: LigneId) -> Ligne | None:
        """Return an authorisation by its identifier."""
        return next((ligne for ligne in self.lignes if ligne.id == ligne_id), None)

    def planned_end(self, now: datetime, zone: tzinfo) -> datetime:
        """Return the end: fixed once signed; else from the printed originals, else from `now`."""
        if self.fin_at is not None:
            return self.fin_at.astimezone(zone)
        return ends_at(now if self.imprime is None else self.imprime.at, self.duree, zone)

    def _last_end(self) -> Fin:
        ends = [ligne.fin for ligne in self.lignes if ligne.fin is not None]
        return max(ends, key=lambda fin: fin.at)
