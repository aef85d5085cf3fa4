"""A convention is opened by double click: while the program runs, locked or at a task."""

import sys
from functools import partial
from pathlib import Path
from subprocess import Popen

import pytest
from PySide6.QtNetwork import QLocalSocket
from PySide6.QtWidgets import QAbstractButton, QApplication

from app.bootstrap.handing_file import MAX_BYTES, address_of, hand_over
from app.bootstrap.options import Options
from app.bootstrap.program import Program
from app.sync.protocol.convention_file import propose, signed, write
from app.sync.protocol.signing import new_signing_key
from demonstration import gestures
from demonstration.hand import Key
from tests.journeys.laptop import Laptop, Screen, close
from tests.journeys.test_practice import leave, practise
from tests.journeys.witness import Witness
from tests.ui.workplace import PASSPHRASE, STRASBOURG, WallClock

_CONNECTED = QLocalSocket.LocalSocketState.ConnectedState
_LEFT = QLocalSocket.LocalSocketState.UnconnectedState
UNKNOWN = "Ce poste n’est pas encore connu du Département."


_CHILD = """
import sys
from functools import partial
from pathlib import Path
import app.ui
from app.bootstrap.handing_file import hand_over
sys.exit(0 if hand_over(Path(sys.argv[1]), Path(sys.argv[2])) else 7)
"""


def ended(screen: Screen, *arguments: str) -> int:
    """Run another process of Python beside the window; return its exit code."""
    process = Popen([sys.executable, *arguments])
    screen.hand.until(lambda: process.poll() is not None, "the end of the other process")
    return process.returncode


def handed(screen: Screen, folder: Path, file: Path) -> bool:
    """Hand a file over as another process does, while the window works."""
    return ended(screen, "-c", _CHILD, str(folder), str(file)) == 0


def _stands(socket: QLocalSocket, state: QLocalSocket.LocalSocketState) -> bool:
    return socket.state() == state


def listening(screen: Screen) -> None:
    screen.hand.until(lambda: screen.program.opened is not None, "the program listening")


@pytest.mark.long
def test_a_file_waits_for_the_passphrase_then_is_judged_where_conventions_are(
    laptop: Laptop, tmp_path: Path
) -> None:
    file = tmp_path / "poste.passerelle-convention"
    toml = b'profil = "eurometropole-strasbourg"\n'
    proposed = propose("eurometropole-strasbourg", toml, at=laptop.clock.now())
    file.write_bytes(write(signed(proposed, new_signing_key())))
    with laptop.window() as screen:
        listening(screen)
        assert handed(screen, laptop.data, file)
        screen.hand.see("Le fichier « poste.passerelle-convention » attend", "phrase de passe")
        screen.hand.write("passphrase", PASSPHRASE)
        screen.hand.press(Key.Key_Return)
        screen.hand.see(UNKNOWN)
        assert screen.hand.shows("lifeForm") or screen.hand.shows("noteLife")
        screen.hand.go_to("aujourdhui")
        assert handed(screen, laptop.data, tmp_path / "absent.txt")
        screen.hand.see(UNKNOWN)


def test_whoever_is_at_a_task_is_told_and_not_disturbed(laptop: Laptop, tmp_path: Path) -> None:
    with laptop.window() as screen:
        hand = screen.hand
        gestures.unlock(hand, PASSPHRASE)
        hand.push("doorQuickHelp")
        hand.until_other_heading("Bonjour Camille")
        assert handed(screen, laptop.data, tmp_path / "c.passerelle-convention")
        hand.see("il s’ouvrira quand vous reviendrez à Aujourd’hui")
        assert screen.program.opened is not None
        assert screen.program.opened.path == tmp_path / "c.passerelle-convention"


def test_what_is_no_path_is_not_heard(laptop: Laptop) -> None:
    with laptop.window() as screen:
        listening(screen)
        for said in (b"relatif\n", b"\0/etc\n", b"/x" * MAX_BYTES, b"\n"):
            socket = QLocalSocket()
            socket.connectToServer(address_of(laptop.data))
            screen.hand.until(partial(_stands, socket, _CONNECTED), "a stranger")
            socket.write(said)
            screen.hand.until(partial(_stands, socket, _LEFT), "a refusal")
            assert socket.readAll().data() == b""
        assert screen.program.opened is not None
        assert screen.program.opened.path is None
    assert not hand_over(laptop.data, Path("/nobody/listens"))


@pytest.mark.long
def test_a_second_start_with_a_file_hands_it_over_and_ends(laptop: Laptop) -> None:
    with laptop.window() as screen:
        listening(screen)
        code = ended(screen, "-m", "app", "--data-dir", str(laptop.data), "x.convention")
        assert code == 0
        screen.hand.see("« x.convention » attend")


@pytest.mark.long
@pytest.mark.parametrize("broken", [False, True])
def test_the_first_run_proposes_the_convention_of_the_file(
    qapp: QApplication, tmp_path: Path, *, broken: bool
) -> None:
    file = tmp_path / "recu.passerelle-convention"
    proposed = propose(STRASBOURG, b"", at=WallClock().now())
    file.write_bytes(b"PK" if broken else write(signed(proposed, new_signing_key())))
    options = Options(data_dir=tmp_path / "donnees", file=file)
    program = Program(qapp, options, WallClock())
    try:
        program.start()
        hand = Witness(program.window)
        chosen = hand.find(f"choice-{STRASBOURG}")
        assert isinstance(chosen, QAbstractButton)
        assert chosen.isChecked() is not broken
        if broken:
            hand.see("Ce fichier est incomplet, abîmé, ou n’est pas une convention.")
    finally:
        close(program)
        program.window.deleteLater()


@pytest.mark.long
def test_a_file_that_comes_during_practice_waits_for_the_real_work(
    laptop: Laptop, tmp_path: Path
) -> None:
    with laptop.window() as screen:
        there = practise(screen)
        assert handed(screen, laptop.data, tmp_path / "c.passerelle-convention")
        there.see("il s’ouvrira dans votre vrai travail, après l’entraînement")
        leave(screen, there)
        screen.hand.see("« c.passerelle-convention » attend")
