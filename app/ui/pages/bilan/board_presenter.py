"""Reads reports and figures, begins a report, takes in the Département's file."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from app.domain.bilan import Bilan, BilanId, SourceChiffres, Tableau
from app.domain.bilan_modele import PeriodeBilan
from app.domain.failures import AppError
from app.domain.habilitation import Acte
from app.domain.trimestre import Periode, Trimestre, quarters_over
from app.ui.dates import day_words
from app.ui.messages import failure_text
from app.ui.pages.bilan import words
from app.ui.pages.bilan.state import BoardState, Choix
from app.ui.tasks import TaskRunner
from app.ui.widgets.tones import Tone
from app.usecases.bilans import board, drafting, receiving
from app.usecases.bilans.figures import quarters_of, sources
from app.usecases.laptop.habilitations import actes
from app.usecases.workplace import Workplace

_BACK = 2  # years that may be reported on before anything was counted


class BoardView(Protocol):
    """The page, as the presenter sees it."""

    def show_state(self, state: BoardState) -> None:
        """Show `state` and nothing else."""
        ...


@dataclass(frozen=True, slots=True)
class _Loaded:
    reports: tuple[Bilan, ...]
    sources: tuple[SourceChiffres, ...]
    quarters: tuple[Trimestre, ...]
    period: str
    tableaux: tuple[Tableau, ...]
    missing: tuple[str, ...]
    received: str
    postes: tuple[tuple[str, str], ...]
    attente: str
    may_report: bool


class BoardPresenter:
    """Reads everything again whenever the page comes or a choice changes."""

    def __init__(
        self,
        view: BoardView,
        runner: TaskRunner,
        workplace: Workplace,
        open_report: Callable[[BilanId], None],
    ) -> None:
        self._view, self._runner, self._workplace = view, runner, workplace
        self._open = open_report
        self._state = BoardState()

    def load(self) -> None:
        """Read reports and figures."""
        source, period = self._state.source, self._state.period
        self._runner.run(
            lambda: self._read(source, period), on_success=self._loaded, on_failure=self._failed
        )

    def pick_period(self, code: str) -> None:
        """Show the figures of another period."""
        self._state = replace(self._state, period=code)
        self.load()

    def pick_source(self, source: SourceChiffres) -> None:
        """Show the figures of this laptop, or of the whole structure."""
        self._state = replace(self._state, source=source, period="")
        self.load()

    def open(self, bilan_id: str) -> None:
        """Show a report."""
        self._open(BilanId(bilan_id))

    def begin(self, modele: str, first: str, last: str) -> None:
        """Begin a report and show it; one that was begun is shown."""
        periode = Periode(first=words.period_of(first).first, last=words.period_of(last).last)
        self._runner.run(
            lambda: drafting.begin(self._workplace, modele, periode),
            on_success=self._open,
            on_failure=self._failed,
        )

    def receive(self, file: Path) -> None:
        """Take in the Département's figures."""

        def received(found: object) -> None:
            del found
            self._state = replace(
                self._state,
                message="Les chiffres de la structure sont reçus.",
                tone=Tone.SUCCESS,
                source=SourceChiffres.STRUCTURE,
                period="",
            )
            self.load()

        self._runner.run(
            lambda: receiving.receive(self._workplace, file),
            on_success=received,
            on_failure=self._failed,
        )

    def _read(self, source: SourceChiffres, period: str) -> _Loaded:
        place = self._workplace
        figures = board.figures(place, source)
        quarters = quarters_of(figures)
        codes = [code for code, _ in words.periods(quarters)]
        chosen = period if period in codes else next(iter(codes), "")
        tableaux = board.tables(place, figures, words.period_of(chosen)) if chosen else ()
        of_all = source is SourceChiffres.STRUCTURE
        received = receiving.received(place)
        last = max((one.recu_at for one in received), default=None)
        local = last.astimezone(place.clock.zone()).date() if last else None
        unsigned = any(not one.signe for one in received)
        said = f"Chiffres reçus le {day_words(local)}" if local and of_all else ""
        files = [file for one in received if (file := receiving.read(one)) is not None]
        waiting = [file for file in files if file.attente is not None]
        return _Loaded(
            reports=tuple(drafting.reports(place)),
            sources=sources(place),
            quarters=quarters,
            period=chosen,
            tableaux=tuple(tableaux),
            missing=figures.missing_in(words.period_of(chosen)) if chosen else (),
            received=f"{said}{', signature non vérifiée' if unsigned else ''}." if said else "",
            postes=words.tellers(files[-1] if files else None),
            attente=words.waited(waiting[-1] if waiting else None),
            may_report=Acte.RAPPORTER in actes(place),
        )

    def _loaded(self, found: _Loaded) -> None:
        modeles = {one.code: one for one in self._workplace.convention.bilans}
        self._show(
            replace(
                self._state,
                loaded=True,
                reports=tuple(words.row_of(one, modeles.get(one.modele)) for one in found.reports),
                choix=self._choix(found.quarters),
                may_report=found.may_report,
                sources=found.sources,
                periods=words.periods(found.quarters),
                period=found.period,
                tableaux=found.tableaux,
                missing=found.missing,
                received=found.received,
                postes=found.postes,
                attente=found.attente,
            )
        )
        self._state = replace(self._state, message="")

    def _choix(self, known: tuple[Trimestre, ...]) -> Choix:
        today = self._workplace.clock.today()
        oldest = min((one.starts_on for one in known), default=today)
        first = min(oldest, today.replace(year=today.year - _BACK, month=1, day=1))
        quarters = sorted(quarters_over([f"{first:%Y-%m}"], today), reverse=True)
        years = [one.year for one in quarters if one.number == 4]  # noqa: PLR2004 - the last
        modeles = self._workplace.convention.bilans
        return Choix(
            modeles=tuple((one.code, one.titre) for one in modeles),
            annuels=frozenset(one.code for one in modeles if one.periode is PeriodeBilan.ANNEE),
            annees=tuple((str(year), str(year)) for year in years),
            trimestres=tuple((str(one), f"{one.name} {one.year}") for one in quarters),
        )

    def _failed(self, failure: Exception) -> None:
        self._show(
            replace(self._state, message=failure_text(failure), tone=Tone.DANGER, loaded=True)
        )
        if not isinstance(failure, AppError):
            raise failure  # a bug: the crash handler reports it

    def _show(self, state: BoardState) -> None:
        self._state = state
        self._view.show_state(state)
