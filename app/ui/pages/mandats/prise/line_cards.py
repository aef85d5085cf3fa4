"""The authorisations of a draft: one line each, with its ways; and the form of one."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from app.ui.interview.turning import TurningRow
from app.ui.pages.mandats.prise.state import LineRow
from app.ui.theme.tokens import Space
from app.ui.widgets.banner import Banner
from app.ui.widgets.buttons import link
from app.ui.widgets.card import Card
from app.ui.widgets.flow import flow
from app.ui.widgets.labels import hint, separator, strong
from app.ui.widgets.layouts import clear, column
from app.ui.widgets.state_pill import StatePill
from app.ui.widgets.tones import Pill, Tone


class LineList(Card):
    """The authorisations so far, in the order of the paper.

    Signals:
        change_asked, remove_asked: the id of a line.
    """

    change_asked = Signal(str)
    remove_asked = Signal(str)

    def __init__(self) -> None:
        super().__init__("Ce que la personne autorise")
        self._lines = column(gap=Space.M)
        self._none = hint("Rien encore. Une ligne par démarche\u00a0: chacune se retire seule.")
        self.body.addWidget(self._none)
        self.body.addLayout(self._lines)
        self._shown: tuple[tuple[LineRow, ...], bool] | None = None

    def show_rows(self, rows: Sequence[LineRow], *, fixed: bool) -> None:
        """Show these lines; `fixed`: they can be read, not changed."""
        if self._shown == (tuple(rows), fixed):
            return
        self._shown = (tuple(rows), fixed)
        self._none.setVisible(not rows)
        clear(self._lines)
        for place, one in enumerate(rows):
            if place:
                self._lines.addWidget(separator())
            self._lines.addWidget(self._line(place + 1, one, fixed=fixed))

    def _line(self, number: int, one: LineRow, *, fixed: bool) -> QWidget:
        whole = QWidget()
        inside = column(whole, gap=Space.S)
        line = TurningRow(needs=560, gap=Space.M)
        about = QWidget()
        words = column(about, gap=Space.XS)
        heading = flow(gap=Space.S)
        name = strong(f"{number}. {one.title}")
        heading.addWidget(StatePill(Pill(one.kind, Tone.INFO)))
        words.addLayout(heading)
        words.addWidget(name)
        words.addWidget(hint(one.about))
        line.add(about, 1)
        ways = QWidget()
        buttons = flow(ways, gap=Space.M)
        for text, told, code in (
            ("Modifier", self.change_asked, "change"),
            ("Retirer", self.remove_asked, "remove"),
        ):
            button = link(text, name=f"{code}Line-{number}")
            button.setAccessibleName(f"{text}\u00a0: {one.title}, {one.about}")
            button.clicked.connect(partial(told.emit, one.id))
            buttons.addWidget(button)
        line.add(ways, stays_small=True)
        ways.setVisible(not fixed)
        line.line.setAlignment(ways, Qt.AlignmentFlag.AlignTop)
        inside.addWidget(line)
        if one.warning:
            inside.addWidget(Banner(Tone.WARNING, one.warning))
        return whole
