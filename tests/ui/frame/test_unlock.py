import subprocess
import sys
from dataclasses import dataclass, field, replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.storage.vault.failures import DamagedVaultError, WrongPassphraseError
from app.ui.pages.unlock.page import UnlockPage
from app.ui.pages.unlock.presenter import (
    AgentEntry,
    UnlockPorts,
    UnlockPresenter,
    UnlockState,
    Way,
    first_state,
)
from app.ui.pages.unlock.wiring import create_unlock
from app.ui.presenting import Strength
from app.ui.shell.window import MainWindow
from app.ui.tasks import InlineRunner
from app.ui.waiting import wait_words
from tests.ui.frame.fakes import EasyStrength, HoldingRunner

CAMILLE = AgentEntry(id="a1", name="Camille Exemple")
DOMINIQUE = AgentEntry(id="a2", name="Dominique Fictif")
GOOD = "quatre canards traversent tranquillement"


@dataclass
class _View:
    shown: list[UnlockState] = field(default_factory=list[UnlockState])
    strengths: list[Strength | None] = field(default_factory=list["Strength | None"])
    asked_again: int = 0
    forgotten: int = 0

    def show_state(self, state: UnlockState) -> None:
        self.shown.append(state)

    def show_strength(self, strength: Strength | None) -> None:
        self.strengths.append(strength)

    def ask_again(self) -> None:
        self.asked_again += 1

    def forget_secrets(self) -> None:
        self.forgotten += 1


@dataclass
class _Vault:
    """One agent, one passphrase, one sheet."""

    opened: list[str] = field(default_factory=list[str])

    def unlock(self, agent_id: str, passphrase: str) -> str:
        if (agent_id, passphrase) != ("a1", GOOD):
            raise WrongPassphraseError
        return f"session of {agent_id}"

    def recover(self, sheet: str, agent_id: str, passphrase: str) -> str:
        return f"{sheet} {agent_id} {passphrase}"

    def ports(self) -> UnlockPorts[str]:
        return UnlockPorts(
            unlock=self.unlock,
            recover=self.recover,
            estimate=lambda _passphrase, _names: EasyStrength(),
            on_unlocked=self.opened.append,
        )


def _presenter(state: UnlockState) -> tuple[UnlockPresenter[str], _View, _Vault]:
    view, vault = _View(), _Vault()
    return UnlockPresenter(view, InlineRunner(), vault.ports(), state), view, vault


def test_the_only_agent_is_picked_and_two_are_asked() -> None:
    assert first_state([CAMILLE]).selected == "a1"
    assert first_state([CAMILLE, DOMINIQUE]).selected == ""
    assert first_state([CAMILLE, DOMINIQUE], last="a2").selected == "a2"
    assert first_state([CAMILLE, DOMINIQUE], last="gone").selected == ""


def test_the_right_passphrase_opens_and_leaves_no_secret_on_screen() -> None:
    presenter, view, vault = _presenter(first_state([CAMILLE]))
    presenter.open(GOOD)
    assert vault.opened == ["session of a1"]
    assert [state.working for state in view.shown] == [
        "",
        "Vérification de la phrase de passe…",
        "",
    ]
    assert view.forgotten == 1


def test_a_wrong_passphrase_says_so_loses_nothing_and_asks_again() -> None:
    presenter, view, vault = _presenter(first_state([CAMILLE]))
    presenter.open("quatre canards")
    assert vault.opened == []
    assert view.shown[-1].problem.startswith("Ce n’est pas la bonne phrase de passe.")
    assert view.shown[-1].selected == "a1"
    assert (view.asked_again, view.forgotten) == (1, 0)
    presenter.open(GOOD)
    assert vault.opened == ["session of a1"]
    assert view.shown[-1].problem == ""


def test_nobody_is_guessed() -> None:
    presenter, view, vault = _presenter(first_state([CAMILLE, DOMINIQUE]))
    presenter.open(GOOD)
    assert view.shown[-1].problem == "Choisissez d’abord votre nom."
    presenter.select_agent("a1")
    presenter.open(GOOD)
    assert vault.opened == ["session of a1"]


def test_a_second_press_while_one_is_tried_does_nothing() -> None:
    view, vault, runner = _View(), _Vault(), HoldingRunner()
    presenter = UnlockPresenter(view, runner, vault.ports(), first_state([CAMILLE]))
    presenter.open(GOOD)
    presenter.open(GOOD)
    assert runner.finish() == 1
    assert vault.opened == ["session of a1"]


def test_a_damaged_vault_is_said_from_the_beginning_and_nothing_can_be_tried() -> None:
    sentence = str(DamagedVaultError())
    presenter, view, vault = _presenter(first_state([], problem=sentence))
    presenter.open(GOOD)
    assert view.shown == [first_state([], problem=sentence)]
    assert not view.shown[0].can_open
    assert vault.opened == []


def test_a_bug_is_not_hidden() -> None:
    view, vault = _View(), _Vault()
    ports = vault.ports()
    broken = UnlockPorts[str](
        unlock=lambda _agent, _phrase: {"a": "b"}["c"],
        recover=None,
        estimate=ports.estimate,
        on_unlocked=ports.on_unlocked,
    )
    presenter = UnlockPresenter(view, InlineRunner(), broken, first_state([CAMILLE]))
    with pytest.raises(KeyError):
        presenter.open(GOOD)
    assert view.shown[-1].working == "", "the page is usable again"


