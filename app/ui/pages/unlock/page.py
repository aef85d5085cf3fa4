"""The first thing an agent sees. Imports nothing heavy: it must be there at once."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from app.ui.pages.unlock.presenter import UnlockState, Way
from app.ui.presenting import Strength
from app.ui.theme.tokens import Space
from app.ui.waiting import wait_words
from app.ui.widgets.banner import Banner
from app.ui.widgets.buttons import link, primary
from app.ui.widgets.card import Card
from app.ui.widgets.choice_list import Choice, ChoiceList
from app.ui.widgets.flow import flow
from app.ui.widgets.gate import Gate
from app.ui.widgets.labels import body, hint, strong
from app.ui.widgets.layouts import column
from app.ui.widgets.passphrase_field import PassphraseField
from app.ui.widgets.tones import Tone

if TYPE_CHECKING:
    from app.ui.pages.unlock.recovery_form import RecoveryForm

_SECOND_MS = 1000


class UnlockPage(Gate):
    """Shows an `UnlockState`.

    Signals:
        agent_selected: the id of the agent who was picked.
        open_asked: the passphrase.
        recovery_asked, passphrase_asked: the user changes the way to open.
        recover_asked: the sheet's text and the new passphrase, twice.
        estimate_asked: the new passphrase as it is being typed.
        restore_asked: the user wants a backup instead of what is here.
        copy_asked: the copy of the file of keys is to be put back.
        practice_asked: the user wants to practise, on fictitious persons.
        structure_asked: the sheet is lost too, the structure's key is at hand.
        second_passed: somebody still waits for the next try.
    """

    agent_selected = Signal(str)
    open_asked = Signal(str)
    recovery_asked = Signal()
    passphrase_asked = Signal()
    recover_asked = Signal(str, str, str)
    estimate_asked = Signal(str)
    restore_asked = Signal()
    practice_asked = Signal()
    copy_asked = Signal()
    structure_asked = Signal()
    second_passed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Bonjour", parent=parent)
        self._who = strong("Qui êtes-vous\u00a0?")
        self._agents = ChoiceList("Qui êtes-vous\u00a0?")
        self._agents.setObjectName("agents")
        self._agents.answered.connect(self._picked)
        self._agents.submitted.connect(self._go_on)
        self._problem = Banner()
        self._note = Card(soft=True)
        self._note_words = body("")
        self._note_words.setObjectName("unlockNote")
        self._note.body.addWidget(self._note_words)
        self._passphrase_part = self._make_passphrase_part()
        self._recovery: RecoveryForm | None = None
        for part in (
            self._who,
            self._agents,
            self._problem,
            self._passphrase_part,
            self._note,
        ):
            self.body.addWidget(part)
        self.set_first_focus(self.passphrase.line)

    @property
    def recovery(self) -> "RecoveryForm":
        """Return the form of the recovery sheet, made when it is first wanted: few ever see it."""
        if self._recovery is None:
            from app.ui.pages.unlock.recovery_form import RecoveryForm  # noqa: PLC0415

            form = RecoveryForm()
            form.recover_asked.connect(self.recover_asked)
            form.back_asked.connect(self.passphrase_asked)
            form.structure_asked.connect(self.structure_asked)
            form.estimate_asked.connect(self.estimate_asked)
            self.body.insertWidget(self.body.indexOf(self._note), form)
            self._recovery = form
        return self._recovery

    def show_state(self, state: UnlockState) -> None:
        """Show `state` and nothing else."""
        recovering = state.way is Way.RECOVERY
        self.set_heading("Feuille de secours" if recovering else "Bonjour")
        choices = [Choice(agent.id, agent.name, agent.hint) for agent in state.agents]
        self._agents.show_choices(choices, selected=[state.selected], keys=False)
        self._agents.setVisible(bool(choices))
        self._who.setVisible(bool(choices))
        self._note_words.setText(state.note)
        self._note.setVisible(bool(state.note) and not recovering)
        self._say_problem(state.problem)
        self._count_down(state.wait_s if not recovering else 0)
        self._passphrase_part.setVisible(not recovering)
        free = not state.working and state.can_open
        for part in (self._agents, self.passphrase):
            part.setEnabled(free)
        self.open_button.setEnabled(free and not state.wait_s)
        self.lost_button.setVisible(state.can_recover)
        self.lost_button.setEnabled(not state.working)
        self.restore_button.setEnabled(not state.working)
        self.practice_button.setVisible(state.can_open)
        self.practice_button.setEnabled(not state.working)
        if recovering or self._recovery is not None:
            self.recovery.setVisible(recovering)
            self.recovery.show_state(state)
        if state.working:
            self.busy.start(state.working)
        else:
            self.busy.stop()

    def show_strength(self, strength: Strength | None) -> None:
        """Show the estimate of the new passphrase."""
        if self._recovery is not None:
            self._recovery.meter.show_strength(strength)

    def show_note(self, words: str) -> None:
        """Say something beside what is being typed, which stays."""
        self._note_words.setText(words)
        self._note.show()

    def ask_again(self) -> None:
        """Put the focus on the passphrase with its text selected."""
        line = self.passphrase.line
        if line.isVisible():
            line.setFocus()
            line.selectAll()

    def forget_secrets(self) -> None:
        """Empty every field that holds a secret."""
        self.passphrase.clear()
        if self._recovery is not None:
            self._recovery.clear()

    def _make_passphrase_part(self) -> QWidget:
        part = QWidget()
        self.passphrase = PassphraseField("&Phrase de passe", name="passphrase")
        self.passphrase.submitted.connect(self._open)
        self.open_button = primary("&Ouvrir", icon="deverrouille", name="open")
        self.open_button.clicked.connect(self._open)
        self.wait = strong("")
        self.wait.setObjectName("wait")
        self.wait_hint = hint(
            "L’attente s’allonge à chaque erreur : elle protège les dossiers si quelqu’un "
            "essaie de deviner. La feuille de secours ouvre sans attendre."
        )
        self._clock = QTimer(self)
        self._clock.setInterval(_SECOND_MS)
        self._clock.timeout.connect(self.second_passed)
        self.lost_button = link("J’ai perdu ma phrase de passe", name="lostPassphrase")
        self.lost_button.clicked.connect(self.recovery_asked)
        self.restore_button = link("&Restaurer une sauvegarde…", name="restoreFromGate")
        self.restore_button.clicked.connect(self.restore_asked)
        self.practice_button = link("S’&entraîner…", name="practise")
        self.practice_button.clicked.connect(self.practice_asked)
        layout = column(part, gap=Space.L)
        layout.addWidget(self.passphrase)
        for part_of_wait in (self.wait, self.wait_hint):
            part_of_wait.hide()
            layout.addWidget(part_of_wait)
        self._buttons = flow(gap=Space.M)
        self._buttons.addWidget(self.open_button)
        self._buttons.addWidget(self.lost_button)
        self._buttons.addWidget(self.restore_button)
        self._buttons.addWidget(self.practice_button)
        layout.addLayout(self._buttons)
        return part

    def offer_copy(self) -> None:
        """Offer to put the copy of the file of keys back: nothing else opens this vault."""
        button = primary("Remettre la &copie en place…", name="putCopyBack")
        button.clicked.connect(self.copy_asked)
        self._buttons.addWidget(button)
        for useless in (self.passphrase, self.open_button):
            useless.hide()
        self.set_first_focus(button)

    def _say_problem(self, problem: str) -> None:
        if problem != self._problem.text:  # while seconds are counted it is announced once
            self._problem.say(Tone.DANGER, problem)

    def _count_down(self, wait_s: int) -> None:
        self.wait.setText(f"Prochain essai possible dans {wait_words(wait_s)}.")
        for part in (self.wait, self.wait_hint):
            part.setVisible(bool(wait_s))
        if wait_s and not self._clock.isActive():
            self._clock.start()
        elif not wait_s:
            self._clock.stop()

    def _picked(self, codes: tuple[str, ...]) -> None:
        if codes:
            self.agent_selected.emit(codes[0])

    def _go_on(self) -> None:
        self.passphrase.line.setFocus()

    def _open(self) -> None:
        self.open_asked.emit(self.passphrase.passphrase())
