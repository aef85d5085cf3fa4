"""The assistant of the first run."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.ui.pages.first_run.state import STEP_NAMES, FirstRunState, KeyEntry, Step
from app.ui.pages.first_run.steps import (
    AgentStep,
    PassphraseStep,
    ProfileStep,
    StructureStep,
    form_of,
)
from app.ui.presenting import Strength
from app.ui.theme.tokens import Space
from app.ui.widgets.banner import Banner
from app.ui.widgets.buttons import link, primary, secondary
from app.ui.widgets.form_field import FormField
from app.ui.widgets.gate import Gate
from app.ui.widgets.labels import body
from app.ui.widgets.layouts import row
from app.ui.widgets.printing import ask_where
from app.ui.widgets.progress_trail import ProgressTrail
from app.ui.widgets.recovery_view import RecoveryCheck, RecoveryView
from app.ui.widgets.tones import Tone

_TITLES = {
    Step.PROFILE: "Bienvenue",
    Step.STRUCTURE: "Votre structure",
    Step.AGENT: "Vous",
    Step.PASSPHRASE: "Votre phrase de passe",
    Step.SHEET: "Votre feuille de secours",
    Step.CHECK: "Vérifions la feuille",
    Step.DONE: "Tout est prêt",
}
_TRAIL = {Step.CHECK: int(Step.SHEET), Step.DONE: int(Step.CHECK)}
_NEXT = {
    Step.PASSPHRASE: "&Créer le coffre",
    Step.SHEET: "&J’ai la feuille sur papier",
    Step.CHECK: "&Vérifier",
    Step.DONE: "&Ouvrir Passerelle",
}


class FirstRunPage(Gate):
    """Shows a `FirstRunState`, one step at a time.

    Signals:
        submitted: the forms (a `FirstRunForm`).
        back_asked, sheet_kept, finish_asked: the user goes back, has the paper, is done.
        estimate_asked: the passphrase as it is being typed.
        passphrase_chosen: the passphrase, twice.
        check_asked: what was typed from the paper.
        restore_asked: this laptop takes the place of another one.
    """

    submitted = Signal(object)
    back_asked = Signal()
    estimate_asked = Signal(str)
    passphrase_chosen = Signal(str, str)
    sheet_kept = Signal()
    check_asked = Signal(str)
    finish_asked = Signal()
    restore_asked = Signal()

    def __init__(self, *, choose_path: Callable[[QWidget, str], Path | None] = ask_where) -> None:
        super().__init__(_TITLES[Step.PROFILE], width=640)
        self._step = Step.PROFILE
        self._shown: Step | None = None
        self.trail = ProgressTrail(STEP_NAMES)
        self._problem = Banner()
        self.profile = ProfileStep()
        self.structure = StructureStep()
        self.agent = AgentStep()
        self.passphrase = PassphraseStep()
        self.sheet = RecoveryView(choose_path=choose_path)
        self.check = RecoveryCheck()
        self._done = body(
            "Le coffre est créé et la feuille est vérifiée. Rangez-la sous clé, loin de "
            "l’ordinateur. Les prochaines fois, Passerelle demandera votre phrase de passe."
        )
        self.next_button = primary("&Suivant", icon="suite", name="next")
        self.back_button = secondary("&Retour", icon="retour", name="back")
        self.restore_button = link("&Restaurer une sauvegarde…", name="restoreFromFirstRun")
        self._connect()
        buttons = row(gap=Space.M)
        buttons.addWidget(self.back_button)
        buttons.addWidget(self.restore_button)
        buttons.addStretch(1)
        buttons.addWidget(self.next_button)
        for part in (self.trail, self._problem, *self._parts().values()):
            self.body.addWidget(part)
        self.body.addLayout(buttons)

    def show_state(self, state: FirstRunState) -> None:
        """Show `state` and nothing else."""
        self._step = state.step
        self.set_heading(_TITLES[state.step])
        self.trail.show_step(_TRAIL.get(state.step, int(state.step)))
        self._problem.say(Tone.DANGER, state.problem)
        self.profile.show_state(state)
        self.structure.show_state(state)
        self.agent.show_state(state)
        self.passphrase.show_state(state)
        self.sheet.show_sheet(state.sheet_number, state.groups, state.form.structure_name)
        self.check.ask(state.asked)
        self._show_part(state.step)
        self.next_button.setText(_NEXT.get(state.step, "&Suivant"))
        self.back_button.setVisible(state.step not in (Step.PROFILE, Step.SHEET, Step.DONE))
        self.restore_button.setVisible(state.step is Step.PROFILE)
        self._parts()[state.step].setEnabled(not state.working)
        self.next_button.setEnabled(not state.working)
        if state.working:
            self.busy.start(state.working)
        else:
            self.busy.stop()
        if state.step is not self._shown:
            self._shown = state.step
            self.to_top()
            self.take_focus()
        elif state.mistakes:
            self._focus_first_mistake()

    def show_key(self, key: KeyEntry | None, mistake: str) -> None:
        """Show the structure's key that was read, or why the file holds none."""
        self.structure.key.show_key(key, mistake)

    def show_strength(self, strength: Strength | None) -> None:
        """Show the estimate of the passphrase."""
        self.passphrase.meter.show_strength(strength)

    def forget_secrets(self) -> None:
        """Empty every field that holds a secret."""
        self.passphrase.clear()

    def _parts(self) -> dict[Step, QWidget]:
        return {
            Step.PROFILE: self.profile,
            Step.STRUCTURE: self.structure,
            Step.AGENT: self.agent,
            Step.PASSPHRASE: self.passphrase,
            Step.SHEET: self.sheet,
            Step.CHECK: self.check,
            Step.DONE: self._done,
        }

    def _show_part(self, step: Step) -> None:
        for its_step, part in self._parts().items():
            part.setVisible(its_step is step)
        focus: dict[Step, QWidget] = {
            Step.PROFILE: self.profile.choices,
            Step.STRUCTURE: self.structure.name.line,
            Step.AGENT: self.agent.prenom.line,
            Step.PASSPHRASE: self.passphrase.first.line,
            Step.SHEET: self.sheet.print_button,
        }
        if step is Step.CHECK and self.check.fields:
            focus[step] = self.check.fields[0].line
        self.set_first_focus(focus.get(step, self.next_button))

    def _focus_first_mistake(self) -> None:
        for field in self._parts()[self._step].findChildren(FormField):
            if field.error:
                field.editor.setFocus()
                return

    def _connect(self) -> None:
        self.next_button.clicked.connect(self._next)
        self.back_button.clicked.connect(self.back_asked)
        self.restore_button.clicked.connect(self.restore_asked)
        for step in (self.profile, self.structure, self.agent, self.passphrase):
            step.submitted.connect(self._next)
        self.passphrase.changed.connect(self.estimate_asked)
        self.check.submitted.connect(self.check_asked)

    def _next(self) -> None:
        match self._step:
            case Step.PASSPHRASE:
                first, second = self.passphrase.first, self.passphrase.second
                self.passphrase_chosen.emit(first.passphrase(), second.passphrase())
            case Step.SHEET:
                self.sheet_kept.emit()
            case Step.CHECK:
                self.check.submit()
            case Step.DONE:
                self.finish_asked.emit()
            case _:
                self.submitted.emit(form_of(self.profile, self.structure, self.agent))
