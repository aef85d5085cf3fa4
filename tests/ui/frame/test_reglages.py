from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from app.storage.vault.failures import LastAgentError, WrongPassphraseError
from app.sync.gateway import GatewayError
from app.sync.outcomes import Outcome
from app.ui.pages.reglages.state import (
    AboutLine,
    AgentLine,
    DeviceWords,
    NewColleague,
    Powers,
    RoleEntry,
)
from app.ui.pages.reglages.wiring import create_reglages
from app.ui.presenting import Sheet, Strength
from app.ui.shell.window import MainWindow
from app.ui.tasks import InlineRunner
from app.ui.theme.current import ThemeManager
from app.ui.theme.tokens import Scheme
from app.ui.widgets.confirm_dialog import ConfirmDialog
from app.usecases.laptop.habilitations import LastReferentError
from tests.screens import settle
from tests.ui.frame.fakes import EasyStrength, PaperSheet
from tests.ui.screens_frame import workspace

OLD = "l’ancienne phrase"
GOOD = "quatre canards traversent tranquillement"
ROLES = (
    RoleEntry(code="referent", label="Référent", explanation="Répond de ce poste."),
    RoleEntry(code="prescripteur", label="Prescripteur", explanation="Reçoit et prescrit."),
    RoleEntry(code="operateur", label="Opérateur", explanation="Assure les accompagnements."),
)


@dataclass
class _Program:
    """A laptop with two agents, that does what Réglages asks."""

    people: list[AgentLine] = field(
        default_factory=lambda: [
            AgentLine(id="a1", name="Camille Exemple", me=True, roles=("referent", "prescripteur")),
            AgentLine(id="a2", name="Dominique Fictif", roles=("prescripteur",)),
        ]
    )
    passphrase: str = OLD
    minutes: int = 10
    longest: int = 0
    checked: bool = False
    state: DeviceWords = field(default_factory=DeviceWords)
    allowed: Powers = field(default_factory=Powers)

    def agents(self) -> Sequence[AgentLine]:
        return list(self.people)

    def roles(self) -> Sequence[RoleEntry]:
        return ROLES

    def powers(self) -> Powers:
        return self.allowed

    def add_agent(self, colleague: NewColleague, passphrase: str) -> None:
        assert passphrase == GOOD
        name = f"{colleague.prenom} {colleague.nom}"
        line = AgentLine(id="a3", name=name, fonction=colleague.fonction, roles=colleague.roles)
        self.people.append(line)

    def assign_roles(self, agent_id: str, roles: Sequence[str]) -> None:
        if "referent" not in roles and agent_id == "a1":
            raise LastReferentError
        self.people = [
            replace(one, roles=tuple(roles)) if one.id == agent_id else one for one in self.people
        ]

    def remove_agent(self, agent_id: str) -> None:
        if len(self.people) == 1:
            raise LastAgentError
        self.people = [agent for agent in self.people if agent.id != agent_id]

    def change_passphrase(self, current: str, passphrase: str) -> None:
        if current != self.passphrase:
            raise WrongPassphraseError
        self.passphrase = passphrase

    def new_sheet(self) -> Sheet:
        return PaperSheet(sheet=2)

    def sheet_checked(self) -> None:
        self.checked = True

    def device(self) -> DeviceWords:
        return self.state

    def activate(self, address: str, code: str) -> DeviceWords:
        if code != "BON CODE":
            raise GatewayError(Outcome.CODE_EXPIRE)
        self.state = DeviceWords(active=True, service="Département", address=address)
        return self.state

    def idle_minutes(self) -> int:
        return self.minutes

    def longest_idle_minutes(self) -> int:
        return self.longest

    def keep_idle_minutes(self, minutes: int) -> None:
        self.minutes = minutes

    def about(self) -> Sequence[AboutLine]:
        return [AboutLine(label="Version", value="0.1.0")]

    def estimate(self, passphrase: str, names: Sequence[str]) -> Strength:
        assert passphrase
        assert "Camille Exemple" in names
        return EasyStrength()


@dataclass
class Room:
    """The page in its window, with the program behind it."""

    window: MainWindow
    themes: ThemeManager
    program: _Program = field(default_factory=_Program)
    idle: list[int] = field(default_factory=list[int])

    def __post_init__(self) -> None:
        self.page = create_reglages(
            (InlineRunner(), InlineRunner()),
            self.program,
            self.themes,
            structure="CCAS d’Illustration",
            idle_changed=self.idle.append,
        )
        workspace(self.window, self.page).go_to("reglages")

    def said(self) -> str:
        return self.page.banner.text


