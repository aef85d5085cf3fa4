"""One authorisation: what it allows, what was done under it, what may be noted."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from app.ui.asking.asked import Form
from app.ui.asking.small_form import SmallForm
from app.ui.interview.turning import TurningRow
from app.ui.pages.mandats.state import ActLine, Asking, LineCard
from app.ui.theme.tokens import Space
from app.ui.widgets.buttons import Button, link, secondary
from app.ui.widgets.card import Card
from app.ui.widgets.confirm_dialog import Question, ask
from app.ui.widgets.flow import flow
from app.ui.widgets.labels import body, hint, section
from app.ui.widgets.layouts import clear, column
from app.ui.widgets.state_pill import StatePill


class LineView(Card):
    """Shows a `LineCard`.

    Signals:
        asked: an `Asking`; edited, submitted, given_up: of the form under the line.
        outcome_asked: the id of an act of which there is news.
        told: the id of an act of which the person was told.
        removed: the id of an act noted by mistake; the agent has confirmed.
        withdraw_asked: this line alone ends.
    """

    asked = Signal(object)
    edited = Signal(str, object)
    submitted = Signal()
    given_up = Signal()
    outcome_asked = Signal(str)
    told = Signal(str)
    removed = Signal(str)
    withdraw_asked = Signal()

    def __init__(self, number: int, pill: StatePill) -> None:
        super().__init__()
        self.number = number
        self._pill = pill
        self._title = section("")
        self._about = hint("")
        heading = flow(gap=Space.S)
        heading.addWidget(self._pill)
        self._acts = column(gap=Space.S)
        self.small = SmallForm(f"line{number}Form")
        self.small.edited.connect(self.edited)
        self.small.submitted.connect(self.submitted)
        self.small.given_up.connect(self.given_up)
        self.act = self._button("Noter ce que j’ai fait…", "noteAct", Asking.ACT)
        self.done = self._button("C’est abouti…", "lineDone", Asking.DONE)
        self.withdraw = link("Retirer cette ligne…", name=f"withdrawLine-{number}")
        self.withdraw.clicked.connect(self.withdraw_asked)
        self._ways = QWidget()
        buttons = flow(self._ways)
        for button in (self.act, self.done, self.withdraw):
            buttons.addWidget(button)
        self.body.addLayout(heading)
        self.body.addWidget(self._title)
        self.body.addWidget(self._about)
        self.body.addLayout(self._acts)
        self.body.addWidget(self.small)
        self.body.addWidget(self._ways)
        self._shown: tuple[ActLine, ...] | None = None

    def show_line(
        self, one: LineCard, asking: Asking, form: Form, *, may_act: bool, working: bool
    ) -> None:
        """Show the line; `asking` is what is asked under it."""
        self._pill.show_pill(one.pill)
        self._title.setText(f"{self.number}. {one.title}")
        self._about.setText(f"{one.kind} · {one.about}" if one.about else one.kind)
        self.setAccessibleName(f"{one.kind}\u00a0: {one.title}")
        for button in (self.act, self.done, self.withdraw):
            button.setAccessibleDescription(one.title)
            button.setEnabled(not working)
        self._show_acts(one.acts, may_act=may_act)
        was_asking = not self.small.isHidden()
        self.small.show_form(
            asking.name if asking is not Asking.NOTHING else "", form, working=working
        )
        free = one.open_ and asking is Asking.NOTHING
        self._ways.setVisible(free)
        self.act.setVisible(free and may_act)
        if was_asking and free:
            (self.act if may_act else self.done).setFocus(Qt.FocusReason.OtherFocusReason)

    def _button(self, words: str, name: str, asking: Asking) -> Button:
        button = secondary(words, name=f"{name}-{self.number}")
        button.clicked.connect(lambda: self.asked.emit(asking))
        return button

    def _show_acts(self, acts: tuple[ActLine, ...], *, may_act: bool) -> None:
        if acts == self._shown:
            return
        self._shown = acts
        clear(self._acts)
        for place, one in enumerate(acts, start=1):
            self._acts.addWidget(self._act_line(f"{self.number}-{place}", one, may_act=may_act))

    def _act_line(self, name: str, one: ActLine, *, may_act: bool) -> QWidget:
        line = TurningRow(needs=560, gap=Space.M)
        words = QWidget()
        texts = column(words, gap=Space.XS)
        texts.addWidget(body(one.words))
        texts.addWidget(hint(" · ".join(part for part in (one.about, one.told) if part)))
        line.add(words, 1)
        ways = QWidget()
        buttons = flow(ways, gap=Space.S)
        if not one.told:
            told = secondary("Je le lui ai dit", name=f"told-{name}")
            told.clicked.connect(partial(self.told.emit, one.id))
            buttons.addWidget(told)
        if one.waits:
            news = link("La suite…", name=f"outcome-{name}")
            news.clicked.connect(partial(self.outcome_asked.emit, one.id))
            buttons.addWidget(news)
        remove = link("Effacer", name=f"removeAct-{name}")
        remove.clicked.connect(partial(self._ask_remove, one))
        buttons.addWidget(remove)
        for button in ways.findChildren(Button):
            button.setAccessibleDescription(one.words)
        line.add(ways)
        ways.setVisible(may_act)
        return line

    def _ask_remove(self, one: ActLine) -> None:
        ask(
            Question(
                title="Effacer ce qui est noté\u00a0?",
                text=f"{one.words}. {one.about}.\n\nÀ faire seulement si c’est une erreur de "
                "saisie\u00a0: la personne doit pouvoir savoir ce qui a été fait en son nom.",
                confirm="Effacer",
                cancel="Garder",
                destructive=True,
            ),
            lambda: self.removed.emit(one.id),
            self,
        )
