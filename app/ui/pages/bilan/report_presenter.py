"""Reads one report, keeps what is typed, notes its validation and its sending."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Protocol

from app.domain.bilan import Bilan, BilanId, Contenu, SourceChiffres
from app.domain.bilan_modele import FormatBilan
from app.domain.failures import AppError
from app.domain.habilitation import Acte
from app.ui.messages import failure_text
from app.ui.navigation import Navigator
from app.ui.pages.bilan import words
from app.ui.pages.bilan.state import ReportState
from app.ui.tasks import TaskRunner
from app.ui.widgets.tones import Tone
from app.usecases.bilans import drafting, files, states
from app.usecases.bilans.contents import content, known_model
from app.usecases.bilans.errors import ReportAlteredError, ReportGoneError
from app.usecases.bilans.figures import sources
from app.usecases.interview.papers import ProducedPaper
from app.usecases.laptop.habilitations import actes
from app.usecases.workplace import Workplace

_COOP = "coop"
_NOT_WRITTEN = "Ce fichier n’a pas pu être écrit à cet endroit. Choisissez-en un autre."
_NOT_A_NUMBER = "Un nombre s’écrit en chiffres. Ce qui était noté est gardé."


class ReportView(Protocol):
    """The page, as the presenter sees it."""

    def show_state(self, state: ReportState) -> None:
        """Show `state` and nothing else."""
        ...


@dataclass(frozen=True, slots=True)
class _Loaded:
    bilan: Bilan
    contenu: Contenu | None
    fault: AppError | None  # why it says nothing; what can still be done stays there
    sources: tuple[SourceChiffres, ...]
    may_report: bool


class ReportPresenter:
    """Every act is a use case; the report is read again after it."""

    def __init__(
        self,
        view: ReportView,
        runner: TaskRunner,
        workplace: Workplace,
        navigate: Navigator,
        bilan_id: BilanId,
    ) -> None:
        self._view, self._runner, self._workplace = view, runner, workplace
        self._navigate, self._id = navigate, bilan_id
        self._state = ReportState()

    def load(self, said: str = "") -> None:
        """Read the report; `said` is what was just done."""
        self._runner.run(
            self._read, on_success=lambda found: self._loaded(found, said), on_failure=self._failed
        )

    def write(self, rubrique: str, text: str) -> None:
        """Keep the text of a section."""
        self._do(lambda: drafting.write(self._workplace, self._id, rubrique, text))

    def keep(self, rubrique: str) -> None:
        """Keep a text that was proposed again as it is."""
        bilan = self._state.bilan
        text = bilan.textes.get(rubrique, "") if bilan else ""
        self.write(rubrique, text)

    def type_number(self, rubrique: str, code: str, text: str) -> None:
        """Keep a number; nothing typed takes it away."""
        digits = "".join(text.split())
        if digits and not digits.isdecimal():
            self._say(_NOT_A_NUMBER)
            return
        number = int(digits) if digits else None
        self._do(lambda: drafting.type_number(self._workplace, self._id, rubrique, code, number))

    def pick_source(self, source: SourceChiffres) -> None:
        """Tell this laptop's figures, or the whole structure's."""
        self._do(lambda: drafting.use_figures(self._workplace, self._id, source))

    def validate(self, who: str, day: date) -> None:
        """Note who validated it, and when."""
        self._do(
            lambda: states.validate(self._workplace, self._id, par=who, le=day),
            "Le bilan est validé. Vous pouvez l’imprimer ou l’enregistrer, puis noter l’envoi.",
        )

    def undo(self) -> None:
        """Go back to the draft."""
        self._do(
            lambda: states.undo_validation(self._workplace, self._id),
            "Le bilan est de nouveau un brouillon.",
        )

    def send(self, day: date, how: str) -> None:
        """Note that it was sent."""
        self._do(
            lambda: states.transmit(self._workplace, self._id, le=day, comment=how),
            "L’envoi est noté.",
        )

    def drop(self) -> None:
        """Give the draft up."""
        self._runner.run(
            lambda: drafting.drop(self._workplace, self._id),
            on_success=lambda _: self._navigate.go_back(),
            on_failure=self._failed,
        )

    def make_paper(self) -> None:
        """Show the report as paper."""
        self._working()

        def made(paper: ProducedPaper) -> None:
            self._show(replace(self._state, working=False, message=""))
            self._navigate.show_paper(paper)

        self._runner.run(
            lambda: files.paper(self._workplace, self._id),
            on_success=made,
            on_failure=self._failed,
        )

    def save(self, kind: str, place: Path) -> None:
        """Write the report to a file."""
        self._working()

        def work() -> None:
            made = (
                files.coop_file(self._workplace, self._id)
                if kind == _COOP
                else files.file_of(self._workplace, self._id, FormatBilan(kind))
            )
            files.save(self._workplace, made, place)

        def saved(_: None) -> None:
            said = f"Enregistré\u00a0: {place.name}."
            self._show(replace(self._state, working=False, message=said, tone=Tone.SUCCESS))

        self._runner.run(work, on_success=saved, on_failure=self._failed)

    def leave(self) -> None:
        """Go back to the list."""
        self._navigate.go_back()

    def _read(self) -> _Loaded:
        place = self._workplace
        bilan = drafting.load(place, self._id)
        try:
            contenu, fault = content(place, self._id), None
        except (ReportAlteredError, ReportGoneError) as failure:
            contenu, fault = None, failure
        return _Loaded(
            bilan=bilan,
            contenu=contenu,
            fault=fault,
            sources=sources(place),
            may_report=Acte.RAPPORTER in actes(place),
        )

    def _loaded(self, found: _Loaded, said: str) -> None:
        modele = known_model(self._workplace, found.bilan.modele)
        asked = modele.formats if modele else tuple(FormatBilan)
        formats = [one.value for one in asked if one is not FormatBilan.PDF]
        self._show(
            ReportState(
                bilan=found.bilan,
                contenu=found.contenu,
                validateur=modele.validateur if modele else "",
                echeance=modele.echeance if modele else "",
                formats=tuple((code, words.FORMATS[code]) for code in (*formats, _COOP)),
                sources=found.sources,
                may_report=found.may_report,
                message=failure_text(found.fault) if found.fault else said,
                tone=Tone.DANGER if found.fault else Tone.SUCCESS,
            )
        )

    def _do(self, work: Callable[[], None], said: str = "") -> None:
        self._runner.run(work, on_success=lambda _: self.load(said), on_failure=self._failed)

    def _working(self) -> None:
        self._show(replace(self._state, working=True))

    def _failed(self, failure: Exception) -> None:
        if isinstance(failure, OSError):
            self._say(_NOT_WRITTEN)
            return
        self._say(failure_text(failure))
        if not isinstance(failure, AppError):
            raise failure  # a bug: the crash handler reports it

    def _say(self, sentence: str) -> None:
        self._show(replace(self._state, working=False, message=sentence, tone=Tone.DANGER))

    def _show(self, state: ReportState) -> None:
        self._state = state
        self._view.show_state(state)
