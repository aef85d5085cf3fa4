"""The cards of the tab « Questionnaire »: what was found, what changes, what is kept."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from app.ui.pages.reglages.questionnaire.entries import EntryList
from app.ui.pages.reglages.questionnaire.state import (
    ChangeWords,
    CheckWords,
    QuestionnaireState,
    VersionLine,
)
from app.ui.theme.tokens import Space
from app.ui.widgets.buttons import link, primary, secondary
from app.ui.widgets.card import Card
from app.ui.widgets.confirm_dialog import Question, ask
from app.ui.widgets.flow import flow
from app.ui.widgets.labels import body, hint, section, separator, strong
from app.ui.widgets.layouts import clear, column
from app.ui.widgets.state_pill import StatePill
from app.ui.widgets.tones import Pill


class Report(Card):
    """A card whose content can be saved or printed as text.

    Signals:
        save_asked, print_asked: the text is wanted in a file, on paper.
        close_asked: it was read.
    """

    save_asked = Signal()
    print_asked = Signal()
    close_asked = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self._heading = section("")
        self._sentence = body("")
        self._more = hint("")
        self.save = secondary("Enregistrer la liste…", icon="enregistrer", name=f"save{name}")
        self.print = secondary("Imprimer la liste…", icon="imprimer", name=f"print{name}")
        self.save.clicked.connect(self.save_asked)
        self.print.clicked.connect(self.print_asked)
        self.shut = link("Fermer", name=f"close{name}")
        self.shut.clicked.connect(self.close_asked)
        self.lists: tuple[EntryList, ...] = ()
        self.buttons = flow()
        for button in (self.save, self.print, self.shut):
            self.buttons.addWidget(button)
        self.hide()

    def take_focus(self) -> bool:
        """Go to the first thing that was found; tell whether there is one."""
        return not self.isHidden() and any(one.take_focus() for one in self.lists)

    def show_words(self, heading: str, sentence: str, more: str) -> None:
        """Show the heading and what stands below and above the lists."""
        self.setAccessibleName(heading)
        self._heading.setText(heading)
        self._sentence.setText(sentence)
        self._more.setText(more)
        self._more.setVisible(bool(more))


class CheckCard(Report):
    """What the checker found, faults apart from warnings."""

    def __init__(self) -> None:
        super().__init__("Check")
        self._pill = StatePill(Pill(""))
        self.faults = EntryList("faults", heading="À corriger")
        self.warnings = EntryList("warnings", heading="Avertissements")
        self.lists = (self.faults, self.warnings)
        for part in (
            self._heading, self._pill, self._sentence, self.faults, self.warnings, self._more,
        ):  # fmt: skip
            self.body.addWidget(part)
        self.body.addLayout(self.buttons)

    def show_check(self, check: CheckWords | None) -> None:
        """Show what was found; nothing found yet, nothing shown."""
        self.setVisible(check is not None)
        self.faults.show_entries(check.faults if check else ())
        self.warnings.show_entries(check.warnings if check else ())
        if check is not None:
            self._pill.show_pill(check.pill)
            self.show_words(check.heading, check.sentence, check.more)
            for button in (self.save, self.print):
                button.setVisible(bool(check.faults or check.warnings))


class ChangeCard(Report):
    """What a version changes, question by question, and the way to put it into force.

    Signals:
        activate_asked: the id of the version, confirmed.
    """

    activate_asked = Signal(str)

    def __init__(self) -> None:
        super().__init__("Change")
        self._id = ""
        self._back = False
        self.general = EntryList("changesGeneral", heading="En général")
        self.questions = EntryList("changesQuestions", heading="Questions et réponses")
        self.guide = EntryList("changesGuide", heading="Guide d’interprétation")
        self.lists = (self.general, self.questions, self.guide)
        self.activate = primary("Mettre en service…", icon="fait", name="activateVersion")
        self.activate.clicked.connect(self._ask)
        self._who = hint("")
        for part in (
            self._heading, self._sentence, self.general, self.questions, self.guide, self._more,
            self._who,
        ):  # fmt: skip
            self.body.addWidget(part)
        first = flow()
        first.addWidget(self.activate)
        self.body.addLayout(first)
        self.body.addLayout(self.buttons)

    def show_change(self, change: ChangeWords | None, state: QuestionnaireState) -> None:
        """Show what a version changes; the button is the référent's."""
        self.setVisible(change is not None)
        self.general.show_entries(change.general if change else ())
        self.questions.show_entries(change.questions if change else ())
        self.guide.show_entries(change.guide if change else ())
        if change is None:
            return
        self._id = change.id
        self._back = any(one.back for one in state.others if one.id == change.id)
        self.show_words(change.heading, change.sentence, change.more)
        words = "Revenir à cette version…" if self._back else "Mettre en service…"
        self.activate.setText(words)
        self.activate.setVisible(bool(change.id) and state.may_activate)
        self._who.setText(
            f"La mise en service revient au référent de ce poste\u00a0: {state.who_decides}."
        )
        self._who.setVisible(bool(change.id) and not state.may_activate)

    def _ask(self) -> None:
        again = "Revenir à cette version" if self._back else "Mettre cette version en service"
        question = Question(
            title=f"{again}\u00a0?",
            text="Les prochains entretiens se feront avec elle. Les entretiens commencés gardent "
            "leur version, et aucun diagnostic déjà établi ne change. Votre nom et la date sont "
            "notés\u00a0; on peut revenir en arrière.",
            confirm="Revenir à cette version" if self._back else "Mettre en service",
        )
        wanted = self._id
        ask(question, lambda: self.activate_asked.emit(wanted), self)


class VersionsCard(Card):
    """The other versions that are kept.

    Signals:
        compare_asked: the id of a version to compare with the one in force.
    """

    compare_asked = Signal(str)

    def __init__(self) -> None:
        super().__init__(
            "Autres versions gardées",
            about="Comparez une version pour voir ce qu’elle change, puis la mettre en service.",
        )
        self._shown: tuple[VersionLine, ...] = ()
        self._lines = column(gap=Space.M)
        self.body.addLayout(self._lines)
        self.hide()

    def show_versions(self, versions: tuple[VersionLine, ...]) -> None:
        """Show the versions; without any the card is away."""
        self.setVisible(bool(versions))
        if versions == self._shown:
            return
        self._shown = versions
        clear(self._lines)
        for number, one in enumerate(versions):
            if number:
                self._lines.addWidget(separator())
            self._lines.addWidget(self._line(one))

    def _line(self, one: VersionLine) -> QWidget:
        line = QWidget()
        words = column(line, gap=Space.XS)
        words.addWidget(strong(one.title))
        for fact in (*one.facts, f"Empreinte\u00a0: {one.code}"):
            words.addWidget(hint(fact))
        button = secondary("Comparer", name=f"compare-{one.code}")
        button.setAccessibleName(f"Comparer {one.title} avec la version en service")
        button.clicked.connect(lambda: self.compare_asked.emit(one.id))
        words.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        return line
