"""The page that recovers with the structure's key, before any session."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from app.ui.dossiers.facts import Facts
from app.ui.dossiers.words import Fact
from app.ui.pages.recuperation.state import RecuperationState
from app.ui.presenting import Strength
from app.ui.theme.tokens import Space
from app.ui.widgets.banner import Banner
from app.ui.widgets.buttons import primary, secondary
from app.ui.widgets.choice_list import Choice, ChoiceList
from app.ui.widgets.flow import flow
from app.ui.widgets.gate import Gate
from app.ui.widgets.labels import Text, TextRole, body, strong
from app.ui.widgets.passphrase_field import PassphraseField
from app.ui.widgets.strength_meter import StrengthMeter
from app.ui.widgets.tones import Tone

KIND = "Clé de structure (*.cle-privee)"


class RecuperationPage(Gate):
    """Shows a `RecuperationState`.

    Signals:
        agent_selected: the id of who gets a new passphrase.
        file_chosen: the `Path` of the structure's private key.
        recover_asked: the key's passphrase, the new one and the new one again.
        estimate_asked: the new passphrase as it is being typed.
        leave_asked: back to the ordinary gate.
    """

    agent_selected = Signal(str)
    file_chosen = Signal(object)
    recover_asked = Signal(str, str, str)
    estimate_asked = Signal(str)
    leave_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Clé de la structure", width=600, parent=parent)
        self._about = body(
            "La personne qui garde la clé de la structure apporte son fichier et en écrit la "
            "phrase de passe. Vous choisissez ensuite votre nouvelle phrase de passe."
        )
        self._problem = Banner()
        self._who = strong("Qui êtes-vous\u00a0?")
        self._agents = ChoiceList("Qui êtes-vous\u00a0?")
        self._agents.setObjectName("recoveredAgents")
        self._agents.answered.connect(self._picked)
        self._facts = Facts("Clé de la structure", labels=170)
        self.file_button = secondary("Choisir le &fichier…", name="structureFile")
        self.file_button.clicked.connect(self._choose)
        self._file_mistake = Text("", TextRole.ERROR)
        self._file_mistake.setObjectName("structureFileMistake")
        self.secret = PassphraseField("Phrase de passe de la &clé", name="structureSecret")
        self.first = PassphraseField("Votre &nouvelle phrase de passe", name="newPassphrase")
        self.second = PassphraseField("La même, &encore une fois", name="newPassphraseAgain")
        self.meter = StrengthMeter()
        self.first.changed.connect(self._changed)
        self.second.submitted.connect(self._recover)
        self.recover_button = primary(
            "&Ouvrir et changer ma phrase", icon="deverrouille", name="structureRecover"
        )
        self.recover_button.clicked.connect(self._recover)
        self.leave_button = secondary("&Retour", icon="retour", name="structureLeave")
        self.leave_button.clicked.connect(self.leave_asked)
        self._build()
        self.set_first_focus(self.file_button)

    def show_state(self, state: RecuperationState) -> None:
        """Show `state` and nothing else."""
        self._problem.say(Tone.DANGER, state.problem)
        choices = [Choice(agent.id, agent.name) for agent in state.agents]
        self._agents.show_choices(choices, selected=[state.selected], keys=False)
        self._who.setVisible(len(choices) > 1)
        self._agents.setVisible(len(choices) > 1)
        facts = [Fact("Empreinte attendue", state.expected)]
        if state.file is not None:
            facts.append(Fact("Fichier", state.file.name))
        if state.found:
            facts.append(Fact("Empreinte du fichier", state.found))
        self._facts.show_facts(facts)
        wrong = state.mistakes
        self._file_mistake.setText(wrong.get("file", ""))
        self._file_mistake.setVisible("file" in wrong)
        fields = {"secret": self.secret, "first": self.first, "second": self.second}
        for name, field in fields.items():
            field.set_error(wrong.get(name, ""))
        parts = (self._agents, self.file_button, *fields.values(), self.recover_button)
        for part in (*parts, self.leave_button):
            part.setEnabled(not state.working)
        if state.working:
            self.busy.start(state.working)
        else:
            self.busy.stop()
        self._to_mistake(wrong, fields)

    def show_strength(self, strength: Strength | None) -> None:
        """Show the estimate of the new passphrase."""
        self.meter.show_strength(strength)

    def forget_secrets(self) -> None:
        """Empty every field that holds a secret."""
        for field in (self.secret, self.first, self.second):
            field.clear()
        self.meter.show_strength(None)

    def _build(self) -> None:
        file = flow()
        file.addWidget(self.file_button)
        above: tuple[QWidget, ...] = (
            self._about, self._problem, self._who, self._agents, self._facts,
        )  # fmt: skip
        for part in above:
            self.body.addWidget(part)
        self.body.addLayout(file)
        below: tuple[QWidget, ...] = (
            self._file_mistake, self.secret, self.first, self.meter, self.second,
        )  # fmt: skip
        for part in below:
            self.body.addWidget(part)
        buttons = flow(gap=Space.M)
        buttons.addWidget(self.recover_button)
        buttons.addWidget(self.leave_button)
        self.body.addLayout(buttons)

    def _to_mistake(self, wrong: dict[str, str], fields: dict[str, PassphraseField]) -> None:
        if "file" in wrong:
            self.file_button.setFocus()
            return
        for name, field in fields.items():
            if name in wrong:
                field.line.setFocus()
                return

    def _picked(self, codes: tuple[str, ...]) -> None:
        if codes:
            self.agent_selected.emit(codes[0])

    def _choose(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(self, "Choisir la clé de la structure", "", KIND)
        if chosen:
            self.file_chosen.emit(Path(chosen))
            self.secret.line.setFocus()

    def _changed(self) -> None:
        self.estimate_asked.emit(self.first.passphrase())

    def _recover(self) -> None:
        self.recover_asked.emit(
            self.secret.passphrase(), self.first.passphrase(), self.second.passphrase()
        )
