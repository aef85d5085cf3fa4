"""The persons: a field to look for them, and the list under it."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent

from app.ui.dossiers.lists import as_list_row
from app.ui.interview.short_choice import Short, ShortChoice
from app.ui.pages.personnes.state import ListState
from app.ui.typed import override
from app.ui.widgets.empty_state import EmptyState
from app.ui.widgets.page import Page
from app.ui.widgets.search_field import SearchField
from app.ui.widgets.tones import Tone

_WIDTH = 1100
_SHOWN = 50
_MINE, _ALL = "mine", "all"


class PersonnesPage(Page):
    """Shows a `ListState`.

    Signals:
        came: the page comes on screen; what it shows may be old.
        looked_for: what was typed.
        everyone_asked: whether everybody's records are wanted.
        opened: the id of a person.
    """

    came = Signal()
    looked_for = Signal(str)
    everyone_asked = Signal(bool)
    opened = Signal(str)

    def __init__(self) -> None:
        super().__init__("Personnes", width=_WIDTH)
        self.search = SearchField(
            "&Chercher une personne",
            name="searchPerson",
            hint_text="Début du nom ou du prénom",
            rows_shown=_SHOWN,
            at_once=True,
        )
        self._whose = ShortChoice("Quels dossiers")
        self._whose.answered.connect(self._whose_picked)
        self._none = EmptyState(
            "Aucune personne pour le moment",
            "Les personnes reçues en entretien viendront ici. Un entretien commence dans "
            "Aujourd’hui, par la porte «\u00a0Diagnostic et Pass\u00a0».",
            icon="personnes",
        )
        self.body.addWidget(self._whose)
        self.body.addWidget(self.search)
        self.body.addWidget(self._none)
        self._none.hide()
        self.search.query_changed.connect(self.looked_for)
        self.search.chosen.connect(self.opened)
        self.set_first_focus(self.search)
        self._problem = ""

    def show_state(self, state: ListState) -> None:
        """Show `state` and nothing else."""
        if state.problem != self._problem:  # else « La personne est effacée » would go at once
            self._problem = state.problem
            self.say(Tone.DANGER, state.problem)
        self._whose.show_choices(
            [Short(_MINE, "Mes personnes"), Short(_ALL, "Toutes")],
            _ALL if state.everyone else _MINE,
        )
        self.search.set_query(state.query)
        nothing = "Personne ne porte ce nom ici."
        if not state.everyone:
            nothing += " Cherchez aussi dans «\u00a0Toutes\u00a0»."
        self.search.show_suggestions(
            [as_list_row(row) for row in state.rows], nothing=nothing if state.query else ""
        )
        self._none.setVisible(state.is_new)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not event.spontaneous():
            self.came.emit()

    def _whose_picked(self, code: str) -> None:
        self.everyone_asked.emit(code == _ALL)
