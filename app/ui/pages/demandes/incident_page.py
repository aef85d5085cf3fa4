"""The guided notification of a breach, in steps, then its papers and its sendings."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog

from app.ui.asking.form import AskedForm
from app.ui.dossiers.facts import Facts
from app.ui.pages.demandes.backup_panel import BackupPanel
from app.ui.pages.demandes.incident_asked import TITLES, TRAIL, Step
from app.ui.pages.demandes.incident_state import BreachState
from app.ui.pages.demandes.mailing import ChoosePath, ask_place, save_mail
from app.ui.pages.demandes.send_card import SendCard
from app.ui.typed import override
from app.ui.widgets.banner import Banner
from app.ui.widgets.buttons import primary, secondary
from app.ui.widgets.card import Card
from app.ui.widgets.confirm_dialog import Question, ask
from app.ui.widgets.flow import flow
from app.ui.widgets.leaving import leave
from app.ui.widgets.moments import leave_by_escape
from app.ui.widgets.page import Page
from app.ui.widgets.progress_trail import ProgressTrail
from app.ui.widgets.state_pill import StatePill
from app.ui.widgets.tones import Pill, Tone
from app.usecases.registers.demandes_papers import MailFile

_BACKUP = "Sauvegarde de Passerelle (*.sauvegarde)"


class BreachPage(Page):
    """Shows a `BreachState`.

    Signals:
        edited: the code of an answer and its value, of the step or of the form of the sending.
        go_on_asked, step_back_asked: the next step, the one before.
        count_asked: count what this laptop holds. backup_chosen: the `Path` of a backup.
        close_asked: the breach is over; the agent has confirmed. back_asked: leave the page.
    """

    edited = Signal(str, object)
    go_on_asked = Signal()
    step_back_asked = Signal()
    count_asked = Signal()
    backup_chosen = Signal(object)
    close_asked = Signal()
    back_asked = Signal()

    def __init__(self, *, choose_path: ChoosePath = ask_place) -> None:
        super().__init__("Violation de données")
        leave_by_escape(self, self._go)
        self._choose_path = choose_path
        self._said = ""
        self._shown: Step | None = None
        self._pill = StatePill(Pill(""))
        self.add_action(self._pill)
        self._trail = ProgressTrail(TRAIL)
        self._clock, self._gone = Banner(), Banner()
        for part in (self._trail, self._clock, self._gone):
            self.body.addWidget(part)
        self._make_step()
        self.send = SendCard()
        self.send.edited.connect(self.edited)
        self.body.addWidget(self.send)
        self._make_known()
        self._make_buttons()
        self.show_state(BreachState())  # nothing can be pressed before the breach is read

    def show_state(self, state: BreachState) -> None:
        """Show `state` and nothing else."""
        step = state.step
        about = f"Violation {state.numero}" if state.numero else "Le délai court dès qu’on le sait"
        self.set_heading(TITLES[step], about)
        said = state.problem or state.said
        if said != self._said:  # else what another page left to say would go at once
            self._said = said
            self.say(Tone.DANGER if state.problem else Tone.SUCCESS, said)
        self._pill.setVisible(state.pill is not None)
        if state.pill is not None:
            self._pill.show_pill(state.pill)
        self._trail.show_step(int(step) if state.is_open else len(TRAIL))
        self._clock.say(state.clock_tone, state.clock if step is Step.SEND else "")
        self._gone.say(Tone.WARNING, state.gone if step in {Step.DATA, Step.SEND} else "")
        self._step_card.setVisible(step is not Step.SEND)
        self._counting.setVisible(step is Step.DATA)
        self._counted.show_facts(state.counted)
        self.form.show_form(state.form)
        self.send.setVisible(step is Step.SEND)
        self.send.show_breach(state)
        self._known.setVisible(step is Step.SEND)
        self._facts.show_facts(state.facts)
        self._show_buttons(state)
        if step is not self._shown and (state.form.asked or state.numero):
            self._shown = step
            self._focus(state)

    @property
    @override
    def unkept(self) -> bool:
        return self.form.is_begun or self.send.small.form.is_begun

    def to_mistake(self, code: str) -> None:
        """Put the focus on what is missing or wrong."""
        if self._shown is Step.SEND:
            self.send.small.form.focus_on(code)
        elif code:
            self.form.focus_on(code)
            self.bring_into_view(self.form.field(code))

    def to_address(self) -> None:
        """Put the focus on the address."""
        self.send.address.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def save_mail(self, file: MailFile) -> Path | None:
        """Ask where the e-mail goes and write it there, as `mailing.save_mail`."""
        return save_mail(self, self._choose_path, file)

    def _go(self) -> None:
        """Leave the page; the steps between the first and the last keep what was answered."""
        if self._shown in {Step.KNOWN, Step.SEND}:
            leave(self.back_asked.emit, self)
        else:
            self.back_asked.emit()

    def _make_step(self) -> None:
        self._step_card = Card()
        self._counting = Card("Ce qui est compté")
        self._counted = Facts("Ce qui est compté", labels=170)
        here = secondary("Compter &sur ce poste", icon="bilan", name="countHere")
        backup = secondary("Compter une sau&vegarde…", icon="chercher", name="chooseBackup")
        here.clicked.connect(self.count_asked)
        backup.clicked.connect(self._choose_backup)
        buttons = flow()
        buttons.addWidget(here)
        buttons.addWidget(backup)
        self.backup = BackupPanel()
        self._counting.body.addWidget(self._counted)
        self._counting.body.addLayout(buttons)
        self._counting.body.addWidget(self.backup)
        self.form = AskedForm("breachForm")
        self.form.edited.connect(self.edited)
        self.form.submitted.connect(self.go_on_asked)
        self._step_card.body.addWidget(self.form)
        self.body.addWidget(self._counting)
        self.body.addWidget(self._step_card)

    def _make_known(self) -> None:
        self._known = Card("Ce que dit la notification")
        self._facts = Facts("Ce que dit la notification")
        change = secondary("&Modifier ou compléter", icon="modifier", name="changeBreach")
        change.clicked.connect(self.step_back_asked)
        self._change = change
        self._known.body.addWidget(self._facts)
        self._known.body.addWidget(change, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(self._known)

    def _make_buttons(self) -> None:
        self._leave = secondary("&Registre", icon="retour", name="leaveBreach")
        self._before = secondary("Précéd&ent", name="breachBefore")
        self._next = primary("&Continuer", icon="suite", name="breachNext")
        self._close = secondary("Clore la viola&tion…", icon="fait", name="closeBreach")
        self._leave.clicked.connect(self._go)
        self._before.clicked.connect(self.step_back_asked)
        self._next.clicked.connect(self.go_on_asked)
        self._close.clicked.connect(self._ask_close)
        self.add_answer(self._leave, left=True)
        for button in (self._before, self._next, self._close):
            self.add_answer(button)

    def _show_buttons(self, state: BreachState) -> None:
        step = state.step
        self._before.setVisible(Step.WHAT < step < Step.SEND)
        self._next.setVisible(step is not Step.SEND and bool(state.form.asked))
        self._close.setVisible(step is Step.SEND and state.may_close)
        self._change.setVisible(state.is_open)
        for button in (self._before, self._next, self._close, self._change):
            button.setEnabled(not state.working)

    def _focus(self, state: BreachState) -> None:
        if state.step is Step.SEND:
            self.set_first_focus(self.send.mail if state.is_open else self._leave)
        else:
            self.set_first_focus(self.form.field(state.form.asked[0].code).editor)
        self.to_top()
        self.take_focus()

    def _choose_backup(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(
            self, "Choisir la dernière sauvegarde du poste", "", _BACKUP
        )
        if chosen:
            self.backup_chosen.emit(Path(chosen))

    def _ask_close(self) -> None:
        ask(
            Question(
                title="Clore cette violation\u00a0?",
                text="Elle reste cinq ans dans le registre interne, notifiée ou non (RGPD, "
                "art. 33.5). Elle ne pourra plus être complétée.",
                confirm="Clore la violation",
            ),
            self.close_asked.emit,
            self,
        )
