"""Parts of the tab of colleagues: the roles of one of them, and the form for one more."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal

from app.ui.pages.reglages.state import AgentLine, NewColleague, RoleEntry
from app.ui.theme.tokens import Space
from app.ui.widgets.buttons import primary, secondary
from app.ui.widgets.card import Card
from app.ui.widgets.choice_list import Choice, ChoiceList
from app.ui.widgets.flow import flow
from app.ui.widgets.form_field import LineField
from app.ui.widgets.labels import strong
from app.ui.widgets.layouts import row
from app.ui.widgets.passphrase_field import PassphraseField
from app.ui.widgets.strength_meter import StrengthMeter


def role_choices(roles: Sequence[RoleEntry]) -> list[Choice]:
    """Return the roles as answers."""
    return [Choice(role.code, role.label, role.explanation) for role in roles]


class RolesCard(Card):
    """Asks which roles a colleague holds.

    Signals:
        kept: his id and the codes of his roles.
        left: nothing is changed.
    """

    kept = Signal(str, object)
    left = Signal()

    def __init__(self) -> None:
        super().__init__("Rôles")
        self.agent_id = ""
        self.held: tuple[str, ...] = ()
        self.whose = strong("")
        self.whose.setObjectName("whoseRoles")
        self.choices = ChoiceList("Rôles")
        self.choices.setObjectName("rolesOfAgent")
        self.keep_button = primary("Enregistrer ces &rôles", icon="fait", name="keepRoles")
        self.leave_button = secondary("Ne rien changer", name="leaveRoles")
        self.keep_button.clicked.connect(self._keep)
        self.leave_button.clicked.connect(self.left)
        self.choices.submitted.connect(self._keep)
        self.body.addWidget(self.whose)
        self.body.addWidget(self.choices)
        buttons = flow()
        buttons.addWidget(self.keep_button)
        buttons.addWidget(self.leave_button)
        self.body.addLayout(buttons)

    def show_roles(self, agent: AgentLine, roles: Sequence[RoleEntry]) -> None:
        """Show the roles of an agent, and put the focus on the first."""
        self.agent_id, self.held = agent.id, agent.roles
        self.whose.setText(f"Que peut faire {agent.name} sur ce poste\u00a0?")
        self.choices.setAccessibleName(self.whose.text())
        self.choices.show_choices(
            role_choices(roles), multiple=True, selected=agent.roles, keys=False
        )
        self.show()
        self.choices.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def is_begun(self) -> bool:
        """Tell whether other roles are picked than those that he holds."""
        return not self.isHidden() and set(self.choices.selected()) != set(self.held)

    def follow(self, agents: Sequence[AgentLine]) -> None:
        """Go once the roles in question are no longer those that were shown."""
        if all((one.id, one.roles) != (self.agent_id, self.held) for one in agents):
            self.hide()

    def _keep(self) -> None:
        self.kept.emit(self.agent_id, self.choices.selected())


class ColleagueForm(Card):
    """Asks who comes, with which roles; he types his passphrase himself.

    Signals:
        add_asked: a `NewColleague`, the passphrase and the passphrase again.
        estimate_asked: the passphrase as it is being typed.
    """

    add_asked = Signal(object, str, str)
    estimate_asked = Signal(str)

    def __init__(self) -> None:
        super().__init__(
            "Ajouter un collègue",
            about="Il écrit lui-même sa phrase de passe\u00a0: elle ouvre les dossiers à son nom.",
        )
        self._roles: tuple[RoleEntry, ...] = ()
        self.prenom = LineField("&Prénom", name="newPrenom")
        self.nom = LineField("&Nom", name="newNom")
        self.fonction = LineField("&Fonction", name="newFonction", optional=True)
        self._asks = strong("Ses rôles sur ce poste")
        self.roles = ChoiceList("Ses rôles sur ce poste")
        self.roles.setObjectName("newRoles")
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
        self.body.addLayout(names)
        for part in (
            self.fonction, self._asks, self.roles, self.first, self.meter, self.second,
        ):  # fmt: skip
            self.body.addWidget(part)
        buttons = flow()
        buttons.addWidget(self.add_button)
        self.body.addLayout(buttons)

    def show_roles(self, roles: tuple[RoleEntry, ...]) -> None:
        """Offer the roles of the convention; the first that is not the référent's is picked."""
        if roles != self._roles:
            self._roles = roles
            self._pick_usual()

    @property
    def is_begun(self) -> bool:
        """Tell whether somebody is half typed."""
        names = (self.prenom.text(), self.nom.text(), self.fonction.text())
        return any((*names, self.first.passphrase(), self.second.passphrase()))

    def clear(self) -> None:
        """Empty the form."""
        for field in (self.prenom, self.nom, self.fonction):
            field.set_text("")
        self.first.clear()
        self.second.clear()
        self.meter.show_strength(None)
        self._pick_usual()

    def _pick_usual(self) -> None:
        usual = [role.code for role in self._roles if role.code != "referent"][:1]
        self.roles.show_choices(
            role_choices(self._roles), multiple=True, selected=usual, keys=False
        )

    def _first_changed(self) -> None:
        self.estimate_asked.emit(self.first.passphrase())

    def _add(self) -> None:
        colleague = NewColleague(
            prenom=self.prenom.text(),
            nom=self.nom.text(),
            fonction=self.fonction.text(),
            roles=self.roles.selected(),
        )
        self.add_asked.emit(colleague, self.first.passphrase(), self.second.passphrase())
