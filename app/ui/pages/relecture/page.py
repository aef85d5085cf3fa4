"""The questions and answers of an interview, to read only."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout

from app.ui.dossiers.facts import Facts
from app.ui.dossiers.held_back import hold_back
from app.ui.pages.relecture.state import Line, Part, ReviewState
from app.ui.theme.tokens import Space
from app.ui.widgets.banner import Banner
from app.ui.widgets.buttons import primary, secondary
from app.ui.widgets.card import Card
from app.ui.widgets.labels import Text, body, hint, strong
from app.ui.widgets.layouts import clear, column
from app.ui.widgets.moments import leave_by_escape
from app.ui.widgets.page import Page
from app.ui.widgets.state_pill import StatePill
from app.ui.widgets.tones import Pill, Tone

_NONE = "Pas de réponse"
_BY_AGENT = "noté par l’agent"


class RelecturePage(Page):
    """Shows a `ReviewState`.

    Signals:
        resume_asked, papers_asked: go on with the interview, show its papers.
        back_asked: the agent leaves the page.
    """

    resume_asked = Signal()
    papers_asked = Signal()
    back_asked = Signal()

    def __init__(self) -> None:
        super().__init__("Questions et réponses")
        leave_by_escape(self, self.back_asked)
        self._pill = StatePill(Pill(""))
        self.add_action(self._pill)
        self._limited = Banner()
        self._notice = Banner()
        self._about = Card("L’entretien")
        self._facts = Facts("L’entretien")
        self._about.body.addWidget(self._facts)
        self._missing = hint("")
        self._missing.setObjectName("reviewCount")
        self._about.body.addWidget(self._missing)
        self._parts: QVBoxLayout = column(gap=Space.L)
        self._exercise = Card("L’exercice")
        self._tries = Facts("L’exercice")
        self._exercise.body.addWidget(self._tries)
        for part in (self._limited, self._notice, self._about):
            self.body.addWidget(part)
        self.body.addLayout(self._parts)
        self.body.addWidget(self._exercise)
        back = secondary("&Retour", icon="retour", name="leaveReview")
        back.clicked.connect(self.back_asked)
        self._papers = secondary("&Voir les papiers", icon="imprimer", name="reviewPapers")
        self._resume = primary("Re&prendre l’entretien", icon="reprendre", name="resumeInterview")
        self._papers.clicked.connect(self.papers_asked)
        self._resume.clicked.connect(self.resume_asked)
        self.add_answer(back, left=True)
        self.add_answer(self._papers)
        self.add_answer(self._resume)
        self.set_first_focus(back)
        self.show_state(ReviewState())

    def show_state(self, state: ReviewState) -> None:
        """Show `state` and nothing else."""
        self.set_heading(state.who or "Questions et réponses", state.about)
        self.say(Tone.DANGER, state.problem)
        self._pill.setVisible(state.pill is not None)
        if state.pill is not None:
            self._pill.show_pill(state.pill)
        self._limited.say(Tone.WARNING, state.limited)
        self._notice.say(Tone.INFO, state.notice)
        self._papers.setVisible(state.has_papers)
        self._resume.setVisible(state.can_resume)
        hold_back(self._resume, limited=bool(state.limited))
        self._about.setVisible(bool(state.facts))
        self._facts.show_facts(state.facts)
        self._missing.setText(state.missing)
        self._missing.setVisible(bool(state.missing))
        clear(self._parts)
        for part in state.parts:
            self._parts.addWidget(_card(part))
        self._exercise.setVisible(bool(state.exercise))
        self._tries.show_facts(state.exercise)


def _card(part: Part) -> Card:
    card = Card(part.heading)
    for line in part.lines:
        card.body.addLayout(_line(line))
    return card


def _line(line: Line) -> QVBoxLayout:
    """Return a question with its answer under it: both may be long."""
    pair = column(gap=Space.XS)
    asked = f"{line.question} ({_BY_AGENT})" if line.by_agent else line.question
    answer: Text = strong(line.answer) if line.answer else body(_NONE)
    if not line.answer:
        answer.setProperty("role", "hint")
    pair.addWidget(hint(asked))
    pair.addWidget(answer)
    return pair
