"""The notice: what to say, how it was given, what the person answers."""

from functools import partial

from PySide6.QtCore import Qt, Signal

from app.domain.entretien import Etape, LectureNotice
from app.ui.interview.frame import StepPage
from app.ui.interview.paper_language import PaperLanguage
from app.ui.pages.notice.purpose_line import PurposeLine
from app.ui.pages.notice.state import NoticeState, Purpose
from app.ui.pages.notice.words import READINGS
from app.ui.theme.tokens import Space
from app.ui.widgets.banner import Banner
from app.ui.widgets.buttons import danger, link, primary, secondary
from app.ui.widgets.card import Card
from app.ui.widgets.choice_list import Choice, ChoiceList
from app.ui.widgets.confirm_dialog import Question, ask
from app.ui.widgets.labels import Text, TextRole, body, section, separator
from app.ui.widgets.layouts import column
from app.ui.widgets.tones import Tone

_REFUSED = (
    "Sans cet accord, la demande ne peut pas être faite. Terminez l’entretien\u00a0: rien n’est "
    "gardé de la personne. Une aide sur place reste possible."
)


class NoticePage(StepPage):
    """Shows a `NoticeState`.

    Signals:
        reading_picked: a `LectureNotice`.
        purpose_answered: a `Purpose` and whether the person accepts.
        go_on_asked, print_asked: what the agent wants.
        language_picked: the code of the language of the person's papers.
        end_asked: the person does not want to go on; the agent has confirmed.
    """

    reading_picked = Signal(object)
    purpose_answered = Signal(object, bool)
    go_on_asked = Signal()
    end_asked = Signal()
    print_asked = Signal()
    language_picked = Signal(str)

    def __init__(self) -> None:
        super().__init__("Informer la personne", Etape.NOTICE)
        self.set_window_title("Information de la personne")
        self._lines: dict[Purpose, PurposeLine] = {}
        self._make_script()
        self._make_reading()
        self._purposes = Card(
            "Que répond la personne\u00a0?",
            about="Un point après l’autre. Refuser un point facultatif ne change rien pour elle.",
        )
        self._purpose_lines = column(gap=Space.L)
        self._refused = Banner()
        self._purposes.body.addLayout(self._purpose_lines)
        self._purposes.body.addWidget(self._refused)
        self.body.addWidget(self._purposes)
        self._make_answers()
        self.set_first_focus(self._readings)

    def show_state(self, state: NoticeState) -> None:
        """Show `state` and nothing else."""
        self.tell(Tone.DANGER, state.problem)
        self._script.setText("\n".join(state.script))
        self._give.setText(
            "Lisez ce texte au téléphone. La notice sera remise ou envoyée ensuite."
            if state.by_phone
            else "Donnez la notice, puis dites, ou lisez à voix haute\u00a0:"
        )
        self._language.show_languages(state.languages, state.language)
        self._readings.show_choices(
            [Choice(lecture.value, READINGS[lecture]) for lecture in state.readings],
            selected=[state.reading.value] if state.reading else [],
        )
        self._reading_mistake.setText(state.reading_mistake)
        self._reading_mistake.setVisible(bool(state.reading_mistake))
        self._show_purposes(state)
        self._refused.say(Tone.WARNING, _REFUSED if state.refused else "")
        self._go_on.setVisible(not state.refused)
        self._end.setVisible(state.refused)
        self._stop.setVisible(not state.refused)
        for button in (self._go_on, self._end, self._stop, self.hold_button):
            button.setEnabled(not state.working)

    def to_first_mistake(self) -> None:
        """Put the focus where something is missing."""
        wrong = [line for line in self._lines.values() if line.has_mistake]
        place = self._readings if self._reading_mistake.text() else next(iter(wrong), None)
        if place is not None:
            place.setFocus(Qt.FocusReason.OtherFocusReason)
            self.bring_into_view(place)

    def _make_script(self) -> None:
        card = Card(soft=True)
        self._give = section("")
        self._script = body("")
        self._script.setObjectName("script")
        self._language = PaperLanguage()
        self._language.picked.connect(self.language_picked)
        printing = secondary("&Imprimer la notice", icon="imprimer", name="printNotice")
        printing.clicked.connect(self.print_asked)
        card.body.addWidget(self._give)
        card.body.addWidget(self._script)
        card.body.addWidget(self._language)
        card.body.addWidget(printing, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(card)

    def _make_reading(self) -> None:
        card = Card("Comment la notice a-t-elle été donnée\u00a0?")
        self._readings = ChoiceList("Comment la notice a-t-elle été donnée\u00a0?")
        self._readings.answered.connect(self._reading_answered)
        self._readings.submitted.connect(self.go_on_asked)
        self._reading_mistake = Text("", TextRole.ERROR)
        card.body.addWidget(self._readings)
        card.body.addWidget(self._reading_mistake)
        self.body.addWidget(card)

    def _make_answers(self) -> None:
        self._stop = link("La personne ne souhaite pas continuer", name="personRefuses")
        self._end = danger("&Terminer sans rien garder", name="endRefused")
        self._go_on = primary("&Continuer", icon="suite", name="goOn")
        self._stop.clicked.connect(self._ask_end)
        self._end.clicked.connect(self._ask_end)
        self._go_on.clicked.connect(self.go_on_asked)
        self.add_answer(self._stop, left=True)
        self.add_answer(self._end)
        self.add_answer(self._go_on)

    def _show_purposes(self, state: NoticeState) -> None:
        for row in state.purposes:
            if row.purpose not in self._lines:
                if self._lines:
                    self._purpose_lines.addWidget(separator())
                line = PurposeLine(row.purpose)
                line.answered.connect(partial(self.purpose_answered.emit, row.purpose))
                line.submitted.connect(self.go_on_asked)
                self._lines[row.purpose] = line
                self._purpose_lines.addWidget(line)
            self._lines[row.purpose].show_row(row)

    def _reading_answered(self, codes: tuple[str, ...]) -> None:
        for code in codes:
            self.reading_picked.emit(LectureNotice(code))

    def _ask_end(self) -> None:
        ask(
            Question(
                title="Terminer sans rien garder\u00a0?",
                text="La personne ne souhaite pas continuer. Rien n’est gardé d’elle sur ce poste. "
                "L’entretien compte dans les nombres, sans aucun nom.",
                confirm="Terminer l’entretien",
                cancel="Revenir",
                destructive=True,
            ),
            self.end_asked.emit,
            self,
        )
