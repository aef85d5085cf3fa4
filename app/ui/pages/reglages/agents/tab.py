"""Who may open this laptop, and what each may do."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.ui.pages.reglages.agents.parts import ColleagueForm, RolesCard
from app.ui.pages.reglages.state import AgentLine, Form, ReglagesState, RoleEntry
from app.ui.theme.tokens import Space
from app.ui.widgets.buttons import danger, secondary
from app.ui.widgets.card import Card
from app.ui.widgets.confirm_dialog import Question, ask
from app.ui.widgets.labels import body, hint, separator, strong
from app.ui.widgets.layouts import clear, column, row
from app.ui.widgets.state_pill import StatePill
from app.ui.widgets.tones import Pill, Tone


class AgentsTab(QWidget):
    """The colleagues of this laptop with their roles, and a form for one more.

    Whoever is not the référent sees who has which role, and whom to ask.

    Signals:
        add_asked: a `NewColleague`, the passphrase and the passphrase again.
        remove_asked: the id of a colleague, confirmed.
        roles_asked: the id of an agent and the codes of his roles.
        estimate_asked: the passphrase as it is being typed.
    """

    add_asked = Signal(object, str, str)
    remove_asked = Signal(str)
    roles_asked = Signal(str, object)
    estimate_asked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._shown: tuple[object, ...] = ()
        self._buttons: list[QWidget] = []
        self._lines = column(gap=Space.M)
        present = Card("Collègues de ce poste")
        present.body.addLayout(self._lines)
        self._whom_to_ask = body("")
        self._whom_to_ask.setObjectName("whomToAsk")
        self.roles_card = RolesCard()
        self.roles_card.hide()
        self.roles_card.kept.connect(self._keep_roles)
        self.roles_card.left.connect(self._leave_roles)
        self.form = ColleagueForm()
        self.form.add_asked.connect(self.add_asked)
        self.form.estimate_asked.connect(self.estimate_asked)
        layout = column(self)
        for part in (present, self._whom_to_ask, self.roles_card, self.form):
            layout.addWidget(part)
        layout.addStretch(1)

    def show_state(self, state: ReglagesState) -> None:
        """Show who has access, and what is wrong in the form."""
        wrong_first, wrong_second = state.mistakes_in(Form.COLLEAGUE)
        self.form.first.set_error(wrong_first)
        self.form.second.set_error(wrong_second)
        self.form.show_roles(state.roles)
        self.form.setVisible(state.powers.agents)
        self._whom_to_ask.setText(
            f"Pour ajouter, retirer quelqu’un ou changer un rôle\u00a0: {state.powers.referents}."
        )
        self._whom_to_ask.setVisible(not state.powers.agents)
        shown = (state.agents, state.roles, state.powers.agents)
        if shown == self._shown:
            return
        self._shown = shown
        self.roles_card.follow(state.agents)
        acted_on = self._focused_button()
        focus: QWidget | None = self.window().focusWidget()
        named = focus.objectName() if focus else ""
        self._buttons = []
        clear(self._lines)
        for number, agent in enumerate(state.agents):
            if number:
                self._lines.addWidget(separator())
            line = self._line(agent, state)
            self._lines.addWidget(line)
            line.show()  # at once: its button may take the focus
        if acted_on is not None:
            places = (*self._buttons, self.form.add_button)
            places[min(acted_on, len(self._buttons))].setFocus(Qt.FocusReason.OtherFocusReason)
        elif named.startswith("roles-"):
            self._to_roles_button(named.removeprefix("roles-"))

    @property
    def is_begun(self) -> bool:
        """Tell whether a colleague is half typed, or roles were picked and not kept."""
        return self.form.is_begun or self.roles_card.is_begun

    def forget_secrets(self) -> None:
        """Empty the form."""
        self.form.clear()

    def _focused_button(self) -> int | None:
        """Return the place of the « Retirer » that has the focus, None when none has it."""
        focus = self.window().focusWidget()
        return next((i for i, button in enumerate(self._buttons) if button is focus), None)

    def _line(self, agent: AgentLine, state: ReglagesState) -> QWidget:
        line = QWidget()
        layout = row(line, gap=Space.M)
        words = column(gap=0)
        words.addWidget(strong(agent.name))
        labels = [role.label for role in state.roles if role.code in agent.roles]
        about = " · ".join(part for part in (agent.fonction, ", ".join(labels)) if part)
        if about:
            words.addWidget(hint(about))
        layout.addLayout(words, 1)
        if agent.me:
            layout.addWidget(StatePill(Pill("Vous", Tone.INFO)))
        if state.powers.agents:
            self._add_buttons(layout, agent, state.roles)
        return line

    def _add_buttons(
        self, layout: QHBoxLayout, agent: AgentLine, roles: tuple[RoleEntry, ...]
    ) -> None:
        change = secondary("Rôles…", name=f"roles-{agent.id}")
        change.setAccessibleName(f"Rôles de {agent.name}")
        change.clicked.connect(lambda: self.roles_card.show_roles(agent, roles))
        layout.addWidget(change)
        if agent.me:
            return
        button = danger("Retirer…", icon="retirer", name=f"remove-{agent.id}")
        button.setAccessibleName(f"Retirer {agent.name}")
        button.clicked.connect(lambda: self._ask_removal(agent))
        layout.addWidget(button)
        self._buttons.append(button)

    def _keep_roles(self, agent_id: str, roles: tuple[str, ...]) -> None:
        self._to_roles_button(agent_id)
        if roles == self.roles_card.held:
            self.roles_card.hide()
        else:
            self.roles_asked.emit(agent_id, roles)

    def _leave_roles(self) -> None:
        self._to_roles_button(self.roles_card.agent_id)
        self.roles_card.hide()

    def _to_roles_button(self, agent_id: str) -> None:
        button = self.findChild(QWidget, f"roles-{agent_id}")
        if button is not None:
            button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _ask_removal(self, agent: AgentLine) -> None:
        question = Question(
            title=f"Retirer l’accès de {agent.name}\u00a0?",
            text="Les clés du poste changent\u00a0: cette personne ne pourra plus l’ouvrir. Les "
            "dossiers qu’elle suivait restent. Cela prend quelques secondes.",
            confirm="Retirer l’accès",
            destructive=True,
        )
        ask(question, lambda: self.remove_asked.emit(agent.id), self)
