"""The screen between two copies of a group: what is noted, add another, take one away."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from app.ui.pages.questionnaire.state import Copy, QuestionnaireState
from app.ui.theme.tokens import Space
from app.ui.typed import override
from app.ui.widgets.buttons import link, secondary
from app.ui.widgets.confirm_dialog import Question, ask
from app.ui.widgets.data_list import DataList
from app.ui.widgets.flow import flow
from app.ui.widgets.labels import body
from app.ui.widgets.layouts import column
from app.ui.widgets.list_rows import ListRow

_ROWS_SHOWN = 6
_NONE = "Aucune fiche notée. Ajoutez-en une, ou continuez s’il n’y en a pas."


class _Copies(DataList):
    """The copies; a click chooses one, a double click or Enter opens it, Delete takes it away."""

    remove_asked = Signal()

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.clicked.disconnect(self._open)
        self.doubleClicked.connect(self._open)

    def fit(self) -> None:
        """Be as high as the rows, as far as the screen should be given to them."""
        self.setFixedHeight(self.height_of_rows(_ROWS_SHOWN))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:  # another zoom: the laptop is handed over
            self.fit()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete:
            self.remove_asked.emit()
        elif event.key() == Qt.Key.Key_Backspace:
            event.ignore()  # the page goes back
        else:
            super().keyPressEvent(event)


class RepeatPanel(QWidget):
    """Shows the copies of a group.

    `can_remove` is false where the person answers alone: what is gone is gone.

    Signals:
        add_asked: another copy.
        open_asked: the path of the first screen of a copy.
        removed: the number of a copy, from 1; the user has confirmed.
    """

    add_asked = Signal()
    open_asked = Signal(str)
    removed = Signal(int)

    def __init__(self, *, can_remove: bool = True) -> None:
        super().__init__()
        self.setObjectName("repeatPanel")
        self._copies: tuple[Copy, ...] = ()
        self._can_remove = can_remove
        self._words = body("")
        self._words.setObjectName("repeatWords")
        self._list = _Copies("Fiches notées")
        self._list.setObjectName("repeatCopies")
        self._list.opened.connect(self._open)
        self._list.remove_asked.connect(self._ask)
        self.add_button = secondary("A&jouter une fiche", icon="ajouter", name="addRepeat")
        self.add_button.clicked.connect(self.add_asked)
        self._change = link("Mod&ifier la fiche choisie", icon="modifier", name="changeRepeat")
        self._change.clicked.connect(lambda: self._open(self._list.selected_id()))
        self._remove = link("Re&tirer la fiche choisie", icon="retirer", name="removeRepeat")
        self._remove.clicked.connect(self._ask)
        buttons = flow(gap=Space.M)
        buttons.addWidget(self.add_button)
        buttons.addWidget(self._change)
        buttons.addWidget(self._remove)
        layout = column(self, gap=Space.M)
        layout.addWidget(self._words)
        layout.addWidget(self._list)
        layout.addLayout(buttons)

    def show_state(self, state: QuestionnaireState) -> None:
        """Show the copies of `state`."""
        former, self._copies = self._copies, state.copies
        self._words.setText(_words(len(state.copies)))
        self._list.show_rows(
            [
                ListRow(id=str(number), title=f"{number}. {copy.words}")
                for number, copy in enumerate(state.copies, 1)
            ]
        )
        if state.copies and (former != state.copies or not self._list.currentIndex().isValid()):
            here = min(max(0, self._list.currentIndex().row()), len(state.copies) - 1)
            self._list.setCurrentIndex(self._list.model().index(here, 0))
        self._list.fit()
        self._list.setVisible(bool(state.copies))
        self._change.setVisible(bool(state.copies))
        self._remove.setVisible(bool(state.copies) and self._can_remove)

    def take_focus_back(self, _number: int = 0) -> None:
        """Take the focus after a copy was taken away."""
        place = self._list if self._copies else self.add_button
        place.setFocus(Qt.FocusReason.OtherFocusReason)

    def _open(self, number: str) -> None:
        if number and (path := self._copies[int(number) - 1].path):
            self.open_asked.emit(path)

    def _ask(self) -> None:
        number = int(self._list.selected_id() or 0)
        if not number or not self._can_remove:
            return
        words = self._copies[number - 1].words
        question = Question(
            title=f"Retirer la fiche {number}\u00a0?",
            text=f"«\u00a0{words}\u00a0»\u00a0: ses réponses sont effacées, on ne peut pas les "
            "reprendre.",
            confirm="Retirer la fiche",
            destructive=True,
        )
        ask(question, lambda: self.removed.emit(number), self)


def _words(count: int) -> str:
    if not count:
        return _NONE
    plural = "s" if count > 1 else ""
    return f"{count}\u00a0fiche{plural} notée{plural}. Ajoutez-en une autre, ou continuez."
