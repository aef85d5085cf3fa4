"""The rights of a person: what she asks, then what will happen and the one button that does it."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from app.ui.dossiers.facts import Facts, points
from app.ui.pages.droits.state import Option, Plan, RightsState
from app.ui.typed import override
from app.ui.widgets.banner import Banner
from app.ui.widgets.buttons import danger, primary, secondary
from app.ui.widgets.card import Card
from app.ui.widgets.choice_list import Choice, ChoiceList
from app.ui.widgets.confirm_dialog import Question, ask
from app.ui.widgets.labels import Text, TextRole, body, hint, strong
from app.ui.widgets.page import Page
from app.ui.widgets.printing import ask_where
from app.ui.widgets.tones import Tone

_GO_ON = "&Continuer"
_KIND, _SUFFIX = "Archive (*.zip)", ".zip"
ChoosePath = Callable[[QWidget, str], Path | None]


def ask_place(parent: QWidget, suggested: str) -> Path | None:
    """Ask where to keep the file for the person."""
    return ask_where(parent, suggested, _KIND, suffix=_SUFFIX)


class RightsPage(Page):
    """Shows a `RightsState`.

    Signals:
        asked: the code of an `Ask`; chosen: the code of an answer of the question under it.
        act_asked: go on to what is asked, then do it.
        unlocked_asked: make the file without a passphrase.
        back_asked: the agent leaves what is asked, or the page.
    """

    asked = Signal(str)
    chosen = Signal(str)
    act_asked = Signal()
    unlocked_asked = Signal()
    back_asked = Signal()

    def __init__(self, *, choose_path: ChoosePath = ask_place) -> None:
        super().__init__("Droits de la personne")
        self._choose_path = choose_path
        self._limited = Banner()
        self.body.addWidget(self._limited)
        self._make_passphrase()
        self._make_asking()
        self._make_plan()
        self._make_standing()
        self._back = back = secondary("&Retour", icon="retour", name="leaveRights")
        self._unlocked = secondary("Sans &mot de passe…", name="rightsUnlocked")
        self._act = primary("", name="rightsAct")
        self._danger = danger("", name="rightsDanger")
        back.clicked.connect(self.back_asked)
        self._unlocked.clicked.connect(self.unlocked_asked)
        self.add_answer(back, left=True)
        self.add_answer(self._unlocked)
        for button in (self._act, self._danger):
            button.clicked.connect(self.act_asked)
            self.add_answer(button)
        self.set_first_focus(self.asks)
        self.show_state(RightsState())

    def show_state(self, state: RightsState) -> None:
        """Show `state` and nothing else."""
        self.set_heading("Droits de la personne", state.who)
        self.say(Tone.DANGER if state.problem else Tone.SUCCESS, state.problem or state.said)
        self._limited.say(Tone.WARNING, state.limited)
        self._facts.show_facts(state.facts)
        self._files.setText(points(state.files).text())
        for part in (self._files_title, self._files):
            part.setVisible(bool(state.files))
        self.asks.show_choices(
            _choices(state.asks), selected=() if state.asked is None else (state.asked.value,)
        )
        self._show_passphrase(state.passphrase)
        self._show_plan(state.plan)
        self._mistake.setText(state.mistake)
        self._mistake.setVisible(bool(state.mistake))
        if state.plan is not None:
            self.choices.show_choices(_choices(state.plan.choices), selected=(state.chosen,))
        self._show_buttons(state.plan, working=state.working)
        self._follow_step(state.plan)

    def to_mistake(self) -> None:
        """Put the focus where something has to be chosen."""
        target = self.asks if self._plan.isHidden() else self.choices
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def confirm(self, question: Question, confirmed: Callable[[], None]) -> None:
        """Ask before something that cannot be undone."""
        ask(question, confirmed, self)

    def place(self, file_name: str) -> Path | None:
        """Ask where a file goes; None when the agent changed his mind."""
        return self._choose_path(self, file_name)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.back_asked.emit()
            return
        shown = self.asks if self._plan.isHidden() else self.choices
        if shown.isVisible() and shown.press_key(event.text()):
            return
        super().keyPressEvent(event)

    def _make_standing(self) -> None:
        card = Card("Où en est ce dossier")
        self._facts = Facts("Où en est ce dossier")
        self._files_title = strong("Fichiers enregistrés hors de Passerelle")
        self._files = body("")
        self._files.setObjectName("trackedFiles")
        for part in (self._facts, self._files_title, self._files):
            card.body.addWidget(part)
        self.body.addWidget(card)

    def _make_asking(self) -> None:
        name = "Que demande la personne\u00a0?"
        self._asking = card = Card(name)
        self.asks = ChoiceList(name)
        self.asks.answered.connect(self._ask_picked)
        self.asks.submitted.connect(self.act_asked)
        card.body.addWidget(self.asks)
        self.body.addWidget(card)

    def _make_plan(self) -> None:
        self._plan = Card("Ce qui va se passer")
        self._heading = strong("")
        self._lines = body("")
        self._lines.setObjectName("rightsPlan")
        self._question = strong("")
        self.choices = ChoiceList("Choix")
        self.choices.answered.connect(self._choice_picked)
        self.choices.submitted.connect(self.act_asked)
        self._mistake = Text("", TextRole.ERROR)
        for part in (self._heading, self._lines, self._question, self.choices):
            self._plan.body.addWidget(part)
        self.body.addWidget(self._plan)
        self.body.addWidget(self._mistake)
        self._plan.hide()

    def _make_passphrase(self) -> None:
        self._secret = Card("Mot de passe du fichier")
        self._passphrase = Text("", TextRole.MONO)
        self._passphrase.setObjectName("rightsPassphrase")
        self._passphrase.setAccessibleName("Mot de passe du fichier")
        self._secret.body.addWidget(self._passphrase)
        self._secret.body.addWidget(
            hint(
                "Notez-le maintenant sur un papier pour la personne, ou dites-le. Il ne sera plus "
                "affiché et n’est gardé nulle part."
            )
        )
        self.body.addWidget(self._secret)
        self._secret.hide()

    def _show_passphrase(self, passphrase: str) -> None:
        self._secret.setVisible(bool(passphrase))
        self._passphrase.setText(passphrase)
        self._passphrase.setAccessibleDescription(passphrase)

    def _show_plan(self, plan: Plan | None) -> None:
        shown = plan or Plan(heading="", lines=())
        self._heading.setText(shown.heading)
        self._lines.setText(points(shown.lines).text())
        self._question.setText(shown.question)
        self.choices.setAccessibleName(shown.question)
        for part in (self._question, self.choices):
            part.setVisible(bool(shown.choices))

    def _show_buttons(self, plan: Plan | None, *, working: bool) -> None:
        words = _GO_ON if plan is None else plan.act
        dangerous = plan is not None and plan.danger
        for button, said in (
            (self._act, "" if dangerous else words),
            (self._danger, words if dangerous else ""),
        ):
            button.setText(said)
            button.setVisible(bool(said))
            button.setEnabled(not working)
        self._unlocked.setVisible(plan is not None and plan.unlocked)
        self._unlocked.setEnabled(not working)

    def _follow_step(self, plan: Plan | None) -> None:
        """Show what is asked, or what will happen; the focus goes along."""
        came = plan is not None and self._plan.isHidden()
        went = plan is None and not self._plan.isHidden()
        self._plan.setVisible(plan is not None)
        self._asking.setVisible(plan is None)
        if came and plan is not None:
            self.to_top()
            button = self._danger if plan.danger else self._act
            target = self.choices if plan.choices else button if plan.act else self._back
            self.set_first_focus(target)
            target.setFocus(Qt.FocusReason.OtherFocusReason)
        elif went:
            self.set_first_focus(self.asks)
            self.asks.setFocus(Qt.FocusReason.OtherFocusReason)

    def _ask_picked(self, codes: tuple[str, ...]) -> None:
        for code in codes:
            self.asked.emit(code)

    def _choice_picked(self, codes: tuple[str, ...]) -> None:
        for code in codes:
            self.chosen.emit(code)


def _choices(options: tuple[Option, ...]) -> list[Choice]:
    return [Choice(one.code, one.words, one.hint) for one in options]
