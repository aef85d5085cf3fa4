"""The prescriptions by state."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent

from app.domain.prescription import Suivi
from app.ui.dossiers.lists import as_list_row
from app.ui.interview.short_choice import Short, ShortChoice
from app.ui.pages.prescriptions.state import ListState
from app.ui.typed import override
from app.ui.widgets.data_list import DataList
from app.ui.widgets.empty_state import EmptyState
from app.ui.widgets.page import Page
from app.ui.widgets.tones import Tone

_WIDTH = 1100
_SHOWN = 60
_ALL = "toutes"


class PrescriptionsPage(Page):
    """Shows a `ListState`.

    Signals:
        came: the page comes on screen; what it shows may be old.
        kept_to: a `Suivi`, or None for all.
        opened: the id of a prescription.
    """

    came = Signal()
    kept_to = Signal(object)
    opened = Signal(str)

    def __init__(self) -> None:
        super().__init__("Prescriptions", subtitle="Les vôtres, par état", width=_WIDTH)
        self._filters = ShortChoice("Montrer les prescriptions")
        self._filters.answered.connect(self._filter_picked)
        self._filters.submitted.connect(self._to_list)
        self._rows = DataList("Prescriptions")
        self._rows.opened.connect(self.opened)
        self._rows.left_upwards.connect(self._to_filters)
        self._none_yet = EmptyState(
            "Aucune prescription",
            "Elles viendront ici dès qu’un diagnostic sera confirmé.",
            icon="prescription",
        )
        self._none_here = EmptyState("Rien dans cet état", "Choisissez un autre état ci-dessus.")
        for part in (self._filters, self._rows, self._none_yet, self._none_here):
            self.body.addWidget(part)
            part.hide()
        self.set_first_focus(self._rows)
        self._came = False

    def show_state(self, state: ListState) -> None:
        """Show `state` and nothing else."""
        self.say(Tone.DANGER, state.problem)
        self._filters.show_choices(
            [Short(one.suivi.value if one.suivi else _ALL, one.words) for one in state.filters],
            state.kept_to.value if state.kept_to else _ALL,
        )
        self._rows.show_rows([as_list_row(row) for row in state.rows])
        self._rows.setFixedHeight(self._rows.height_of_rows(_SHOWN))
        anything = bool(state.rows) or state.kept_to is not None
        self._filters.setVisible(state.loaded and anything)
        self._rows.setVisible(bool(state.rows))
        self._none_here.setVisible(state.loaded and anything and not state.rows)
        self._none_yet.setVisible(state.loaded and not anything)
        if state.loaded and not self._came:
            self._came = True
            self.take_focus()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not event.spontaneous():
            self.came.emit()

    def _filter_picked(self, code: str) -> None:
        self.kept_to.emit(None if code == _ALL else Suivi(code))

    def _to_filters(self) -> None:
        self._filters.setFocus(Qt.FocusReason.BacktabFocusReason)

    def _to_list(self) -> None:
        if self._rows.count():
            self._rows.setFocus(Qt.FocusReason.TabFocusReason)
