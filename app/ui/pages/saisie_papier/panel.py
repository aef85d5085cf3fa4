"""What the cell asks, beside the grid: the question whole, its answers with their keys, a fault."""

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from app.ui.pages.saisie_papier.rows import KEYED
from app.ui.pages.saisie_papier.state import Cell, Mark, Row, SaisieState
from app.ui.theme.current import current_theme
from app.ui.theme.tokens import Space
from app.ui.typed import override
from app.ui.widgets.card import Card
from app.ui.widgets.flow import flow
from app.ui.widgets.key_hint import KeyHint
from app.ui.widgets.labels import Text, TextRole, hint, strong
from app.ui.widgets.layouts import spaced

_HEIGHT = 128


class CellPanel(Card):
    """Shows what can be typed where one is; its height stays, so that nothing jumps."""

    def __init__(self) -> None:
        super().__init__()
        self._row: Row | None = None
        self._question = strong()
        self._question.setObjectName("cellQuestion")
        self._words = Text("", TextRole.ERROR)
        self._words.setObjectName("cellWords")
        self._help = hint()
        self._holder = QWidget()
        self._keys = flow(self._holder, gap=Space.M)
        self._hints: list[KeyHint] = []
        for part in (self._question, self._words, self._help, self._holder):
            self.body.addWidget(part)
        self.body.addStretch(1)
        spaced(self.body, gap=Space.S, pad=Space.L)

    def show_state(self, state: SaisieState) -> None:
        """Show the cell of `state` in which one types."""
        here = state.here
        if here is None:
            return
        row, column, cell = here
        self._question.setText(f"{column.title} · {row.title}")
        self._show_words(cell)
        self._help.setText(row.help)
        self._help.setVisible(bool(row.help))
        if row != self._row:
            self._row = row
            self._show_keys(row)
        self._fit()

    @property
    def extra(self) -> int:
        """Return how much higher the panel is than where little is asked, in pixels."""
        return max(0, self.minimumHeight() - current_theme().px(_HEIGHT))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    def _fit(self) -> None:
        """Be as high as the words and keys need: a page that scrolls asks for the least height."""
        layout = self.layout()
        needed = layout.totalHeightForWidth(self.width()) if layout else 0
        self.setMinimumHeight(max(current_theme().px(_HEIGHT), needed))

    def _show_words(self, cell: Cell) -> None:
        wrong = cell.mark is Mark.WRONG
        self._words.setText(f"À corriger\u00a0: {cell.words}" if wrong else cell.words)
        self._words.setVisible(bool(cell.words))

    def _show_keys(self, row: Row) -> None:
        for old in self._hints:
            self._keys.removeWidget(old)
            old.hide()
            old.deleteLater()
        wanted = row.keys if row.entry in KEYED else ()
        self._hints = [KeyHint(one.key.upper(), one.label) for one in wanted]
        for made in self._hints:
            self._keys.addWidget(made)
        self._holder.setVisible(bool(wanted))
