"""The tray « À finir »: interviews, drafts of mandates, each with its ways on."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.ui.dossiers.held_back import hold_back
from app.ui.interview.dropping import drop_question
from app.ui.interview.turning import TurningRow
from app.ui.pages.aujourdhui.state import TrayRow
from app.ui.theme.tokens import Space
from app.ui.widgets.buttons import link, secondary
from app.ui.widgets.card import Card
from app.ui.widgets.confirm_dialog import Question, ask
from app.ui.widgets.flow import flow
from app.ui.widgets.labels import hint, separator, strong
from app.ui.widgets.layouts import clear, column, row
from app.ui.widgets.state_pill import StatePill


class Tray(Card):
    """Shows what is to be finished.

    Signals:
        take_up_asked: the id of the interview to go on with.
        review_asked: the id of the interview to read without going on.
        abandon_asked: the id of the interview to abandon; the agent has confirmed.
        mandate_asked: the id of the mandate to go on with.
        mandate_dropped: the id of the draft to erase; the agent has confirmed.
    """

    take_up_asked = Signal(str)
    review_asked = Signal(str)
    abandon_asked = Signal(str)
    mandate_asked = Signal(str)
    mandate_dropped = Signal(str)

    def __init__(self) -> None:
        super().__init__("À finir")
        self._shown: tuple[TrayRow, ...] = ()
        self._rows = column(gap=Space.M)
        self.body.addLayout(self._rows)

    def show_rows(self, rows: Sequence[TrayRow]) -> None:
        """Show these rows, in their order."""
        if self._shown == tuple(rows):
            return  # read again on every way back: rows made anew would flicker
        self._shown = tuple(rows)
        clear(self._rows)
        for place, found in enumerate(rows):
            if place:
                self._rows.addWidget(separator())
            self._rows.addWidget(self._row(found))

    def _row(self, found: TrayRow) -> QWidget:
        line = TurningRow(needs=620, gap=Space.M)
        about = QWidget()
        words = column(about, gap=Space.XS)
        heading = flow(gap=Space.S)
        name = strong(found.who)
        name.setWordWrap(False)
        heading.addWidget(name)
        heading.addWidget(StatePill(found.pill))
        words.addLayout(heading)
        words.addWidget(hint(found.about))
        line.add(about, 1)
        take_up = secondary("Reprendre", icon="reprendre", name=f"takeUp-{found.id}")
        take_up.setAccessibleName(f"Reprendre\u00a0: {found.who}, {found.about}")
        asked = self.mandate_asked if found.is_mandate else self.take_up_asked
        take_up.clicked.connect(lambda: asked.emit(found.id))
        review = link("Relire", name=f"review-{found.id}")
        review.setAccessibleName(f"Relire sans reprendre\u00a0: {found.who}, {found.about}")
        review.clicked.connect(lambda: self.review_asked.emit(found.id))
        abandon = link("Abandonner", name=f"abandon-{found.id}")
        abandon.setAccessibleName(f"Abandonner\u00a0: {found.who}, {found.about}")
        abandon.clicked.connect(lambda: self._ask(found))
        for use in (take_up, abandon):
            hold_back(use, limited=found.limited)
        ways = QWidget()
        buttons = row(ways, gap=Space.M)
        buttons.addWidget(take_up)
        buttons.addWidget(review)
        buttons.addWidget(abandon)
        line.add(ways, stays_small=True)
        review.setVisible(not found.is_mandate)
        return line

    def _ask(self, found: TrayRow) -> None:
        if found.is_mandate:
            ask(drop_question(), lambda: self.mandate_dropped.emit(found.id), self)
            return
        ask(
            Question(
                title="Abandonner cet entretien\u00a0?",
                text=f"{found.who} — {found.about}.\n\nSes réponses seront effacées de ce poste. "
                "L’entretien compte dans les nombres, sans aucun nom.",
                confirm="Abandonner et effacer",
                cancel="Garder l’entretien",
                destructive=True,
            ),
            lambda: self.abandon_asked.emit(found.id),
            self,
        )
