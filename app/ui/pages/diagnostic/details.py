"""What the agent may want to know: the results, why, what to check, what else was near."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.ui.dossiers.facts import Facts, points
from app.ui.dossiers.fold import Fold
from app.ui.dossiers.words import plural_words
from app.ui.pages.diagnostic.state import Advice, Course, DiagnosticState, Why
from app.ui.theme.tokens import Space
from app.ui.widgets.card import Card
from app.ui.widgets.labels import body, hint, strong
from app.ui.widgets.layouts import clear, column
from app.ui.widgets.long_button import LongButton

_QUESTIONS = 330


class Details(Card):
    """Folded: the person may be looking at the screen.

    Signals:
        alternatives_asked: the agent wants to know what was near.
    """

    alternatives_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.fold = Fold("Pour vous", name="agentDetails")
        self.body.addWidget(self.fold)
        self._results = Facts("Résultats")
        self._parts: QVBoxLayout = column(gap=Space.L)
        self._near = Fold("Qu’est-ce qui aurait changé le conseil\u00a0?", name="alternatives")
        self._near_words = body("")
        self._near.body.addWidget(self._near_words)
        self._near.opened.connect(self.alternatives_asked)
        self.fold.body.addWidget(self._results)
        self.fold.body.addLayout(self._parts)
        self.fold.body.addWidget(self._near)
        self._shown: Advice | None = None

    def show_details(self, state: DiagnosticState) -> None:
        """Show the advice of `state`."""
        if state.advice is not None and state.advice is not self._shown:
            self._shown = state.advice
            self._show_advice(state.advice)
        self._near.setVisible(bool(state.advice and state.advice.settled))
        if state.alternatives is None:
            self._near_words.setText("Recherche…")
        else:
            nothing = "Aucune réponse, à elle seule, n’aurait changé le conseil."
            self._near_words.setText("\n".join(state.alternatives) or nothing)

    def _show_advice(self, advice: Advice) -> None:
        heading = "Pour vous\u00a0: les résultats et leurs raisons"
        if advice.checks:
            points_words = plural_words(len(advice.checks), "point", "points")
            heading += f" · {points_words} à vérifier"
        self.fold.set_words(heading)
        self._results.show_facts(advice.results)
        clear(self._parts)
        self._add("À vérifier", advice.checks)
        self._add("À savoir", advice.remarks)
        self._add("Besoins à prévoir", advice.needs)
        self._add("Séances proposées", _titles(advice.courses))
        self._add("Plus tard", _titles(advice.later_courses))
        for number, why in enumerate(advice.whys):
            self._parts.addWidget(_why_fold(why, number))

    def _add(self, heading: str, lines: tuple[str, ...]) -> None:
        if not lines:
            return
        part = QWidget()
        words = column(part, gap=Space.XS)
        words.addWidget(strong(heading))
        words.addWidget(points(lines))
        self._parts.addWidget(part)


class MissingPart(Card):
    """« Il manque 2 réponses », each with the way back to its question.

    Signals:
        answer_asked: the name of the question to go back to.
    """

    answer_asked = Signal(str)

    def __init__(self) -> None:
        super().__init__(soft=True)
        self._words = strong("")
        self._words.setObjectName("missingWords")
        self._links = column(gap=Space.XS)
        self.body.addWidget(self._words)
        self.body.addLayout(self._links)
        self._shown: tuple[str, ...] = ()

    def show_missing(self, words: str, missing: tuple[tuple[str, str], ...]) -> None:
        """Show what is missing: (name, label) of each question."""
        self.setVisible(bool(missing))
        self._words.setText(words)
        names = tuple(name for name, _ in missing)
        if names == self._shown:
            return
        self._shown = names
        clear(self._links)
        for name, label in missing:
            button = LongButton(label, name=f"answer-{name}")
            button.setAccessibleName(f"Répondre\u00a0: {label}")
            button.clicked.connect(partial(self._asked, name))
            self._links.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
            button.show()  # at once: it may take the focus
            if self._links.count() == 1:
                self.setFocusProxy(button)

    def _asked(self, name: str, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 - Qt's
        self.answer_asked.emit(name)


def _titles(courses: tuple[Course, ...]) -> tuple[str, ...]:
    return tuple(
        f"{course.title}\u00a0: {course.purpose}" if course.purpose else course.title
        for course in courses
    )


def _why_fold(why: Why, number: int) -> Fold:
    fold = Fold(f"{why.result}\u00a0: {why.value}. Pourquoi\u00a0?", name=f"why-{number}")
    if why.explanation:
        fold.body.addWidget(body(why.explanation))
    if why.held:
        fold.body.addWidget(hint("Ce qui a compté"))
        fold.body.addWidget(points(why.held))
    if why.caps:
        fold.body.addWidget(hint("Ce qui a limité le niveau"))
        fold.body.addWidget(points(why.caps))
    if why.answers:
        fold.body.addWidget(hint("Réponses prises en compte"))
        shown = Facts(f"Réponses\u00a0: {why.result}", labels=_QUESTIONS)
        shown.show_facts(why.answers)
        fold.body.addWidget(shown)
    return fold
