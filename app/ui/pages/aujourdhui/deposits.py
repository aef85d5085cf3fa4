"""The tray « À déposer »: dossiers ready on Démarches simplifiées, and those to remove there."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from app.ui.dossiers.opening import opening_question, removed_question
from app.ui.interview.turning import TurningRow
from app.ui.pages.aujourdhui.state import DepositRow, PlainRow
from app.ui.theme.tokens import Space
from app.ui.widgets.buttons import link, secondary
from app.ui.widgets.card import Card
from app.ui.widgets.confirm_dialog import ask
from app.ui.widgets.flow import flow
from app.ui.widgets.labels import hint, section, separator, strong
from app.ui.widgets.layouts import clear, column, row
from app.ui.widgets.state_pill import StatePill
from app.ui.widgets.tones import Pill


class Deposits(Card):
    """Shows what waits for a person on the platform, the first to expire first.

    Signals:
        open_asked: the id of the prescription whose dossier opens; the agent has confirmed.
        see_asked: the id of a prescription to show.
        removed_asked: the id of what somebody says is removed there; the agent has confirmed.
    """

    open_asked = Signal(str)
    see_asked = Signal(str)
    removed_asked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._heading = section("À déposer")
        self._rows = column(gap=Space.M)
        self.body.addWidget(self._heading)
        self.body.addWidget(
            hint(
                "Préremplis sur Démarches simplifiées\u00a0: le Département ne les reçoit qu’une "
                "fois déposés."
            )
        )
        self.body.addLayout(self._rows)

    def show_rows(self, rows: Sequence[DepositRow], removals: Sequence[PlainRow]) -> None:
        """Show these dossiers."""
        heading = f"À déposer ({sum(one.can_open for one in rows)})"
        self._heading.setText(heading)
        self.setAccessibleName(heading)
        clear(self._rows)
        for found in rows:
            self._part()
            self._rows.addWidget(self._deposit(found))
        for left in removals:
            self._part()
            self._rows.addWidget(self._removal(left))

    def _part(self) -> None:
        if self._rows.count():
            self._rows.addWidget(separator())

    def _deposit(self, found: DepositRow) -> QWidget:
        see = link("Voir la prescription", name=f"seeDossier-{found.id}")
        see.setAccessibleName(f"Voir la prescription\u00a0: {found.who}")
        see.clicked.connect(lambda: self.see_asked.emit(found.id))
        if not found.can_open:
            return _line(found.who, found.about, found.pill, see)
        open_ = secondary("Ouvrir le dossier", name=f"openDossier-{found.id}")
        open_.setAccessibleName(f"Ouvrir le dossier\u00a0: {found.who}, {found.pill.words}")
        open_.clicked.connect(lambda: self._ask_to_open(found))
        return _line(found.who, found.about, found.pill, open_, see)

    def _removal(self, found: PlainRow) -> QWidget:
        done = secondary("C’est supprimé", name=f"removed-{found.id}")
        done.setAccessibleName(f"C’est supprimé\u00a0: {found.title}")
        done.clicked.connect(
            lambda: ask(
                removed_question(found.title), lambda: self.removed_asked.emit(found.id), self
            )
        )
        return _line(found.title, found.about, found.pill, done)

    def _ask_to_open(self, found: DepositRow) -> None:
        ask(opening_question(found.who), lambda: self.open_asked.emit(found.id), self)


def _line(title: str, about: str, pill: Pill | None, *buttons: QPushButton) -> QWidget:
    line = TurningRow(needs=620, gap=Space.M)
    words = QWidget()
    texts = column(words, gap=Space.XS)
    heading = flow(gap=Space.S)
    name = strong(title)
    name.setWordWrap(False)
    heading.addWidget(name)
    if pill is not None:
        heading.addWidget(StatePill(pill))
    texts.addLayout(heading)
    texts.addWidget(hint(about))
    line.add(words, 1)
    ways = QWidget()
    side = row(ways, gap=Space.M)
    for button in buttons:
        side.addWidget(button)
    line.add(ways, stays_small=True)
    return line
