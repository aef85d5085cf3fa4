"""The tasks on the agent's page, each with how it went: to note, and to correct."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal

from app.ui.interview.short_choice import Short, ShortChoice
from app.ui.pages.exercice.state import OUTCOMES, TryRow
from app.ui.theme.tokens import Space
from app.ui.widgets.card import Card
from app.ui.widgets.labels import Text, body, hint, separator, strong
from app.ui.widgets.layouts import clear


class Recap(Card):
    """Shows `TryRow`s; rows are made once for the same tasks.

    Signals:
        picked: the code of a task and the points picked, as text.
    """

    picked = Signal(str, str)

    def __init__(self) -> None:
        super().__init__("Pour vous\u00a0: comment cela s’est-il passé\u00a0?")
        self._codes: tuple[str, ...] = ()
        self._choices: dict[str, ShortChoice] = {}
        self._about: dict[str, Text] = {}

    def show_rows(self, rows: Sequence[TryRow]) -> None:
        """Show these tasks."""
        codes = tuple(row.code for row in rows)
        if codes != self._codes:
            self._codes = codes
            self._make(rows)
        for row in rows:
            shorts = [
                Short(points, words, f"{row.title}\u00a0: {words}") for points, words in OUTCOMES
            ]
            self._choices[row.code].show_choices(shorts, row.picked or None)
            self._about[row.code].setText(row.about)
            self._about[row.code].setVisible(bool(row.about))

    def first(self) -> ShortChoice | None:
        """Return where the focus goes: the first task that is not noted, else the first."""
        left = (one for one in self._choices.values() if one.selected() is None)
        return next(left, next(iter(self._choices.values()), None))

    def _make(self, rows: Sequence[TryRow]) -> None:
        clear(self.body)
        self._choices, self._about = {}, {}
        for place, row in enumerate(rows):
            if place:
                self.body.addWidget(separator())
            choice = ShortChoice(row.title)
            choice.setObjectName(f"try-{row.code}")
            choice.answered.connect(partial(self.picked.emit, row.code))
            self._choices[row.code], self._about[row.code] = choice, hint("")
            self.body.addWidget(strong(f"{place + 1}. {row.title}"))
            self.body.addWidget(body(row.instruction))
            self.body.addWidget(self._about[row.code])
            self.body.addWidget(choice)
            self.body.addWidget(hint(row.meanings))
        self.body.addSpacing(Space.XS)
