"""The list of steps, short or whole."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from app.ui.interview.turning import TurningRow
from app.ui.premiers_pas import words
from app.ui.theme.tokens import Space
from app.ui.widgets.buttons import link, secondary
from app.ui.widgets.card import Card
from app.ui.widgets.flow import flow
from app.ui.widgets.icon_label import IconLabel
from app.ui.widgets.labels import body, hint, strong
from app.ui.widgets.layouts import clear, column, row
from app.usecases.laptop.first_steps import Pas, PremiersPas, UnPas

_AT_ONCE: Final = 3
_NEEDS: Final = 620


class StepsCard(Card):
    """Shows a `PremiersPas`: on Aujourd’hui the next steps, in Réglages (`whole`) all of them.

    Signals:
        step_asked: a `Pas` to be taken.
        alone_said: whether nobody else works at this laptop.
        away_asked: whether to put the list away, or to bring it back.
        changed: it has something to say, or not any more.
    """

    step_asked = Signal(object)
    alone_said = Signal(bool)
    away_asked = Signal(bool)
    changed = Signal()

    def __init__(self, *, whole: bool = False) -> None:
        super().__init__(words.HEADING)
        self._whole = whole
        self._shown: tuple[str, bool, tuple[UnPas, ...]] = ("", False, ())
        self.has_rows = False
        self._progress = hint("")
        self._progress.setObjectName("stepsDone")
        self._rows = QWidget()
        self._list = column(self._rows, gap=Space.M)
        self._more = hint("")
        self.away_button = link("", name="stepsAway")
        self.away_button.clicked.connect(self._ask_away)
        self.body.addWidget(self._progress)
        self.body.addWidget(self._rows)
        self.body.addWidget(self._more)
        self.body.addWidget(self.away_button, 0, Qt.AlignmentFlag.AlignLeft)

    def show_steps(self, found: PremiersPas, *, but: Sequence[Pas] = ()) -> None:
        """Show the steps; `but` are said elsewhere on the page."""
        left = [one for one in found.left if one.pas not in but]
        left.sort(key=lambda one: not one.mine)  # what he can do himself comes first
        self.has_rows = bool(found.pas) if self._whole else bool(left) and not found.away
        rows = found.pas if self._whole else tuple(left[:_AT_ONCE])
        if (found.referents, found.alone, rows) != self._shown:
            self._shown = (found.referents, found.alone, rows)
            self._fill(found, rows)
        done = len(found.pas) - len(found.left)
        self._progress.setText(words.progress(done, len(found.pas)))
        more = 0 if self._whole else len(left) - _AT_ONCE
        self._more.setText(f"Puis {more}\u00a0autre{'s' if more > 1 else ''}, ensuite.")
        self._more.setVisible(more > 0)
        self._say_away(found)
        self.changed.emit()

    def _say_away(self, found: PremiersPas) -> None:
        if self._whole:
            self.away_button.setText("Montrer de nouveau sur Aujourd’hui")
            self.away_button.setVisible(found.away and bool(found.left))
        else:
            self.away_button.setText("Ranger cette liste")
            self.away_button.setAccessibleDescription("Elle reste dans Réglages, Premiers pas")
            self.away_button.show()

    def _ask_away(self) -> None:
        self.away_asked.emit(not self._whole)

    def _fill(self, found: PremiersPas, rows: Sequence[UnPas]) -> None:
        clear(self._list)
        for one in rows:
            self._list.addWidget(self._row(one, found))

    def _row(self, one: UnPas, found: PremiersPas) -> QWidget:
        said = words.WORDS[one.pas]
        line = TurningRow(needs=_NEEDS, gap=Space.M)
        text = QWidget()
        inside = row(text, gap=Space.M)
        icon = ("succes", "success") if one.done else ("suite", "muted")
        mark = IconLabel(icon[0], colour=icon[1], size=22)
        mark.setAccessibleName("Fait" if one.done else "À faire")
        inside.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        lines = column(gap=Space.NONE)
        lines.addWidget(strong(said.title))
        alone = one.done and one.pas is Pas.COLLEGUE and found.alone
        lines.addWidget(body(words.SAID_ALONE if alone else "Fait." if one.done else said.why))
        inside.addLayout(lines, 1)
        line.add(text, 1)
        if alone and one.mine:
            back = secondary(words.NOT_ALONE, name="stepNotAlone")
            back.clicked.connect(lambda: self.alone_said.emit(False))
            line.add(back, stays_small=True)
        if one.done:
            return line
        if not one.mine:
            lines.addWidget(hint(words.others(found.referents)))
            return line
        ways = QWidget()
        buttons = flow(ways, gap=Space.S)
        act = secondary(said.action, name=f"step-{one.pas.value}")
        act.setAccessibleDescription(f"{said.title}. {said.why}")
        act.clicked.connect(lambda: self.step_asked.emit(one.pas))
        buttons.addWidget(act)
        if one.pas is Pas.COLLEGUE:
            by_oneself = secondary(words.ALONE, name="stepAlone")
            by_oneself.clicked.connect(lambda: self.alone_said.emit(True))
            buttons.addWidget(by_oneself)
        line.add(ways, stays_small=True)
        return line
