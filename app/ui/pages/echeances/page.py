"""« Échéances »: everything dated, month by month."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from app.ui.dossiers.fold import Fold
from app.ui.dossiers.lists import RowsPart
from app.ui.interview.short_choice import Short, ShortChoice
from app.ui.pages.echeances.state import CalendarState, Part
from app.ui.theme.tokens import Space
from app.ui.typed import override
from app.ui.widgets.buttons import secondary
from app.ui.widgets.empty_state import EmptyState
from app.ui.widgets.layouts import column
from app.ui.widgets.page import Page
from app.ui.widgets.tones import Tone

_WIDTH = 1100
_ABOUT = "Comités, rapports, convention, mandats, demandes\u00a0: personne n’y est nommé."
_SHOWN = 20
_ALL = Short("", "Tout", "Toutes les échéances")


class CalendarPage(Page):
    """Shows a `CalendarState`.

    Signals:
        came: the page comes on screen; what it shows may be old.
        opened: the key of an item.
        kind_picked: the code of a filter, empty for all.
        save_asked: a file for an agenda. print_asked: the list on paper.
    """

    came = Signal()
    opened = Signal(str)
    kind_picked = Signal(str)
    save_asked = Signal()
    print_asked = Signal()

    def __init__(self) -> None:
        super().__init__(
            "Échéances",
            subtitle=_ABOUT,
            width=_WIDTH,
        )
        self._said = ("", "")
        self._save = secondary("Pour mon &agenda (.ics)…", icon="enregistrer", name="saveAgenda")
        self._print = secondary("&Imprimer…", icon="imprimer", name="printDeadlines")
        self._save.clicked.connect(self.save_asked)
        self._print.clicked.connect(self.print_asked)
        self.add_action(self._save)
        self.add_action(self._print)
        self._filter = ShortChoice("Montrer")
        self._filter.setObjectName("deadlineFilter")
        self._filter.answered.connect(self.kind_picked)
        self._parts: list[RowsPart] = []
        self._shown: tuple[Part, ...] = ()
        self._months = QWidget()
        self._column = column(self._months, gap=Space.L)
        self._over_fold = Fold("Faites et passées", name="overDeadlines")
        self._over = RowsPart("Faites et passées", name="overRows", rows_shown=_SHOWN)
        self._over.opened.connect(self.opened)
        self._over_fold.body.addWidget(self._over)
        self._empty = EmptyState(
            "Aucune échéance",
            "Rien n’est daté dans les quinze mois qui viennent.",
            icon="succes",
        )
        self._loaded = False
        self._save.hide()
        self._print.hide()
        for part in (self._filter, self._empty, self._months, self._over_fold):
            self.body.addWidget(part)
            part.hide()

    def show_state(self, state: CalendarState) -> None:
        """Show `state` and nothing else."""
        if (state.said, state.problem) != self._said:
            self._said = (state.said, state.problem)
            self.say(Tone.DANGER if state.problem else Tone.SUCCESS, state.problem or state.said)
        shorts = [_ALL, *(Short(code, words) for code, words in state.kinds)]
        self._filter.show_choices(shorts, state.kind)
        self._filter.setVisible(len(state.kinds) > 1)
        self._show_parts(state.parts)
        self._months.setVisible(bool(state.parts))
        self._empty.setVisible(state.loaded and not state.parts)
        self._over.show_rows(state.over)
        self._over_fold.set_words(f"Faites et passées ({len(state.over)})")
        self._over_fold.setVisible(bool(state.over))
        self._save.setVisible(bool(state.items))
        self._print.setVisible(bool(state.parts))
        if self._parts and state.parts:
            self.set_first_focus(self._parts[0].rows)
        if state.loaded and not self._loaded:
            self._loaded = True
            self.take_focus()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not event.spontaneous():
            self.came.emit()

    def _show_parts(self, parts: tuple[Part, ...]) -> None:
        """Show the months; lists whose months stay are kept, so that the focus stays too."""
        headings = [part.heading for part in parts]
        if headings != [part.heading for part in self._shown]:
            for old in self._parts:
                self._column.removeWidget(old)
                old.deleteLater()
            self._parts = []
            for number, heading in enumerate(headings):
                made = RowsPart(heading, name=f"month-{number}", rows_shown=_SHOWN)
                made.opened.connect(self.opened)
                self._column.addWidget(made)
                self._parts.append(made)
        for made, part in zip(self._parts, parts, strict=True):
            made.show_rows(part.rows)
        self._shown = parts