def test_the_recovery_sheet_opens_with_a_new_passphrase_typed_twice() -> None:
    presenter, view, vault = _presenter(first_state([CAMILLE]))
    presenter.use_recovery()
    assert view.shown[-1].way is Way.RECOVERY
    presenter.recover("  ", "x", "x")
    assert view.shown[-1].problem == "Recopiez la clé de la feuille de secours."
    presenter.recover("AAAA0", "une phrase", "une autre")
    assert view.shown[-1].second_mistake == "Les deux phrases ne sont pas les mêmes."
    presenter.recover("AAAA0", "une phrase", "une phrase")
    assert vault.opened == ["AAAA0 a1 une phrase"]


def test_unlocking_by_keyboard_alone(window: MainWindow, qtbot: QtBot) -> None:
    vault = _Vault()
    page = create_unlock(InlineRunner(), vault.ports(), first_state([CAMILLE, DOMINIQUE]))
    window.show_gate(page)
    line = page.passphrase.line
    assert window.focusWidget() is line
    qtbot.keyClicks(line, "fausse")
    qtbot.keyClick(line, Qt.Key.Key_Tab, Qt.KeyboardModifier.ShiftModifier)
    assert window.focusWidget().objectName() == "choice-a1", "who is picked, not the last name"
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Down)
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Up)
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Return)
    assert window.focusWidget() is line
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert vault.opened == []
    assert line.selectedText() == "fausse", "the wrong text is selected: typing replaces it"
    qtbot.keyClicks(line, GOOD)
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert vault.opened == ["session of a1"]
    assert line.text() == ""


@pytest.mark.obligation("S0-13")
def test_the_practice_note_is_shown_where_it_is_given(window: MainWindow) -> None:
    page = UnlockPage()
    window.show_gate(page)
    page.show_state(first_state([CAMILLE], note="Démonstration"))
    note = page.findChild(QWidget, "unlockNote")
    assert isinstance(note, QWidget)
    assert note.isVisible()
    page.show_state(first_state([CAMILLE]))
    assert not note.isVisible()


def test_lost_and_back_are_reachable(window: MainWindow) -> None:
    vault = _Vault()
    page = create_unlock(InlineRunner(), vault.ports(), first_state([CAMILLE]))
    window.show_gate(page)
    lost = page.findChild(QPushButton, "lostPassphrase")
    assert isinstance(lost, QPushButton)
    lost.click()
    assert page.recovery.isVisible()
    assert not page.passphrase.isVisible()
    page.recovery.back_button.click()
    assert page.passphrase.isVisible()


_HEAVY = (
    "sqlalchemy", "reportlab", "alembic", "pyxform", "httpx", "keyring", "openpyxl",
    "PySide6.QtPdf", "PySide6.QtPdfWidgets", "PySide6.QtPrintSupport", "PySide6.QtNetwork",
)  # fmt: skip


def test_the_unlock_window_imports_nothing_heavy() -> None:
    script = (
        "import sys\n"
        "from PySide6.QtWidgets import QApplication\n"
        "import app.ui.threads, app.ui.shell.window, app.ui.pages.unlock.wiring\n"
        "from app.ui.theme.current import ThemeManager\n"
        f"print([name for name in {_HEAVY!r} if name in sys.modules])\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


def test_while_one_waits_seconds_are_counted_and_nothing_is_tried() -> None:
    view, vault = _View(), _Vault()
    waits = {"a1": 15, "a2": 0}
    ports = replace(vault.ports(), wait_s=lambda agent_id: waits[agent_id])
    presenter = UnlockPresenter(view, InlineRunner(), ports, first_state([CAMILLE, DOMINIQUE]))
    assert view.shown[-1].wait_s == 0  # nobody is picked yet
    presenter.select_agent("a1")
    assert view.shown[-1].wait_s == 15
    presenter.open(GOOD)
    assert vault.opened == []
    waits["a1"] = 1
    presenter.count_down()
    assert (view.shown[-1].wait_s, view.asked_again) == (1, 0)
    waits["a1"] = 0
    presenter.count_down()
    assert (view.shown[-1].wait_s, view.asked_again) == (0, 1)
    presenter.open(GOOD)
    assert vault.opened == ["session of a1"]


def test_the_page_says_the_wait_and_closes_only_the_button(qtbot: QtBot) -> None:
    page = UnlockPage()
    qtbot.addWidget(page)
    page.show()
    state = replace(first_state([CAMILLE]), wait_s=125, problem="Ce n’est pas la bonne.")
    page.show_state(state)
    assert page.wait.text() == "Prochain essai possible dans 2\u00a0minutes et 5\u00a0secondes."
    assert (page.open_button.isEnabled(), page.passphrase.isEnabled()) == (False, True)
    assert page.lost_button.isEnabled()
    with qtbot.waitSignal(page.second_passed, timeout=5000):
        pass
    page.show_state(replace(state, wait_s=0))
    assert (page.open_button.isEnabled(), page.wait.isVisible()) == (True, False)


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (1, "1\u00a0seconde"),
        (15, "15\u00a0secondes"),
        (60, "1\u00a0minute"),
        (125, "2\u00a0minutes et 5\u00a0secondes"),
        (3600, "1\u00a0heure"),
        (5341, "1\u00a0heure et 30\u00a0minutes"),
    ],
)
def test_a_wait_in_words(seconds: int, words: str) -> None:
    assert wait_words(seconds) == words
