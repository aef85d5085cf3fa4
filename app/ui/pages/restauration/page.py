"""The page that restores a backup, before any session."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget

from app.ui.dossiers.facts import Facts, points
from app.ui.pages.restauration.state import RestoreState, Step
from app.ui.theme.tokens import Space
from app.ui.widgets.banner import Banner
from app.ui.widgets.buttons import link, primary, secondary
from app.ui.widgets.choice_list import Choice, ChoiceList
from app.ui.widgets.flow import flow
from app.ui.widgets.gate import Gate
from app.ui.widgets.labels import body, strong
from app.ui.widgets.passphrase_field import PassphraseField
from app.ui.widgets.tones import Tone

_TITLES = {
    Step.CHOOSE: "Restaurer une sauvegarde",
    Step.OPEN: "Ouvrir la sauvegarde",
    Step.LOOK: "Ce qui va être restauré",
}
_ABOUT = {
    Step.CHOOSE: "Branchez la clé. Rien n’est changé sur ce poste avant votre accord.",
    Step.OPEN: "Avec la phrase de passe du jour de la sauvegarde. Les dossiers effacés depuis "
    "sont effacés de nouveau.",
    Step.LOOK: "La sauvegarde est ouverte et vérifiée. Rien n’est encore changé sur ce poste.",
}
_NONE_FOUND = (
    "Aucune sauvegarde n’est connue de ce poste. Branchez la clé, puis choisissez le fichier\u00a0:"
    " son nom finit par «\u00a0.sauvegarde\u00a0»."
)
_NEXT = {Step.CHOOSE: "&Continuer", Step.OPEN: "&Ouvrir", Step.LOOK: "&Restaurer maintenant"}
_KIND = "Sauvegarde de Passerelle (*.sauvegarde)"


class RestaurationPage(Gate):
    """Shows a `RestoreState`.

    Signals:
        selected: the code of the entry that was picked.
        file_chosen: a `Path`.
        go_on_asked: the secret that was typed, empty where none is asked.
        back_asked: back to the choice of a file.
        leave_asked: back to where one came from.
        cancel_asked: stop what is under way.
    """

    selected = Signal(str)
    file_chosen = Signal(object)
    go_on_asked = Signal(str)
    back_asked = Signal()
    leave_asked = Signal()
    cancel_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_TITLES[Step.CHOOSE], width=600, parent=parent)
        self._shown: Step | None = None
        self._about = body("")
        self._problem = Banner()
        self._facts = Facts("Sauvegarde", labels=170)
        self._who = strong("Qui l’ouvre\u00a0?")
        self._entries = ChoiceList("Sauvegardes")
        self._entries.setObjectName("restoreEntries")
        self._entries.answered.connect(self._picked)
        self._entries.submitted.connect(self._entered)
        self.secret = PassphraseField(
            "&Phrase de passe, ou clé de la feuille", name="restoreSecret"
        )
        self.secret.submitted.connect(self._go_on)
        self._warnings = points(())
        self._warnings.setObjectName("restoreWarnings")
        for part in (
            self._about, self._problem, self._facts, self._who, self._entries, self.secret,
            self._warnings,
        ):  # fmt: skip
            self.body.addWidget(part)
        self._add_buttons()
        self.busy.cancel_asked.connect(self.cancel_asked)

    def show_state(self, state: RestoreState) -> None:
        """Show `state` and nothing else."""
        step = state.step
        self.set_heading(_TITLES[step])
        unknown = step is Step.CHOOSE and not state.entries
        self._about.setText(_NONE_FOUND if unknown else _ABOUT[step])
        self._problem.say(Tone.DANGER, state.problem)
        self._facts.show_facts(state.facts)
        self._facts.setVisible(bool(state.facts))
        choices = [Choice(one.code, one.words, one.hint) for one in state.entries]
        self._entries.show_choices(choices, selected=[state.selected], keys=False)
        self._entries.setVisible(bool(choices))
        self._who.setVisible(step is Step.OPEN)
        self.secret.setVisible(step is Step.OPEN)
        self._warnings.setText("\n".join(f"•\u00a0{line}" for line in state.warnings))
        self._warnings.setVisible(bool(state.warnings))
        self._show_buttons(state)
        if state.working:
            self.busy.start(state.working, can_cancel=step is not Step.LOOK)
        else:
            self.busy.stop()
        if step is not self._shown or not (state.working or self._has_focus()):
            self._shown = step
            self._focus(state)

    def show_progress(self, words: str, done: int, total: int) -> None:
        """Show how far the reading is."""
        hundredths = done * 100 // total if total else 0
        self.busy.show_progress(words, hundredths, 100 if total else 0)

    def forget_secrets(self) -> None:
        """Empty the field that holds a secret."""
        self.secret.clear()

    def _add_buttons(self) -> None:
        self.next_button = primary("&Continuer", icon="suite", name="restoreNext")
        self.file_button = secondary("Choisir un &fichier…", name="restoreFile")
        self.back_button = secondary("Autre &sauvegarde", icon="retour", name="restoreBack")
        self.leave_button = link("&Annuler", name="restoreLeave")
        self.next_button.clicked.connect(self._go_on)
        self.file_button.clicked.connect(self._choose)
        self.back_button.clicked.connect(self.back_asked)
        self.leave_button.clicked.connect(self.leave_asked)
        buttons = flow(gap=Space.M)
        for button in (self.next_button, self.file_button, self.back_button, self.leave_button):
            buttons.addWidget(button)
        self.body.addLayout(buttons)

    def _show_buttons(self, state: RestoreState) -> None:
        step, free = state.step, not state.working
        self.next_button.setText(_NEXT[step])
        self.next_button.setVisible(step is not Step.CHOOSE or bool(state.entries))
        self.file_button.setVisible(step is Step.CHOOSE)
        self.back_button.setVisible(step is not Step.CHOOSE)
        parts = (self._entries, self.secret, self.next_button, self.file_button, self.back_button,
                 self.leave_button)  # fmt: skip
        for part in parts:
            part.setEnabled(free)

    def _focus(self, state: RestoreState) -> None:
        place: QWidget = self.next_button
        if state.step is Step.CHOOSE and not state.entries:
            place = self.file_button
        elif state.step is Step.OPEN and state.selected:
            place = self.secret.line
        elif state.step is Step.OPEN:
            place = self._entries
        self.set_first_focus(place)
        self.to_top()
        self.take_focus()

    def _has_focus(self) -> bool:
        focus = QApplication.focusWidget()
        return focus is not None and self.isAncestorOf(focus) and focus.isVisible()

    def _picked(self, codes: tuple[str, ...]) -> None:
        if codes:
            self.selected.emit(codes[0])

    def _entered(self) -> None:
        if self.secret.isVisible():
            self.secret.line.setFocus()
        else:
            self._go_on()

    def _go_on(self) -> None:
        self.go_on_asked.emit(self.secret.passphrase())

    def _choose(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(self, "Choisir une sauvegarde", "", _KIND)
        if chosen:
            self.file_chosen.emit(Path(chosen))
