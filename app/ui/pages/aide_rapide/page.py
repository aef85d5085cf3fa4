"""The quick help: seven themes, one key each, Enter."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from app.ui.pages.aide_rapide.after_part import AfterPart
from app.ui.pages.aide_rapide.presenter import AideState
from app.ui.theme.tokens import Space
from app.ui.typed import override
from app.ui.widgets.buttons import link, primary, secondary
from app.ui.widgets.card import Card
from app.ui.widgets.choice_list import Choice, ChoiceList
from app.ui.widgets.labels import Text, TextRole, body, section
from app.ui.widgets.layouts import column
from app.ui.widgets.page import Page
from app.ui.widgets.tones import Tone

_WIDTH = 700


class AideRapidePage(Page):
    """Shows an `AideState`.

    Signals:
        theme_picked: the code of a theme.
        count_asked, undo_asked, another_asked, done_asked: what the agent wants.

    `after` has the papers that may be given then.
    """

    theme_picked = Signal(str)
    count_asked = Signal()
    undo_asked = Signal()
    another_asked = Signal()
    done_asked = Signal()

    def __init__(self) -> None:
        super().__init__(
            "Aide rapide",
            subtitle="Un coup de main sans dossier\u00a0: rien n’est noté sur la personne.",
            width=_WIDTH,
        )
        self._themes = ChoiceList("Sur quoi portait l’aide\u00a0?")
        self._themes.answered.connect(self._picked)
        self._themes.submitted.connect(self.count_asked)
        self._mistake = Text("", TextRole.ERROR)
        self._asking = QWidget()
        asking = column(self._asking, gap=Space.M)
        asking.addWidget(section("Sur quoi portait l’aide\u00a0?"))
        asking.addWidget(self._themes)
        asking.addWidget(self._mistake)
        self._counted = self._make_counted()
        self._back = secondary("&Revenir", icon="retour", name="back")
        self._back.clicked.connect(self.done_asked)
        self._count = primary("&Compter cette aide", icon="fait", name="countHelp")
        self._count.clicked.connect(self.count_asked)
        self._another = secondary("&Une autre aide", icon="ajouter", name="another")
        self._another.clicked.connect(self.another_asked)
        self._done = primary("&Terminé", name="done")
        self._done.clicked.connect(self.done_asked)
        self.body.addWidget(self._asking)
        self.body.addWidget(self._counted)
        self.after = AfterPart()
        self.body.addWidget(self.after)
        self.add_answer(self._back, left=True)
        self.add_answer(self._another, left=True)
        self.add_answer(self._count)
        self.add_answer(self._done)
        self.set_first_focus(self._themes)

    def show_state(self, state: AideState) -> None:
        """Show `state` and nothing else."""
        came = bool(state.counted) and self._counted.isHidden()
        left = not state.counted and not self._counted.isHidden()
        self.say(Tone.DANGER if state.problem else Tone.INFO, state.problem)
        if not state.counted and state.said:
            self.say(Tone.INFO, state.said)
        self._themes.show_choices(
            [Choice(code, label) for code, label in state.themes], selected=[state.picked]
        )
        self._mistake.setText(state.mistake)
        self._mistake.setVisible(bool(state.mistake))
        self._said.setText(state.said)
        for part in (self._asking, self._count, self._back):
            part.setVisible(not state.counted)
        if came:
            self.after.show_choices(state.languages, state.motifs)
        for part in (self._counted, self._another, self._done, self.after):
            part.setVisible(bool(state.counted))
        self.set_first_focus(self._done if state.counted else self._themes)
        self._count.setEnabled(not state.working)
        if came or left:
            self.take_focus()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.done_asked.emit()
            return
        if self._asking.isVisible() and self._themes.press_key(event.text()):
            return
        super().keyPressEvent(event)

    def _make_counted(self) -> Card:
        card = Card()
        self._said = section("")
        self._said.setObjectName("countedTheme")
        undo = link("&Annuler, ce n’était pas ça", name="undo")
        undo.clicked.connect(self.undo_asked)
        card.body.addWidget(self._said)
        card.body.addWidget(body("Cette aide est dans les nombres du mois, sans nom ni date."))
        card.body.addWidget(undo, 0, Qt.AlignmentFlag.AlignLeft)
        return card

    def _picked(self, codes: tuple[str, ...]) -> None:
        for code in codes:
            self.theme_picked.emit(code)
