"""The carnets that the Département allotted to this laptop, on the page Synchroniser."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from app.ui.pages.synchroniser.slices_state import SliceRow, SlicesState
from app.ui.theme.tokens import Space
from app.ui.widgets.buttons import link
from app.ui.widgets.card import Card
from app.ui.widgets.confirm_dialog import Question, ask
from app.ui.widgets.labels import hint, strong
from app.ui.widgets.layouts import clear, column
from app.ui.widgets.state_pill import StatePill

_ABOUT = "Le Département réserve ces carnets à ce poste\u00a0: aucun autre ne peut les remettre."


class SlicesCard(Card):
    """Shows a `SlicesState`.

    Signals:
        give_back_asked: the id of a slice, once the worker has confirmed.
        focus_lost: what had the focus is away; somebody else is to take it.
    """

    give_back_asked = Signal(str)
    focus_lost = Signal()

    def __init__(self) -> None:
        super().__init__("Carnets de ce poste", about=_ABOUT)
        self._rows = column(gap=Space.M)
        self.body.addLayout(self._rows)
        self._shown: SlicesState | None = None

    def show_state(self, state: SlicesState) -> None:
        """Show `state` and nothing else."""
        self.setVisible(bool(state.rows))
        if state == self._shown:
            return
        held = any(one.hasFocus() for one in self.findChildren(QWidget))
        self._shown = state
        clear(self._rows)
        for row in state.rows:
            self._rows.addWidget(self._row(row))
        if held:  # the button that was pressed is gone
            self.focus_lost.emit()

    def _row(self, row: SliceRow) -> QWidget:
        part = QWidget()
        part.setObjectName(f"slice-{row.number}")
        words = column(part, gap=Space.XS)
        words.addWidget(strong(row.title))
        words.addWidget(hint(row.about))
        if row.pill is not None:
            words.addWidget(StatePill(row.pill), 0, Qt.AlignmentFlag.AlignLeft)
        if row.can_give_back:
            button = link("Rendre ces carnets…", name=f"giveBack-{row.number}")
            button.setAccessibleName(f"Rendre la tranche n°\u00a0{row.number}")
            button.clicked.connect(lambda: self._ask(row))
            words.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        return part

    def _ask(self, row: SliceRow) -> None:
        ask(
            Question(
                title=f"Rendre la tranche n°\u00a0{row.number}\u00a0?",
                text=f"{row.title}. Ce poste n’en remettra plus. Le Département le saura au "
                "prochain échange, et pourra les donner à un autre poste.",
                confirm="Rendre ces carnets",
            ),
            lambda: self.give_back_asked.emit(row.id),
            self,
        )
