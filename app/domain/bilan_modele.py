"""What a convention says of its reports: sections, targets, who validates, whom it goes to.

A report is data of the profile: figures are named by their counters, so that a criterion which is
added later needs no code (004, art. 5, l. 106: « se réserve le droit d'ajouter […] des critères »).
"""

from dataclasses import dataclass
from enum import StrEnum


class PeriodeBilan(StrEnum):
    """What a report covers."""

    ANNEE = "annee"  # a civil year
    LIBRE = "libre"  # any run of whole quarters


class FormatBilan(StrEnum):
    """A file that a report is given as."""

    PDF = "pdf"
    XLSX = "xlsx"
    CSV = "csv"
    JSON = "json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mesure:
    """A table of the report: one counter, by its name.

    `ensemble` is the counter of which each of its values is a part, so that what nobody answered
    can be stated. `seuil` is False for things that are no persons (workshops, carnets): nothing
    is hidden there. `valeurs` limits and orders what is shown; empty, all of it.
    """

    indicateur: str
    titre: str = ""
    ensemble: str = ""
    seuil: bool = True
    valeurs: tuple[str, ...] = ()
    libelles: tuple[tuple[str, str], ...] = ()
    unite: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Objectif:
    """What the convention promises, and the counter that tells whether it was kept.

    `minimum` is for a whole civil year. Without `valeurs` all of the counter's values count.
    """

    libelle: str
    indicateur: str
    minimum: int
    valeurs: tuple[str, ...] = ()
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Critere:
    """A number that nobody counts on the laptop: it is typed when the report is drawn up."""

    code: str
    libelle: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Rubrique:
    """A section: figures, targets, numbers to type, a text to write (`question` asks for it)."""

    code: str
    titre: str
    question: str = ""
    mesures: tuple[Mesure, ...] = ()
    objectifs: tuple[Objectif, ...] = ()
    criteres: tuple[Critere, ...] = ()
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ModeleBilan:
    """A report that a convention asks for.

    `validateur` must have validated it before it is sent; empty where the référent does so.
    `echeance` is the deadline in words; its date stands in the calendar of deadlines.
    """

    code: str
    titre: str
    periode: PeriodeBilan
    destinataire: str
    validateur: str
    echeance: str
    rubriques: tuple[Rubrique, ...]
    formats: tuple[FormatBilan, ...] = tuple(FormatBilan)
    source: str = ""

    def rubrique(self, code: str) -> Rubrique | None:
        """Return a section."""
        return next((one for one in self.rubriques if one.code == code), None)
