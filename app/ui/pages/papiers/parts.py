"""The parts of the page: a paper of the list, the sheet without a name, how it ends."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QWidget

from app.domain.entretien import Issue
from app.domain.indicateurs import Fiche
from app.ui.dossiers.held_back import hold_back
from app.ui.interview.short_choice import Short, ShortChoice
from app.ui.interview.turning import TurningRow
from app.ui.pages.papiers.state import PaperLine, Trait
from app.ui.pages.papiers.words import ENDINGS
from app.ui.theme.tokens import Space
from app.ui.widgets.buttons import Button, link, secondary
from app.ui.widgets.card import Card
from app.ui.widgets.choice_list import Choice, ChoiceList
from app.ui.widgets.flow import flow
from app.ui.widgets.labels import Text, TextRole, hint, separator, strong
from app.ui.widgets.layouts import clear, column

if TYPE_CHECKING:
    from app.domain.identifiers import PapierId


class PaperList(Card):
    """The papers in the order in which they are handed over.

    Signals:
        open_asked, signed, handed, correct_asked: the id of a paper.
        all_asked: all that are to be printed, else all of them.
    """

    open_asked = Signal(str)
    signed = Signal(str)
    handed = Signal(str)
    correct_asked = Signal(str)
    all_asked = Signal()

    def __init__(self) -> None:
        super().__init__("Papiers de l’entretien")
        self._all = secondary("Tout i&mprimer…", icon="imprimer", name="printAll")
        self._all.clicked.connect(self.all_asked)
        self.body.addWidget(self._all, 0, Qt.AlignmentFlag.AlignLeft)
        self._lines = column(gap=Space.M)
        self.body.addLayout(self._lines)
        self._shown: tuple[PaperLine, ...] = ()
        self._limited = False
        self._buttons: dict[PapierId, Button] = {}

    def show_papers(self, papers: tuple[PaperLine, ...], *, limited: bool) -> None:
        """Show these papers; those of a `limited` record are neither made nor noted."""
        if (papers, limited) == (self._shown, self._limited):
            return
        self._shown, self._limited = papers, limited
        self._buttons = {}
        left = sum(not paper.printed for paper in papers)
        self._all.setVisible(len(papers) > 1)
        self._all.setText(f"Tout i&mprimer ({left})…" if left else "Tout réi&mprimer…")
        hold_back(self._all, limited=limited)
        had_focus = self._focused_name()
        clear(self._lines)
        for place, paper in enumerate(papers):
            if place:
                self._lines.addWidget(separator())
            line = self._line(paper)
            self._lines.addWidget(line)
            line.show()  # at once: one of its buttons may take the focus
        self._focus_again(had_focus)

    def take_focus(self) -> bool:
        """Give the focus to the first paper to print, else to the first one; False if to none."""
        if self._limited:
            return False
        to_print = [paper.id for paper in self._shown if not paper.printed]
        for papier_id in (*to_print, *self._buttons)[:1]:
            self._buttons[papier_id].setFocus(Qt.FocusReason.OtherFocusReason)
        return bool(self._buttons)

    def _focused_name(self) -> str:
        focused = QApplication.focusWidget()
        inside = focused is not None and self.isAncestorOf(focused)
        return focused.objectName() if focused is not None and inside else ""

    def _focus_again(self, name: str) -> None:
        """Give the focus back to the button that made the list change, or to its neighbour."""
        if not name:
            return
        if name.startswith("open-"):  # it was printed: the next one
            self.take_focus()
            return
        wanted = (name, f"open-{name.partition('-')[2]}")
        for candidate in wanted:
            for button in self.findChildren(QWidget, candidate):
                if not button.isHidden():
                    button.setFocus(Qt.FocusReason.OtherFocusReason)
                    return

    def _line(self, paper: PaperLine) -> QWidget:
        line = TurningRow(needs=620, gap=Space.M)
        about = QWidget()
        words = column(about, gap=Space.XS)
        words.addWidget(strong(paper.title))
        words.addWidget(hint(paper.about))
        line.add(about, 1)
        ways = QWidget()
        buttons = flow(ways, gap=Space.M)
        if paper.may_sign and paper.printed:
            buttons.addWidget(self._fact("Noter signé", "signed", paper))
        if paper.may_hand and paper.printed:
            buttons.addWidget(self._fact("Noter remis", "handed", paper))
        if paper.facts:
            buttons.addWidget(self._fact("Corriger", "correct", paper))
        see = secondary(
            "Voir" if paper.printed else "Voir et imprimer",
            icon="imprimer",
            name=f"open-{paper.id}",
        )
        see.setAccessibleName(f"Voir et imprimer\u00a0: {paper.title}, {paper.about}")
        self._buttons[paper.id] = see
        hold_back(see, limited=self._limited)
        see.clicked.connect(lambda: self.open_asked.emit(paper.id))
        buttons.addWidget(see)
        line.add(ways)
        return line

    def _fact(self, words: str, signal: str, paper: PaperLine) -> QWidget:
        button = link(words, name=f"{signal}-{paper.id}")
        button.setAccessibleName(f"{words}\u00a0: {paper.title}")
        hold_back(button, limited=self._limited)
        told = {"signed": self.signed, "handed": self.handed, "correct": self.correct_asked}
        button.clicked.connect(lambda: told[signal].emit(paper.id))
        return button


class Sheet(Card):
    """The sheet without a name, for the counters only.

    Signals:
        answered: the field of the sheet and the code.
    """

    answered = Signal(str, str)

    def __init__(self) -> None:
        super().__init__(
            "Pour les nombres, sans aucun nom (facultatif)",
            about="La personne a dit oui. Ce qui est noté ici n’est jamais gardé avec son dossier.",
        )
        self._questions: dict[str, ShortChoice] = {}
        self._touched: set[str] = set()

    def show_sheet(self, traits: Sequence[Trait], fiche: Fiche) -> None:
        """Show the questions and what was noted."""
        self.setVisible(bool(traits))
        for trait in traits:
            if trait.name not in self._questions:
                choice = ShortChoice(trait.question)
                choice.setObjectName(f"trait-{trait.name}")
                choice.answered.connect(partial(self._answered, trait.name))
                self._questions[trait.name] = choice
                self.body.addWidget(strong(trait.question))
                self.body.addWidget(choice)
            shorts = [Short(c, words, f"{trait.question} {words}") for c, words in trait.answers]
            shorts.append(Short("", "Non communiqué", f"{trait.question} Non communiqué"))
            noted = {
                "sexe": fiche.sexe,
                "csp": fiche.csp,
                "allophone": fiche.allophone,
                "handicap": fiche.handicap,
            }
            self._questions[trait.name].show_choices(
                shorts, noted.get(trait.name) or ("" if trait.name in self._touched else None)
            )

    def _answered(self, name: str, code: str) -> None:
        self._touched.add(name)  # « Non communiqué » is an answer too, and stays picked
        self.answered.emit(name, code)


class Ending(Card):
    """How an interview without a prescription ended; nothing is picked beforehand.

    Signals:
        picked: an `Issue`.
        submitted: Enter was pressed on an answer.
    """

    picked = Signal(object)
    submitted = Signal()

    def __init__(self) -> None:
        super().__init__("Comment l’entretien se termine-t-il\u00a0?")
        self.choices = ChoiceList("Comment l’entretien se termine-t-il\u00a0?")
        self.choices.setObjectName("endings")
        self._mistake = Text("", TextRole.ERROR)
        self.body.addWidget(self.choices)
        self.body.addWidget(self._mistake)
        self.choices.answered.connect(self._answered)
        self.choices.submitted.connect(self.submitted)

    def show_endings(
        self, endings: Sequence[Issue], picked: Issue | None, mistake: str = ""
    ) -> None:
        """Show these endings; none when the prescription says it."""
        self.setVisible(bool(endings))
        self.choices.show_choices(
            [Choice(issue.value, ENDINGS[issue]) for issue in endings],
            selected=[picked.value] if picked else (),
        )
        self._mistake.setText(mistake)
        self._mistake.setVisible(bool(mistake))

    def _answered(self, codes: tuple[str, ...]) -> None:
        for code in codes:
            self.picked.emit(Issue(code))