@pytest.fixture
def room(window: MainWindow, themes: ThemeManager) -> Room:
    return Room(window, themes)


def test_a_colleague_is_added_with_a_passphrase_of_his_own(room: Room, qtbot: QtBot) -> None:
    agents = room.page.agents.form
    qtbot.keyClicks(agents.prenom.line, "Sacha")
    agents.add_button.click()
    assert room.said() == "Le prénom et le nom du collègue sont nécessaires."
    qtbot.keyClicks(agents.nom.line, "Imaginaire")
    qtbot.keyClicks(agents.first.line, GOOD)
    agents.add_button.click()
    assert agents.second.error == "Les deux phrases ne sont pas les mêmes."
    assert room.page.security.second.error == ""
    qtbot.keyClicks(agents.second.line, GOOD)
    agents.add_button.click()
    assert [agent.name for agent in room.program.people][-1] == "Sacha Imaginaire"
    assert room.said().startswith("C’est fait")
    assert agents.first.passphrase() == "", "no secret stays on screen"
    assert room.page.agents.findChild(QPushButton, "remove-a3") is not None
    assert room.program.people[-1].roles == ("prescripteur",)


def test_a_colleague_is_withdrawn_only_after_a_question(room: Room, qtbot: QtBot) -> None:
    room.page.tabs.show_part(room.page.agents)
    button = room.page.agents.findChild(QPushButton, "remove-a2")
    assert isinstance(button, QPushButton)
    assert button.accessibleName() == "Retirer Dominique Fictif"
    button.click()
    dialog = room.window.findChild(ConfirmDialog)
    assert isinstance(dialog, ConfirmDialog)
    assert len(room.program.people) == 2
    dialog.confirm_button.click()
    assert [agent.id for agent in room.program.people] == ["a1"]
    qtbot.waitUntil(lambda: room.page.agents.findChild(QPushButton, "remove-a2") is None)


def test_the_referent_changes_the_roles_of_a_colleague(room: Room) -> None:
    agents = room.page.agents
    room.page.tabs.show_part(agents)
    change = agents.findChild(QPushButton, "roles-a2")
    assert isinstance(change, QPushButton)
    assert change.accessibleName() == "Rôles de Dominique Fictif"
    change.click()
    card = agents.roles_card
    assert card.whose.text() == "Que peut faire Dominique Fictif sur ce poste\u00a0?"
    assert card.choices.selected() == ("prescripteur",)
    assert card.choices.press_key("3")
    card.keep_button.click()
    assert room.program.people[1].roles == ("prescripteur", "operateur")
    assert room.said() == "C’est fait\u00a0: les rôles valent dès maintenant."
    assert card.isHidden()
    focus = room.window.focusWidget()
    assert focus is not None
    assert focus.objectName() == "roles-a2"


def test_a_refused_change_of_roles_leaves_the_question_open(room: Room) -> None:
    agents = room.page.agents
    room.page.tabs.show_part(agents)
    change = agents.findChild(QPushButton, "roles-a1")
    assert isinstance(change, QPushButton)
    change.click()
    assert agents.roles_card.choices.press_key("1")
    agents.roles_card.keep_button.click()
    assert room.said().startswith("C’est le dernier référent de ce poste.")
    assert not agents.roles_card.isHidden()
    agents.roles_card.leave_button.click()
    assert agents.roles_card.isHidden()
    assert room.program.people[0].roles == ("referent", "prescripteur")


def test_whoever_is_not_the_referent_sees_the_roles_and_whom_to_ask(
    room: Room, qtbot: QtBot
) -> None:
    room.program.allowed = Powers(agents=False, keys=False, referents="Camille Exemple")
    room.page.stale.emit()
    agents = room.page.agents
    room.page.tabs.show_part(agents)
    assert agents.form.isHidden()
    qtbot.waitUntil(lambda: not agents.findChildren(QPushButton, "roles-a2"))
    said = agents.findChild(QLabel, "whomToAsk")
    assert isinstance(said, QLabel)
    assert said.text().endswith(": Camille Exemple.")
    assert room.page.security.sheet_button.isHidden()


def remove(room: Room, name: str, qtbot: QtBot) -> None:
    settle()  # the list before this one is gone
    button = room.page.agents.findChild(QPushButton, name)
    assert isinstance(button, QPushButton)
    button.setFocus()
    button.click()
    dialog = room.window.findChild(ConfirmDialog)
    assert isinstance(dialog, ConfirmDialog)
    dialog.confirm_button.click()
    qtbot.waitUntil(lambda: room.page.agents.findChild(QPushButton, name) is None)


