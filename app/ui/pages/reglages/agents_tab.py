"""Who may open this laptop."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from app.ui.pages.reglages.state import AgentLine, Form, ReglagesState
from app.ui.theme.tokens import Space
from app.ui.widgets.buttons import danger, primary
from app.ui.widgets.card import Card
from app.ui.widgets.confirm_dialog import Question, ask
from app.ui.widgets.flow import flow
from app.ui.widgets.form_field import LineField
from app.ui.widgets.labels import hint, separator, strong
from app.ui.widgets.layouts import clear, column, row
from app.ui.widgets.passphrase_field import PassphraseField
from app.ui.widgets.state_pill import StatePill
from app.ui.widgets.strength_meter import StrengthMeter
from app.ui.widgets.tones import Pill, Tone


class AgentsTab(QWidget):
    """The colleagues of this laptop, and a form for one more.

    Signals:
        add_asked: (prénom, nom, fonction), the passphrase and the passphrase again.
        remove_asked: the id of a colleague, confirmed.
        estimate_asked: the passphrase as it is being typed.
    """

    add_asked = Signal(object, str, str)
    remove_asked = Signal(str)
    estimate_asked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._shown: tuple[AgentLine, ...] = ()
        self._buttons: list[QWidget] = []
        self._lines = column(gap=Space.M)
        present = Card("Collègues de ce poste")
        present.body.addLayout(self._lines)
        layout = column(self)
        layout.addWidget(present)
        layout.addWidget(self._form())
        layout.addStretch(1)

    def show_state(self, state: ReglagesState) -> None:
        """Show who has access, and what is wrong in the form."""
        wrong_first, wrong_second = state.mistakes_in(Form.COLLEAGUE)
        self.first.set_error(wrong_first)
        self.second.set_error(wrong_second)
        if state.agents == self._shown:
            return
        self._shown = state.agents
        acted_on = self._focused_button()
        self._buttons = []
        clear(self._lines)
        for number, agent in enumerate(state.agents):
            if number:
                self._lines.addWidget(separator())
            line = self._line(agent)
            self._lines.addWidget(line)
            line.show()  # at once: its button may take the focus
        if acted_on is not None:
            places = (*self._buttons, self.add_button)
            places[min(acted_on, len(self._buttons))].setFocus(Qt.FocusReason.OtherFocusReason)

    def _focused_button(self) -> int | None:
        """Return the place of the « Retirer » that has the focus, None when none has it."""
        focus = self.window().focusWidget()
        return next((i for i, button in enumerate(self._buttons) if button is focus), None)

    def forget_secrets(self) -> None:
        """Empty the form."""
        for field in (self.prenom, self.nom, self.fonction):
            field.set_text("")
        self.first.clear()
        self.second.clear()
        self.meter.show_strength(None)

    def _line(self, agent: AgentLine) -> QWidget:
        line = QWidget()
        layout = row(line, gap=Space.M)
        words = column(gap=0)
        words.addWidget(strong(agent.name))
        if agent.fonction:
            words.addWidget(hint(agent.fonction))
        layout.addLayout(words, 1)
        if agent.me:
            layout.addWidget(StatePill(Pill("Vous", Tone.INFO)))
            return line
        button = danger("Retirer…", icon="retirer", name=f"remove-{agent.id}")
        button.setAccessibleName(f"Retirer {agent.name}")
        button.clicked.connect(lambda: self._ask_removal(agent))
        layout.addWidget(button)
        self._buttons.append(button)
        return line

    def _form(self) -> Card:
        card = Card(
            "Ajouter un collègue",
            about="Il écrit lui-même sa phrase de passe\u00a0: elle ouvre les dossiers à son nom.",
        )
        self.prenom = LineField("&Prénom", name="newPrenom")
        self.nom = LineField("&Nom", name="newNom")
        self.fonction = LineField("&Fonction", name="newFonction", optional=True)
        self.first = PassphraseField("Sa p&hrase de passe", name="colleaguePassphrase")
        self.second = PassphraseField("La même, &encore une fois", name="colleaguePassphraseAgain")
        self.meter = StrengthMeter()
        self.add_button = primary("&Ajouter ce collègue", icon="ajouter", name="addAgent")
        self.first.changed.connect(self._first_changed)
        self.second.submitted.connect(self._add)
        self.add_button.clicked.connect(self._add)
        names = row(gap=Space.L)
        names.addWidget(self.prenom, 1)
        names.addWidget(self.nom, 1)
        card.body.addLayout(names)
        for part in (self.fonction, self.first, self.meter, self.second):
            card.body.addWidget(part)
        buttons = flow()
        buttons.addWidget(self.add_button)
        card.body.addLayout(buttons)
        return card

    def _first_changed(self) -> None:
        self.estimate_asked.emit(self.first.passphrase())

    def _add(self) -> None:
        names = (self.prenom.text(), self.nom.text(), self.fonction.text())
        self.add_asked.emit(names, self.first.passphrase(), self.second.passphrase())

    def _ask_removal(self, agent: AgentLine) -> None:
        question = Question(
            title=f"Retirer l’accès de {agent.name}\u00a0?",
            text="Les clés du poste changent\u00a0: cette personne ne pourra plus l’ouvrir. Les "
            "dossiers qu’elle suivait restent. Cela prend quelques secondes.",
            confirm="Retirer l’accès",
            destructive=True,
        )
        ask(question, lambda: self.remove_asked.emit(agent.id), self)
