"""What the pages of reports show."""

from dataclasses import dataclass

from app.domain.bilan import Bilan, Contenu, EtatBilan, SourceChiffres, Tableau
from app.ui.dossiers.rows import Row
from app.ui.widgets.tones import Tone


@dataclass(frozen=True, slots=True, kw_only=True)
class Choix:
    """What may be reported on: kinds of report with their periods, as pairs of code and words."""

    modeles: tuple[tuple[str, str], ...] = ()
    annuels: frozenset[str] = frozenset()
    annees: tuple[tuple[str, str], ...] = ()
    trimestres: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardState:
    """The page « Bilan »: reports, and figures of a period. `period` is « 2026 » or « 2026-T1 ».

    `postes` are the laptops of the structure with what each told; `attente` the quarter waited for.
    """

    loaded: bool = False
    reports: tuple[Row, ...] = ()
    choix: Choix = Choix()
    may_report: bool = False
    sources: tuple[SourceChiffres, ...] = ()
    source: SourceChiffres = SourceChiffres.POSTE
    periods: tuple[tuple[str, str], ...] = ()
    period: str = ""
    tableaux: tuple[Tableau, ...] = ()
    missing: tuple[str, ...] = ()
    received: str = ""
    postes: tuple[tuple[str, str], ...] = ()
    attente: str = ""
    first_on: str = ""
    message: str = ""
    tone: Tone = Tone.DANGER


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportState:
    """The page of one report."""

    bilan: Bilan | None = None
    contenu: Contenu | None = None
    validateur: str = ""
    echeance: str = ""
    formats: tuple[tuple[str, str], ...] = ()
    sources: tuple[SourceChiffres, ...] = ()
    may_report: bool = False
    working: bool = False
    message: str = ""
    tone: Tone = Tone.DANGER

    @property
    def etat(self) -> EtatBilan | None:
        """Return where the report stands, None before it was read."""
        return self.bilan.etat if self.bilan else None

    @property
    def may_write(self) -> bool:
        """Tell whether its texts may change now."""
        return self.may_report and self.bilan is not None and self.bilan.may_be_written
