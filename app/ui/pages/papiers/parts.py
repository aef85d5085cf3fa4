"""The parts of the page: a paper of the list, the sheet without a name, how it ends."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QWidget

from app.domain.entretien import Issue
from app.domain.identifiers import PapierId
from app.ui.interview.short_choice import Short, ShortChoice
from app.ui.interview.turning import TurningRow
from app.ui.pages.papiers.state import PaperLine, PapiersState
from app.ui.pages.papiers.words import ENDINGS
from app.ui.theme.tokens import Space
from app.ui.widgets.buttons import link, secondary
from app.ui.widgets.card import Card
from app.ui.widgets.choice_list import Choice, ChoiceList
from app.ui.widgets.labels import Text, TextRole, hint, separator, strong
from app.ui.widgets.layouts import clear, column, row


class PaperList(Card):
    """The papers in the order in which they are handed over.

    Signals:
        open_asked, signed, handed: the id of a paper.
    """

    open_asked = Signal(str)
    signed = Signal(str)
    handed = Signal(str)

    def __init__(self) -> None:
        super().__init__("Papiers de l’entretien")
        self._lines = column(gap=Space.M)
        self.body.addLayout(self._lines)
        self._shown: tuple[tuple[PaperLine, ...], PapierId | None] = ((), None)

    def show_papers(self, papers: tuple[PaperLine, ...], opened: PapierId | None) -> None:
        """Show these papers; `opened` is the one in the preview."""
        if (papers, opened) == self._shown:
            return
        self._shown = (papers, opened)
        had_focus = self._focused_name()
        clear(self._lines)
        for place, paper in enumerate(papers):
            if place:
                self._lines.addWidget(separator())
            self._lines.addWidget(self._line(paper, is_open=paper.id == opened))
        self._focus_again(had_focus)

    def _focused_name(self) -> str:
        focused = QApplication.focusWidget()
        inside = focused is not None and self.isAncestorOf(focused)
        return focused.objectName() if focused is not None and inside else ""

    def _focus_again(self, name: str) -> None:
        """Give the focus back to the button that made the list change, or to its neighbour."""
        if not name:
            return
        wanted = (name, f"open-{name.partition('-')[2]}")
        for candidate in wanted:
            for button in self.findChildren(QWidget, candidate):
                if not button.isHidden():
                    button.setFocus(Qt.FocusReason.OtherFocusReason)
                    return

    def _line(self, paper: PaperLine, *, is_open: bool) -> QWidget:
        line = TurningRow(needs=620, gap=Space.M)
        about = QWidget()
        words = column(about, gap=Space.XS)
        words.addWidget(strong(paper.title))
        words.addWidget(hint(paper.about))
        line.add(about, 1)
        ways = QWidget()
        buttons = row(ways, gap=Space.M)
        if paper.may_sign and paper.printed:
            buttons.addWidget(self._fact("Noter signé", "signed", paper))
        if paper.may_hand and paper.printed:
            buttons.addWidget(self._fact("Noter remis", "handed", paper))
        see = secondary(
            "Voir" if paper.printed else "Voir et imprimer",
            icon="imprimer",
            name=f"open-{paper.id}",
        )
        see.setAccessibleName(f"Voir et imprimer\u00a0: {paper.title}, {paper.about}")
        see.setEnabled(not is_open)
        see.clicked.connect(lambda: self.open_asked.emit(paper.id))
        buttons.addWidget(see)
        line.add(ways, stays_small=True)
        return line

    def _fact(self, words: str, signal: str, paper: PaperLine) -> QWidget:
        button = link(words, name=f"{signal}-{paper.id}")
        button.setAccessibleName(f"{words}\u00a0: {paper.title}")
        told = self.signed if signal == "signed" else self.handed
        button.clicked.connect(lambda: told.emit(paper.id))
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

    def show_sheet(self, state: PapiersState) -> None:
        """Show the questions and what was noted."""
        self.setVisible(bool(state.traits))
        for trait in state.traits:
            if trait.name not in self._questions:
                choice = ShortChoice(trait.question)
                choice.setObjectName(f"trait-{trait.name}")
                choice.answered.connect(
                    lambda code, name=trait.name: self.answered.emit(name, code)
                )
                self._questions[trait.name] = choice
                self.body.addWidget(strong(trait.question))
                self.body.addWidget(choice)
            shorts = [Short(c, words, f"{trait.question} {words}") for c, words in trait.answers]
            shorts.append(Short("", "Non communiqué", f"{trait.question} Non communiqué"))
            noted = {
                "sexe": state.fiche.sexe,
                "csp": state.fiche.csp,
                "allophone": state.fiche.allophone,
                "handicap": state.fiche.handicap,
            }
            self._questions[trait.name].show_choices(shorts, noted.get(trait.name) or None)


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
