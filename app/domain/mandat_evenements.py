"""What may happen to a mandate: the events that `mandat_regles.appliquer` takes or refuses."""

from dataclasses import dataclass
from datetime import datetime

from app.domain.identifiers import LigneId, PersonneId
from app.domain.mandat import ActeMandat, LectureFaite, Ligne, Mandant, PieceVue
from app.domain.mandat_listes import (
    Aboutissement,
    DureeMandat,
    Explication,
    Forme,
    Mode,
    NatureFin,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Designer:
    """The person who gives the mandate is known."""

    personne_id: PersonneId
    mandant: Mandant
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Rediger:
    """The terms are written, or written anew: explanations given before no longer count."""

    lignes: tuple[Ligne, ...]
    mode: Mode
    duree: DureeMandat
    forme: Forme
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Expliquer:
    """One of the three explanations was given (002 l. 167)."""

    quoi: Explication
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Declarer:
    """The person declares to be of age and under no measure of protection; how she read it."""

    lecture: LectureFaite
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Verifier:
    """A proof of identity was seen (002 l. 167)."""

    piece: PieceVue


@dataclass(frozen=True, slots=True, kw_only=True)
class Reprendre:
    """Back to the draft: the only way back there is."""

    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Imprimer:
    """The final originals were made; on the same day they keep their first hour."""

    modele: str
    pdf_hash: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Signer:
    """Both originals are signed. `at` is the hour on the paper (002 l. 167)."""

    lieu: str
    at: datetime
    sur_place: bool
    par_le_mandant: bool
    par_le_mandataire: bool
    temoins: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Remettre:
    """The person has her original: the mandate runs."""

    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Agir:
    """Something was done under one authorisation (002 l. 162)."""

    acte: ActeMandat
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Aboutir:
    """One authorisation has led where it should (002 l. 160)."""

    ligne_id: LigneId
    par: Aboutissement
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Terminer:
    """Authorisations end before their term; none named: all of them.

    `nature`: withdrawn (002 l. 169), renounced, void or replaced. `at` is the hour of receipt.
    """

    nature: NatureFin
    at: datetime
    lignes: tuple[LigneId, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Expirer:
    """The end date and hour have come."""

    at: datetime


EvenementMandat = (
    Designer
    | Rediger
    | Expliquer
    | Declarer
    | Verifier
    | Reprendre
    | Imprimer
    | Signer
    | Remettre
    | Agir
    | Aboutir
    | Terminer
    | Expirer
)
