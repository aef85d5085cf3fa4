"""The search among structures: what to look for, around where, filters, what was found."""

from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from app.ui.dossiers.fold import Fold
from app.ui.dossiers.lists import as_list_row
from app.ui.interview.short_choice import Short, ShortChoice
from app.ui.interview.turning import TurningRow
from app.ui.pages.structures import words
from app.ui.pages.structures.state import Group, SearchState
from app.ui.theme.tokens import Space
from app.ui.typed import override
from app.ui.widgets.buttons import link
from app.ui.widgets.chip_row import ChipField, ChipRow
from app.ui.widgets.choice_list import Choice
from app.ui.widgets.data_list import DataList
from app.ui.widgets.flow import flow
from app.ui.widgets.labels import Text, TextRole
from app.ui.widgets.layouts import column
from app.ui.widgets.search_field import SearchField

_SHOWN = 400
_COMMUNES = 5
_SIDE_BY_SIDE = 640
_NO_COMMUNE = "Aucune commune n’a ce code postal ni ce début de nom."


class ListPart(QWidget):
    """Shows a `SearchState`.

    Signals:
        looked_for, commune_looked_for: what was typed.
        around_picked: the INSEE code of a commune, empty for none.
        sorted_by: the code of an order.
        filtered: the code of a group, and the tuple of the codes that are on.
        cleared: take every filter off.
        opened: the number of a place.
        more_asked: the places that come next.
    """

    looked_for = Signal(str)
    commune_looked_for = Signal(str)
    around_picked = Signal(str)
    sorted_by = Signal(str)
    filtered = Signal(str, object)
    cleared = Signal()
    opened = Signal(str)
    more_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.search = SearchField(
            "&Chercher une structure",
            name="searchStructure",
            hint_text="Début du nom, de la commune ou du code postal",
            at_once=True,
        )
        self.search.query_changed.connect(self.looked_for)
        self.search.line.installEventFilter(self)
        self.around = SearchField(
            "&Autour de quelle commune\u00a0?",
            name="searchCommune",
            hint_text="Du domicile ou du travail\u00a0: code postal ou nom. Rien n’en est gardé.",
            rows_shown=_COMMUNES,
            at_once=True,
        )
        self.around.query_changed.connect(self.commune_looked_for)
        self.around.chosen.connect(self._around_chosen)
        self._far = link("Ne plus compter les distances", name="forgetCommune")
        self._far.clicked.connect(lambda: self.around_picked.emit(""))
        self.quick = ChipRow("Filtres courants", multiple=True)
        self.quick.answered.connect(partial(self.filtered.emit, words.QUICK))
        self.order = ShortChoice("Dans quel ordre")
        self.order.answered.connect(self.sorted_by)
        self.fold = Fold("Autres filtres", name="moreFilters")
        self._groups: dict[str, ChipField] = {}
        self.clear = link("Retirer tous les filtres", name="clearFilters")
        self.clear.clicked.connect(self.cleared)
        self._counted = Text("", TextRole.STRONG)
        self._counted.setObjectName("countedStructures")
        self.results = DataList("Structures")
        self.results.setObjectName("structures")
        self.results.opened.connect(self.opened)
        self.results.left_upwards.connect(self.search.setFocus)
        self.more = link("", icon="suite", name="moreStructures")
        self.more.clicked.connect(self.more_asked)
        layout = column(self, gap=Space.M)
        fields = TurningRow(needs=_SIDE_BY_SIDE, gap=Space.L)
        fields.add(self.search, 1)
        fields.add(self.around, 1)
        layout.addWidget(fields)
        choices = flow(gap=Space.L, line_gap=Space.S)
        choices.addWidget(self.order)
        choices.addWidget(self.quick)
        layout.addLayout(choices)
        aside = flow(gap=Space.L, line_gap=Space.XS)
        for part in (self.clear, self._far):
            aside.addWidget(part)
        layout.addWidget(self.fold)
        layout.addWidget(self._counted)
        layout.addLayout(aside)
        layout.addWidget(self.results)
        layout.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)

    def show_state(self, state: SearchState) -> None:
        """Show `state` and nothing else."""
        self.search.set_query(state.query)
        self.around.set_query(state.communes_query)
        self.around.show_suggestions(
            [as_list_row(row) for row in state.communes],
            nothing=_NO_COMMUNE if len(state.communes_query) > 1 else "",
        )
        self._far.setVisible(bool(state.around))
        self.order.setVisible(len(state.orders) > 1)
        shorts = [Short(code, label) for code, label in state.orders]
        self.order.show_choices(shorts, state.order)
        quick = [Choice(code, label) for code, label in state.quick]
        self.quick.show_choices(quick, state.picked.get(words.QUICK, frozenset()))
        for group in state.groups:
            self._show_group(group, state)
        count = sum(len(state.picked.get(group.code, ())) for group in state.groups)
        self.fold.set_words(f"Autres filtres ({count})" if count else "Autres filtres")
        filtered = any(state.picked.values()) or bool(state.query)
        self.clear.setVisible(filtered)
        self._counted.setText(state.counted)
        self._counted.setVisible(bool(state.counted))
        self.results.show_rows([as_list_row(row) for row in state.rows])
        self.results.setVisible(bool(state.rows))
        self.results.setFixedHeight(self.results.height_of_rows(_SHOWN))
        self.more.setText(state.more)
        self.more.setVisible(bool(state.more))

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Go from the search down into what it found."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() == Qt.Key.Key_Down
            and self.results.count()
        ):
            self.results.setFocus(Qt.FocusReason.TabFocusReason)
            if not self.results.currentIndex().isValid():
                self.results.setCurrentIndex(self.results.model().index(0, 0))
            return True
        return super().eventFilter(watched, event)

    def to_results(self) -> None:
        """Put the focus on the place that was opened last, else on the search."""
        target = self.results if self.results.selected_id() else self.search
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_group(self, group: Group, state: SearchState) -> None:
        field = self._groups.get(group.code)
        if field is None:
            chips = ChipRow(group.heading, multiple=True)
            field = self._groups[group.code] = ChipField(
                group.heading, chips, name=f"filter-{group.code}"
            )
            field.answered.connect(partial(self.filtered.emit, group.code))
            self.fold.body.addWidget(field)
        answers = [Choice(code, label) for code, label in group.answers]
        field.chips.show_choices(answers, state.picked.get(group.code, frozenset()))

    def _around_chosen(self, code_insee: str) -> None:
        self.around.line.clear()
        self.around_picked.emit(code_insee)
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)
