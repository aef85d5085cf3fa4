"""A report: what it says, and where it stands (brouillon → validé → transmis).

Source: 001, art. 6, l. 165 (« validés […] préalablement à leur transmission »); documents.md b12.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import NewType

from app.domain.identifiers import AgentId
from app.domain.trimestre import Periode

BilanId = NewType("BilanId", str)


class EtatBilan(StrEnum):
    """Where a report stands."""

    BROUILLON = "brouillon"
    VALIDE = "valide"  # its figures and texts do not change any more
    TRANSMIS = "transmis"  # nor is it taken back


class SourceChiffres(StrEnum):
    """Whose figures a report tells."""

    POSTE = "poste"  # counted on this laptop
    STRUCTURE = "structure"  # of all laptops of the structure, received from the Département


@dataclass(frozen=True, slots=True, kw_only=True)
class Ligne:
    """A value with its figures, one a column, and that of the whole period; None: not shown."""

    code: str
    libelle: str
    figures: tuple[int | None, ...]
    total: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Tableau:
    """One counter as a table. `n` is what it is a part of, `manquants` what nobody answered."""

    code: str
    titre: str
    colonnes: tuple[str, ...]
    lignes: tuple[Ligne, ...]
    unite: str = ""
    n: int | None = None
    manquants: int | None = None
    partiel: bool = False  # `n` and `manquants` are to be stated


@dataclass(frozen=True, slots=True, kw_only=True)
class Cible:
    """A target and what was reached; `tenu` is None where the period is no civil year."""

    libelle: str
    minimum: int
    atteint: int | None
    tenu: bool | None
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Saisie:
    """A number that was typed; None while nobody typed it."""

    code: str
    libelle: str
    nombre: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Partie:
    """A section of the report, filled in."""

    code: str
    titre: str
    question: str = ""
    texte: str = ""
    tableaux: tuple[Tableau, ...] = ()
    cibles: tuple[Cible, ...] = ()
    saisies: tuple[Saisie, ...] = ()


def named(titres: Sequence[str]) -> str:
    """Write titles one after another; where one ends as a sentence does, each in quotes."""
    quoted = any(one.endswith(("?", "!", ".")) for one in titres)
    return ", ".join(f"«\u00a0{one}\u00a0»" if quoted else one for one in titres)


@dataclass(frozen=True, slots=True, kw_only=True)
class EnTete:
    """A party as the head of the paper names it."""

    nom: str
    service: str = ""
    adresse: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Contenu:
    """Everything that a report says, but who validated it and when it left.

    `coop` is the file of La Coop's statistics as it was when the report was validated, else empty.
    `entetes` are the Département, the partner and the structure, in this order; none in a report
    that an earlier version of the program validated.
    """

    modele: str
    titre: str
    convention: str
    reference: str
    structure: str
    destinataire: str
    periode: str
    debut: date
    fin: date
    source: SourceChiffres
    parties: tuple[Partie, ...]
    methode: tuple[str, ...]
    coop: str = ""
    entetes: tuple[EnTete, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Bilan:
    """A report in the database. `textes` and `nombres` are what was typed, by section.

    `repris` are the sections whose text comes from an earlier report and was not read again.
    `fige` is what it said when it was validated: that is what is sent.
    """

    id: BilanId
    modele: str
    periode: Periode
    source: SourceChiffres
    etat: EtatBilan
    textes: Mapping[str, str] = field(default_factory=dict[str, str])
    nombres: Mapping[str, Mapping[str, int]] = field(default_factory=dict[str, Mapping[str, int]])
    repris: frozenset[str] = frozenset()
    repris_de: str = ""
    fige: Contenu | None = None
    cree_le: date
    modifie_at: datetime
    agent_id: AgentId
    valide_par: str = ""
    valide_le: date | None = None
    transmis_le: date | None = None
    transmis_comment: str = ""
    altere: bool = False  # its frozen content is no longer what its hash says

    @property
    def may_be_written(self) -> bool:
        """Tell whether its texts may still change."""
        return self.etat is EtatBilan.BROUILLON