def test_after_a_removal_the_focus_is_on_the_next_colleague_then_on_the_addition(
    room: Room, qtbot: QtBot
) -> None:
    room.window.activateWindow()
    room.page.tabs.show_part(room.page.agents)
    qtbot.keyClicks(room.page.agents.form.prenom.line, "Sacha")
    qtbot.keyClicks(room.page.agents.form.nom.line, "Imaginaire")
    for place in (room.page.agents.form.first, room.page.agents.form.second):
        qtbot.keyClicks(place.line, GOOD)
    room.page.agents.form.add_button.setFocus()
    qtbot.keyClick(room.page.agents.form.add_button, Qt.Key.Key_Return)
    assert room.window.focusWidget() is room.page.agents.form.add_button, "not sent away either"
    remove(room, "remove-a2", qtbot)
    assert room.window.focusWidget().objectName() == "remove-a3"
    remove(room, "remove-a3", qtbot)
    assert room.window.focusWidget() is room.page.agents.form.add_button


def test_oneself_cannot_be_withdrawn(room: Room) -> None:
    assert room.page.agents.findChild(QPushButton, "remove-a1") is None


def test_a_wrong_current_passphrase_changes_nothing(room: Room, qtbot: QtBot) -> None:
    security = room.page.security
    qtbot.keyClicks(security.current.line, "fausse")
    qtbot.keyClicks(security.first.line, GOOD)
    qtbot.keyClicks(security.second.line, GOOD)
    security.change_button.click()
    assert room.program.passphrase == OLD
    assert room.said().startswith("Ce n’est pas la bonne phrase de passe.")
    security.current.line.setText(OLD)
    qtbot.keyClick(security.second.line, Qt.Key.Key_Return)
    assert room.program.passphrase == GOOD
    assert security.current.passphrase() == ""


def test_a_new_sheet_is_asked_for_shown_and_checked(room: Room) -> None:
    security = room.page.security
    room.page.tabs.show_part(security)
    security.sheet_button.click()
    dialog = room.window.findChild(ConfirmDialog)
    assert isinstance(dialog, ConfirmDialog)
    assert not security.sheet.isVisible()
    dialog.confirm_button.click()
    assert security.sheet.isVisible()
    settle()
    assert room.window.focusWidget() is security.kept_button
    assert not security.kept_button.visibleRegion().isEmpty()
    first = security.sheet.findChild(QLabel, "group-1")
    assert isinstance(first, QLabel)
    assert not first.visibleRegion().isEmpty(), "the whole sheet can be read"
    security.kept_button.click()
    settle()
    assert room.window.focusWidget() is security.check.fields[0].line
    groups = PaperSheet().groups
    for field_asked in security.check.fields:
        number = int(field_asked.line.accessibleName().removeprefix("Groupe "))
        field_asked.set_text(groups[number - 1])
    security.check_button.click()
    assert room.program.checked
    assert not security.check.isVisible()
    assert not security.sheet.isVisible()


def test_the_idle_time_is_kept_and_followed_at_once(room: Room) -> None:
    room.page.tabs.show_part(room.page.security)
    row = room.page.security.idle.findChild(QPushButton, "choice-30")
    assert row is None, "the answers are radio buttons"
    assert room.page.security.idle.selected() == ("10",)
    room.page.security.idle_chosen.emit(30)
    assert (room.program.minutes, room.idle) == (30, [30])
    assert room.page.security.idle.selected() == ("30",)


def test_a_code_too_old_is_said_and_a_good_one_activates(room: Room) -> None:
    departement = room.page.departement
    departement.activate_button.click()
    assert room.said() == "Il faut l’adresse du service et le code d’activation."
    departement.address.set_text("https://pass.example")
    departement.code.set_text("VIEUX")
    departement.activate_button.click()
    assert room.said().startswith("Ce code d’activation n’est plus valable. Rien n’a changé")
    departement.code.set_text("BON CODE")
    departement.activate_button.click()
    assert room.program.state.active
    assert departement.code.text() == ""


@pytest.mark.long
def test_the_appearance_is_seen_at_once_and_follows_the_keyboard(room: Room) -> None:
    assert room.page.appearance.schemes.press_key("2") is True
    assert room.themes.appearance.scheme is Scheme.DARK
    room.themes.zoom_in()
    assert room.page.appearance.sizes.selected() == ("110",)
