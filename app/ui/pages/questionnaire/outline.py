"""All questions with how they stand: answered, missing, to be mended."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from app.ui.pages.questionnaire.state import Mark, Place, QuestionnaireState, ReviewRow
from app.ui.theme.tokens import Space
from app.ui.widgets.answer_face import Answer
from app.ui.widgets.choice_row import CheckRow
from app.ui.widgets.data_list import DataList
from app.ui.widgets.labels import body
from app.ui.widgets.layouts import column
from app.ui.widgets.list_rows import ListRow
from app.ui.widgets.tones import Pill, Tone

_ROWS_SHOWN = 8
_MARKS = {
    Mark.ANSWERED: ("succes", Pill("Répondu", Tone.SUCCESS)),
    Mark.MISSING: ("manque", Pill("Sans réponse", Tone.WARNING)),
    Mark.REQUIRED: ("attention", Pill("Réponse nécessaire", Tone.DANGER)),
    Mark.FAULT: ("erreur", Pill("À corriger", Tone.DANGER)),
}
_TO_READ = ("info", Pill("À lire"))


class Outline(QWidget):
    """Shows the screens of an interview as a list, and lets what is done be left out.

    Signals:
        opened: the path of the screen that the user wants.
        filter_asked: whether only what is left to do should be shown.
    """

    opened = Signal(str)
    filter_asked = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self.list = DataList("Questions et réponses")
        self.list.opened.connect(self.opened)
        self._filter: CheckRow | None = None
        self._nothing = body("Il ne manque rien\u00a0: chaque question a sa réponse.")
        self._column = column(self, gap=Space.M)
        self._column.addWidget(self._nothing)
        self._column.addWidget(self.list)
        self._nothing.hide()

    def show_state(self, state: QuestionnaireState) -> None:
        """Show the rows of `state`."""
        if state.place is Place.REVIEW or self._filter is not None:
            self._show_filter(state)
        left = [one for one in state.rows if not one.answered]
        rows = left if state.only_missing and state.place is Place.REVIEW else state.rows
        self._nothing.setVisible(not rows)
        self.list.setVisible(bool(rows))
        self.list.show_rows([_row(one) for one in rows])
        self.list.setFixedHeight(self.list.height_of_rows(_ROWS_SHOWN))

    def take_focus(self) -> None:
        """Take the focus on the first row."""
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)
        self.list.setCurrentIndex(self.list.model().index(0, 0))

    def _show_filter(self, state: QuestionnaireState) -> None:
        if self._filter is None:
            self._filter = CheckRow()
            self._filter.setObjectName("onlyMissing")
            self._filter.clicked.connect(self.filter_asked)
            self._column.insertWidget(0, self._filter)
        left = sum(not one.answered for one in state.rows)
        self._filter.show_answer(Answer(f"Seulement ce qui manque ou est à corriger ({left})"))
        self._filter.setChecked(state.only_missing)
        self._filter.setVisible(state.place is Place.REVIEW)


def _row(row: ReviewRow) -> ListRow:
    icon, pill = _MARKS.get(row.mark, _TO_READ)
    if row.mark is Mark.NOTHING and row.answer:  # how many copies of a group there are
        icon, pill = _MARKS[Mark.ANSWERED][0], Pill("Plusieurs fiches")
    parts = (row.section, row.answer)
    subtitle = " · ".join(part for part in parts if part and part != row.label)
    return ListRow(id=row.path, title=row.label, subtitle=subtitle, pill=pill, icon=icon)
