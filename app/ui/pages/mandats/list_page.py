"""The mandates: what ends soon, mine, drafts, colleagues’, then numbers without a name."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent

from app.ui.dossiers.facts import Facts
from app.ui.dossiers.fold import Fold
from app.ui.dossiers.lists import RowsPart, as_list_row
from app.ui.pages.mandats.state import ListState
from app.ui.typed import override
from app.ui.widgets.buttons import primary
from app.ui.widgets.empty_state import EmptyState
from app.ui.widgets.labels import hint
from app.ui.widgets.page import Page
from app.ui.widgets.search_field import SearchField
from app.ui.widgets.tones import Tone

_WIDTH = 1100
_SHOWN = 30
_NAMELESS = "Un numéro, des dates, rien d’autre\u00a0: les données sont détruites."


class MandatsPage(Page):
    """Shows a `ListState`.

    Signals:
        came: the page comes on screen; what it shows may be old.
        take_asked: a new mandate.
        looked_for: what was typed.
        opened: the id of a mandate.
    """

    came = Signal()
    take_asked = Signal()
    looked_for = Signal(str)
    opened = Signal(str)

    def __init__(self) -> None:
        super().__init__("Mandats", width=_WIDTH)
        self._problem = ""
        self._take = primary("&Prendre un mandat", icon="ajouter", name="takeMandate")
        self._take.clicked.connect(self.take_asked)
        self.add_action(self._take)
        self.search = SearchField(
            "&Chercher",
            name="searchMandate",
            hint_text="Début du nom, ou numéro du mandat",
            rows_shown=_SHOWN,
            at_once=True,
        )
        self.search.query_changed.connect(self.looked_for)
        self.search.chosen.connect(self.opened)
        self.soon = RowsPart("Bientôt terminés", name="mandatesSoon")
        self.drafts = RowsPart("Projets à finir", name="mandateDrafts")
        self.running = RowsPart("En cours", name="mandatesRunning", rows_shown=_SHOWN)
        self.colleagues = RowsPart("Suivis par mes collègues", name="mandatesOfColleagues")
        self._over = Fold("Terminés et détruits", name="mandatesOver")
        self._numbers = Facts("Terminés et détruits")
        self._over.body.addWidget(hint(_NAMELESS))
        self._over.body.addWidget(self._numbers)
        self._none = EmptyState(
            "Aucun mandat pour le moment",
            "Un mandat permet de faire une démarche au nom de quelqu’un, ou de demander ses "
            "informations. Il se signe sur place, à deux, en deux exemplaires.",
            icon="mandat",
        )
        self.body.addWidget(self.search)
        self._lists = (self.soon, self.running, self.drafts, self.colleagues)
        for part in (*self._lists, self._over, self._none):
            self.body.addWidget(part)
            part.hide()
        for rows in self._lists:
            rows.opened.connect(self.opened)
        self.set_first_focus(self._take)

    def show_state(self, state: ListState) -> None:
        """Show `state` and nothing else."""
        if state.problem != self._problem:  # else what another page left to say would go at once
            self._problem = state.problem
            self.say(Tone.DANGER, state.problem)
        self._take.setVisible(state.may_take)
        self.search.setVisible(state.loaded and not state.is_empty)
        self.search.set_query(state.query)
        self.search.show_suggestions(
            [as_list_row(row) for row in state.found],
            nothing="Aucun mandat en cours à ce nom ou à ce numéro." if state.query else "",
        )
        for part, rows in zip(
            self._lists,
            (state.soon, state.running, state.drafts, state.colleagues),
            strict=True,
        ):
            part.show_rows(() if state.query else rows)
        self._numbers.show_facts(state.over)
        self._over.set_words(f"Terminés et détruits ({len(state.over)})")
        self._over.setVisible(bool(state.over) and not state.query)
        self._none.setVisible(state.is_empty)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not event.spontaneous():
            self.came.emit()
