"""« Bilan »: the reports of the convention, and the figures of a period."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from app.domain.bilan import SourceChiffres
from app.ui.dossiers.lists import RowsPart
from app.ui.interview.short_choice import Short, ShortChoice
from app.ui.pages.bilan import words
from app.ui.pages.bilan.begin_form import BeginForm
from app.ui.pages.bilan.state import BoardState
from app.ui.pages.bilan.tables import TablePart
from app.ui.theme.tokens import Space
from app.ui.widgets.buttons import primary, secondary
from app.ui.widgets.card import Card
from app.ui.widgets.empty_state import EmptyState
from app.ui.widgets.labels import body, hint, section
from app.ui.widgets.layouts import clear, column
from app.ui.widgets.moments import when_it_comes
from app.ui.widgets.page import Page

if TYPE_CHECKING:
    from PySide6.QtWidgets import QDialog

_WIDTH = 1000
_SHOWN = 12


class BoardPage(Page):
    """Shows a `BoardState`.

    Signals:
        came: what is shown may be old.
        opened: the id of a report.
        begun: kind of report, first and last period (codes) of one to begin.
        period_picked: the code of a period; source_picked: a `SourceChiffres`.
        file_chosen: the `Path` of the Département's figures.
    """

    came = Signal()
    opened = Signal(str)
    begun = Signal(str, str, str)
    period_picked = Signal(str)
    source_picked = Signal(object)
    file_chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__("Bilan", width=_WIDTH)
        self._state = BoardState()
        self.dialog: QDialog | None = None
        self._form: BeginForm | None = None
        self._begin = primary("&Commencer un bilan…", icon="ajouter", name="beginReport")
        self._receive = secondary(
            "&Recevoir les chiffres du Département…", icon="enregistrer", name="receiveFigures"
        )
        self._begin.clicked.connect(self._ask_begin)
        self._receive.clicked.connect(self._ask_file)
        self.add_action(self._begin)
        self.add_action(self._receive)
        self.reports = RowsPart("Bilans", name="reportRows", rows_shown=_SHOWN)
        self.reports.opened.connect(self.opened)
        self._nothing = EmptyState(
            "Pas encore de chiffres",
            "Un trimestre se lit quand il est fini\u00a0: les nombres de l’activité paraîtront "
            "ici, sans aucun nom.",
            icon="bilan",
        )
        self._board = Card("Tableau de bord")
        self._sources = ShortChoice("De qui sont les chiffres")
        self._sources.answered.connect(self._source_answered)
        self._periods = ShortChoice("Quelle période")
        self._periods.answered.connect(self.period_picked)
        self._note = hint("")
        self._note.setObjectName("figuresNote")
        self._waited = body("")
        self._waited.setObjectName("figuresWaited")
        self._laptops = body("")
        self._laptops.setObjectName("figuresLaptops")
        self._tables: QWidget | None = None
        self._shown: object = None
        for part in (self._sources, self._periods, self._note, self._waited, self._laptops):
            self._board.body.addWidget(part)
        self._inside = column(gap=Space.XL)
        self._board.body.addLayout(self._inside)
        for one in (self.reports, self._nothing, self._board):
            self.body.addWidget(one)
            one.hide()
        self.set_first_focus(self._begin)
        when_it_comes(self, self.came)

    def show_state(self, state: BoardState) -> None:
        """Show `state` and nothing else."""
        if (state.tone, state.message) != (self._state.tone, self._state.message):
            self.say(state.tone, state.message)
        self._state = state
        self._begin.setEnabled(state.may_report and bool(state.choix.trimestres))
        self._receive.setEnabled(state.may_report)
        self.reports.show_rows(state.reports)
        self._nothing.setVisible(state.loaded and not state.periods)
        self._board.setVisible(bool(state.periods))
        self._sources.show_choices(
            [Short(one.value, words.SOURCES[one]) for one in state.sources], state.source.value
        )
        self._sources.setVisible(len(state.sources) > 1)
        self._periods.show_choices([Short(*one) for one in state.periods], state.period)
        self._note.setText(_note(state))
        self._waited.setText(state.attente)
        self._waited.setVisible(bool(state.attente))
        self._laptops.setText(_laptops(state))
        self._laptops.setVisible(state.source is SourceChiffres.STRUCTURE and bool(state.postes))
        if (state.tableaux, state.period) != self._shown:
            self._shown = (state.tableaux, state.period)
            self._show_tables(state)

    def _source_answered(self, code: str) -> None:
        self.source_picked.emit(SourceChiffres(code))

    def _show_tables(self, state: BoardState) -> None:
        clear(self._inside)
        if state.periods and not state.tableaux:
            self._inside.addWidget(section("Rien n’a été compté dans cette période."))
        for one in state.tableaux:
            self._inside.addWidget(TablePart(one))

    def _ask_begin(self) -> None:
        self._form = BeginForm(self.window(), self._state.choix, self.begun.emit)
        self.dialog = self._form.dialog
        self.dialog.open()

    def _ask_file(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(
            self, "Chiffres du Département", "", "Indicateurs (*.json)"
        )
        if chosen:
            self.file_chosen.emit(Path(chosen))


def _note(state: BoardState) -> str:
    hidden = (
        "Un nombre de personnes de 1 à 4 n’est pas montré (n.c.), ni ceux qui le donneraient par "
        "soustraction."
    )
    missing = f"Il manque\u00a0: {', '.join(state.missing)}." if state.missing else ""
    return " ".join(one for one in (hidden, state.received, missing) if one)


def _laptops(state: BoardState) -> str:
    lines = [f"–\u00a0{name}\u00a0: {told}" for name, told in state.postes]
    return "\n".join(("Postes de la structure\u00a0:", *lines))
