"""Reads the territory's index, takes another file of it in."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from app.domain.failures import AppError
from app.ui.dates import day_words
from app.ui.dossiers.rows import Row
from app.ui.messages import failure_text
from app.ui.pages.structures.index_part import IndexState
from app.ui.tasks import TaskRunner
from app.ui.widgets.tones import Pill, Tone
from app.usecases.structures import fragilite
from app.usecases.structures.fragilite import CommuneFragile, EtatFragilite
from app.usecases.workplace import Workplace

_HIGH, _MIDDLE = 7, 4  # thirds of the scale, from 1 to 10


class IndexPresenter:
    """`show` hears each state; nothing is read where the convention has no such index."""

    def __init__(
        self, show: Callable[[IndexState], None], runner: TaskRunner, workplace: Workplace
    ) -> None:
        self._tell = show
        self._runner = runner
        self._workplace = workplace
        self._state = IndexState(wanted=workplace.convention.orientation.indice_fragilite)
        show(self._state)

    def load(self) -> None:
        """Read the index as it stands."""
        if self._state.wanted:
            self._runner.run(
                lambda: fragilite.state(self._workplace),
                on_success=self._loaded,
                on_failure=self._failed,
            )

    def import_file(self, path: Path) -> None:
        """Take a file in."""
        self._runner.run(
            lambda: fragilite.import_file(self._workplace, path),
            on_success=self._imported,
            on_failure=self._failed,
        )

    def _imported(self, count: int) -> None:
        said = f"C’est fait\u00a0: {count} communes du territoire."
        self._show(replace(self._state, said=said, tone=Tone.SUCCESS))
        self.load()

    def _loaded(self, found: EtatFragilite) -> None:
        self._show(
            replace(
                self._state,
                may_change=found.may_change,
                about=_about(found),
                rows=tuple(_row(one) for one in found.communes),
            )
        )

    def _failed(self, failure: Exception) -> None:
        self._show(replace(self._state, said=failure_text(failure), tone=Tone.DANGER))
        if not isinstance(failure, AppError):
            raise failure  # a bug: the crash handler reports it

    def _show(self, state: IndexState) -> None:
        self._state = state
        self._tell(state)


def _about(found: EtatFragilite) -> str:
    if found.recu_le is None:
        return "Aucun fichier pour le moment. Demandez-le à qui signe la convention avec vous."
    said = f"Fichier «\u00a0{found.fichier}\u00a0», importé le {day_words(found.recu_le)}."
    if found.manquent:
        many = "s" if found.manquent > 1 else ""
        said += f" {found.manquent}\u00a0commune{many} du territoire n’y figure"
        said += "nt pas." if found.manquent > 1 else " pas."
    return said


def _row(one: CommuneFragile) -> Row:
    places = "aucune structure" if not one.lieux else f"{one.lieux}\u00a0structure"
    places += "s" if one.lieux > 1 else ""
    tone = Tone.WARNING if one.score >= _HIGH else Tone.NEUTRAL
    tone = Tone.INFO if _MIDDLE <= one.score < _HIGH else tone
    score = f"{one.score:g}".replace(".", ",")
    return Row(
        id=one.code_insee,
        title=one.nom,
        about=f"{places} dans la liste",
        pill=Pill(f"{score} sur 10", tone),
    )
