"""One mandate: until when, each authorisation, what was done, how it ends."""

from functools import partial

from PySide6.QtCore import Qt, Signal

from app.ui.dossiers.facts import Facts
from app.ui.interview.notices import Notice
from app.ui.pages.mandats.line_card import LineView
from app.ui.pages.mandats.state import Asking, MandatState
from app.ui.theme.tokens import Space
from app.ui.typed import override
from app.ui.widgets.banner import Banner
from app.ui.widgets.buttons import link, secondary
from app.ui.widgets.card import Card
from app.ui.widgets.layouts import clear, column
from app.ui.widgets.leaving import leaving
from app.ui.widgets.moments import leave_by_escape
from app.ui.widgets.page import Page
from app.ui.widgets.state_pill import StatePill
from app.ui.widgets.tones import Pill, Tone


class MandatPage(Page):
    """Shows a `MandatState`.

    Signals:
        asked: an `Asking` and the id of a line; edited, submitted, given_up: of its form.
        outcome_asked: the ids of an act of which there is news, and of its line.
        told: the id of an act of which the person was told.
        removed: the id of an act noted by mistake; the agent has confirmed.
        end_asked: the ids of the lines that end, none for the whole mandate.
        handed: the person has her original.
        renew_asked: another mandate with the same person.
        papers_asked, person_asked, back_asked: where to go.
    """

    asked = Signal(object, str)
    edited = Signal(str, object)
    submitted = Signal()
    given_up = Signal()
    outcome_asked = Signal(str, str)
    told = Signal(str)
    removed = Signal(str)
    end_asked = Signal(object)
    handed = Signal()
    renew_asked = Signal()
    papers_asked = Signal()
    person_asked = Signal()
    back_asked = Signal()

    def __init__(self) -> None:
        super().__init__("Mandat")
        leave_by_escape(self, leaving(self, self.back_asked))
        self._said = ""
        self._pill = StatePill(Pill(""))
        self.add_action(self._pill)
        self._clock = Banner()
        self._limited = Banner()
        self._hand = Notice("", "Elle l’a en main", name="handOriginal")
        self._hand.asked.connect(self.handed)
        self._lines: list[LineView] = []
        self._stack = column(gap=Space.L)
        for part in (self._limited, self._clock, self._hand):
            self.body.addWidget(part)
        self.body.addLayout(self._stack)
        self._make_facts()
        self._back = secondary("&Retour", icon="retour", name="leaveMandate")
        self._renew = secondary("&Nouveau mandat…", icon="reprendre", name="renewMandate")
        self._end = secondary("&Mettre fin au mandat…", icon="retirer", name="endMandate")
        self._back.clicked.connect(leaving(self, self.back_asked))
        self._renew.clicked.connect(leaving(self, self.renew_asked))
        self._end.clicked.connect(leaving(self, self.end_asked, ()))
        self.add_answer(self._back, left=True)
        self.add_answer(self._renew)
        self.add_answer(self._end)
        self.show_state(MandatState())

    def show_state(self, state: MandatState) -> None:
        """Show `state` and nothing else."""
        self.set_heading(state.who or "Mandat", state.reference)
        said = state.problem or state.said
        if said != self._said:  # else what another page left to say would go at once
            self._said = said
            self.say(Tone.DANGER if state.problem else Tone.SUCCESS, said)
        self._pill.setVisible(state.pill is not None)
        if state.pill is not None:
            self._pill.show_pill(state.pill)
        self._limited.say(Tone.WARNING, state.limited)
        self._clock.say(state.clock_tone, state.clock)
        self._hand.say(
            Tone.WARNING,
            "Le mandat est signé. Il commence quand la personne a son exemplaire en main."
            if state.to_hand
            else "",
        )
        self._show_lines(state)
        self._facts.show_facts(state.facts)
        self._about.setVisible(bool(state.facts))
        for button, wanted in ((self._end, state.may_end), (self._renew, state.may_end)):
            button.setVisible(wanted)
            button.setEnabled(not state.working)

    @property
    @override
    def unkept(self) -> bool:
        return any(view.small.form.is_begun for view in self._lines)

    def to_mistake(self, line_id: str, code: str) -> None:
        """Put the focus on what is missing in the form under a line."""
        for view, known in zip(self._lines, self._ids, strict=True):
            if known == line_id:
                view.small.form.focus_on(code)
                self.bring_into_view(view.small.form.field(code))

    def _show_lines(self, state: MandatState) -> None:
        ids = [one.id for one in state.lines]
        if len(ids) != len(self._lines):
            self._make_lines(len(ids))
        self._ids[:] = ids
        for view, one in zip(self._lines, state.lines, strict=True):
            asking = state.asking if one.id == state.asked_line else Asking.NOTHING
            view.show_line(one, asking, state.form, may_act=state.may_act, working=state.working)

    def _make_lines(self, count: int) -> None:
        clear(self._stack)
        self._lines = []
        for place in range(count):
            view = LineView(place + 1, StatePill(Pill("")))
            view.asked.connect(partial(self._asked, place))
            view.edited.connect(self.edited)
            view.submitted.connect(self.submitted)
            view.given_up.connect(self.given_up)
            view.outcome_asked.connect(partial(self._news, place))
            view.told.connect(self.told)
            view.removed.connect(self.removed)
            view.withdraw_asked.connect(partial(self._withdraw, place))
            self._lines.append(view)
            self._stack.addWidget(view)
        if self._lines:
            self.set_first_focus(self._lines[0].act)

    def _make_facts(self) -> None:
        self._ids: list[str] = []
        self._about = Card("Le mandat")
        self._facts = Facts("Le mandat")
        self._papers = link("Réimprimer un exemplaire…", icon="imprimer", name="mandatePapers")
        self._person = link("Ouvrir le dossier de la personne", name="mandatePerson")
        self._papers.clicked.connect(self.papers_asked)
        self._person.clicked.connect(leaving(self, self.person_asked))
        self._about.body.addWidget(self._facts)
        self._about.body.addWidget(self._papers, 0, Qt.AlignmentFlag.AlignLeft)
        self._about.body.addWidget(self._person, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(self._about)

    def _asked(self, place: int, asking: Asking) -> None:
        self.asked.emit(asking, self._ids[place])

    def _news(self, place: int, acte_id: str) -> None:
        self.outcome_asked.emit(acte_id, self._ids[place])

    def _withdraw(self, place: int) -> None:
        leaving(self, self.end_asked, (self._ids[place],))()
