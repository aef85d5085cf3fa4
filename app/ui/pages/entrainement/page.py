"""Choose what is practised, and begin."""

from PySide6.QtCore import Signal

from app.ui.pages.entrainement.state import ConventionEntry, EntrainementState
from app.ui.theme.tokens import Space
from app.ui.widgets.banner import Banner
from app.ui.widgets.buttons import primary, secondary
from app.ui.widgets.choice_list import Choice, ChoiceList
from app.ui.widgets.confirm_dialog import Question, ask
from app.ui.widgets.flow import flow
from app.ui.widgets.gate import Gate
from app.ui.widgets.labels import body, strong
from app.ui.widgets.tones import Tone

_WHAT = (
    "Tout y est comme en vrai\u00a0: entretiens, papiers, synchronisation. Les personnes sont "
    "inventées, rien ne part, rien n’entre dans vos dossiers ni dans vos bilans. Chaque écran et "
    "chaque papier le rappellent."
)


class EntrainementPage(Gate):
    """Shows an `EntrainementState`.

    Signals:
        convention_chosen: the code of a convention.
        begin_asked: practise, with what was done before.
        anew_asked: practise on fresh data; the user has confirmed.
        cancel_asked: stop the preparation.
        left: not now.
    """

    convention_chosen = Signal(str)
    begin_asked = Signal()
    anew_asked = Signal()
    cancel_asked = Signal()
    left = Signal()

    def __init__(self) -> None:
        super().__init__("S’entraîner", width=620)
        self._shown: tuple[ConventionEntry, ...] = ()
        self.body.addWidget(body(_WHAT))
        self._problem = Banner()
        self.body.addWidget(self._problem)
        self.body.addWidget(strong("Avec quelle convention\u00a0?"))
        self.conventions = ChoiceList("Avec quelle convention\u00a0?")
        self.conventions.answered.connect(self._picked)
        self.conventions.submitted.connect(self.begin_asked)
        self.body.addWidget(self.conventions)
        self.begin_button = primary("&Commencer l’entraînement", name="beginPractice")
        self.begin_button.clicked.connect(self.begin_asked)
        self.anew_button = secondary("&Tout remettre à neuf…", name="practiceAnew")
        self.anew_button.clicked.connect(self._ask_anew)
        self.back_button = secondary("&Retour", icon="retour", name="leavePracticeGate")
        self.back_button.clicked.connect(self.left)
        buttons = flow(gap=Space.M)
        for button in (self.begin_button, self.anew_button, self.back_button):
            buttons.addWidget(button)
        self.body.addLayout(buttons)
        self.busy.cancel_asked.connect(self.cancel_asked)
        self.set_first_focus(self.conventions)

    def show_state(self, state: EntrainementState) -> None:
        """Show `state` and nothing else."""
        if state.conventions != self._shown:
            self._shown = state.conventions
            self.conventions.show_choices(
                [Choice(one.code, one.title, one.explanation) for one in state.conventions],
                selected=(state.chosen,) if state.chosen else (),
            )
            self.set_first_focus(self.begin_button if state.chosen else self.conventions)
        self._problem.say(Tone.WARNING, state.problem)
        self.anew_button.setVisible(state.ready)
        for part in (self.conventions, self.begin_button, self.anew_button, self.back_button):
            part.setEnabled(not state.working)
        if state.working and not self.busy.is_waiting:
            self.busy.start(state.working, can_cancel=not state.ready)
        elif state.working:
            self.busy.show_progress(state.working, state.done, state.total)
        else:
            self.busy.stop()

    def _picked(self, codes: tuple[str, ...]) -> None:
        if codes:
            self.convention_chosen.emit(codes[0])

    def _ask_anew(self) -> None:
        ask(
            Question(
                title="Remettre l’entraînement à neuf\u00a0?",
                text="Ce que vous avez fait en entraînement est effacé, les personnes fictives "
                "reviennent comme au premier jour. Vos vrais dossiers ne sont pas touchés.",
                confirm="Remettre à neuf",
                destructive=True,
            ),
            self.anew_asked.emit,
            self,
        )
