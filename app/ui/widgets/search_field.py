"""A search field with what it finds right under it."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from app.ui.theme.tokens import Space
from app.ui.typed import override
from app.ui.widgets.data_list import DataList
from app.ui.widgets.form_field import FormField
from app.ui.widgets.labels import hint
from app.ui.widgets.layouts import column
from app.ui.widgets.list_rows import ListRow

_PAUSE_MS = 120  # between two keys of somebody who types; asking at each would queue searches


class SearchField(QWidget):
    """Says what is looked for and shows suggestions; Down goes into them, Escape empties.

    The suggestions are part of the page, not a pop-up: a screen reader finds them with Tab.
    `at_once` is for who answers each letter and skips those that were typed over meanwhile.

    Signals:
        query_changed: what is looked for, without blanks around it, after a short pause.
        chosen: the id of the suggestion that the user picked.
    """

    query_changed = Signal(str)
    chosen = Signal(str)

    def __init__(
        self,
        label: str,
        *,
        name: str,
        hint_text: str = "",
        rows_shown: int = 6,
        at_once: bool = False,
    ) -> None:
        super().__init__()
        self._rows_shown = rows_shown
        self.line = QLineEdit()
        self.field = FormField(label, self.line, hint_text=hint_text, name=name)
        self.line.setClearButtonEnabled(False)
        self.suggestions = DataList(f"Résultats\u00a0: {label.replace('&', '')}")
        self.suggestions.setObjectName(f"{name}Suggestions")
        self._none = hint("")
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(0 if at_once else _PAUSE_MS)
        self._pause.timeout.connect(self._ask)
        self.line.textEdited.connect(self._typed)
        self.line.returnPressed.connect(self._enter)
        self.line.installEventFilter(self)
        self.suggestions.opened.connect(self.chosen)
        self.suggestions.left_upwards.connect(self.line.setFocus)
        layout = column(self, gap=Space.S)
        layout.addWidget(self.field)
        layout.addWidget(self._none)
        layout.addWidget(self.suggestions)
        self.setFocusProxy(self.line)
        self.show_suggestions(())

    def query(self) -> str:
        """Return what is looked for, without blanks around it."""
        return self.line.text().strip()

    def set_query(self, text: str) -> None:
        """Write `text` without looking for it; what somebody is typing is left to him.

        The blank between two words is his too, although nothing is looked for at it.
        """
        if not self._pause.isActive() and self.query() != text:
            self.line.setText(text)

    def show_suggestions(self, rows: Sequence[ListRow], *, nothing: str = "") -> None:
        """Show what was found; `nothing` is the sentence for an empty result."""
        self.suggestions.show_rows(rows)
        self.suggestions.setVisible(bool(rows))
        self.suggestions.setFixedHeight(self.suggestions.height_of_rows(self._rows_shown))
        self._none.setText(nothing if not rows else "")
        self._none.setVisible(bool(nothing) and not rows)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() == Qt.Key.Key_Down and self.suggestions.count():
                self._enter_list()
                return True
            if event.key() == Qt.Key.Key_Escape and self.line.text():
                self.line.clear()
                self._ask()
                return True
        return super().eventFilter(watched, event)

    def _enter_list(self) -> None:
        self.suggestions.setFocus(Qt.FocusReason.TabFocusReason)
        if not self.suggestions.currentIndex().isValid():
            self.suggestions.setCurrentIndex(self.suggestions.model().index(0, 0))

    def _typed(self, _text: str) -> None:
        self._pause.start()

    def _enter(self) -> None:
        """Enter searches at once; with one result alone it picks it."""
        if self._pause.isActive():
            self._pause.stop()
            self._ask()
        elif self.suggestions.count() == 1:
            self.suggestions.open_row(self.suggestions.model().index(0, 0).data(256).id)

    def _ask(self) -> None:
        self.query_changed.emit(self.query())
