"""The structure's key and the roles of colleagues, by keys in the real window."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog

from app.usecases import recovering
from demonstration import gestures
from tests.fast_vault import fast_vaults
from tests.journeys.laptop import Laptop
from tests.ui.workplace import PASSPHRASE

SAFE = "douze girafes peignent le clocher"
NEW = "carotte bleue sous le piano droit"
Choose = Callable[[Path], None]


@pytest.fixture
def choose(monkeypatch: pytest.MonkeyPatch) -> Choose:
    """Answer the system's dialog for files, which keys cannot reach."""
    chosen: list[str] = []
    for name in ("getOpenFileName", "getSaveFileName"):
        monkeypatch.setattr(QFileDialog, name, lambda *_, **__: (chosen[-1], ""))
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_, **__: chosen[-1])
    return lambda path: chosen.append(str(path))


def test_the_structure_lets_in_who_lost_passphrase_and_sheet(
    laptop: Laptop, tmp_path: Path, choose: Choose
) -> None:
    for name in ("bonne", "autre"):
        (tmp_path / name).mkdir()
    with fast_vaults():
        made = recovering.make_structure_key(tmp_path / "bonne", "CCAS", SAFE)
        other = recovering.make_structure_key(tmp_path / "autre", "Autre", SAFE)
    with laptop.opened() as place:
        recovering.put_structure_key(place, made.key)
    with laptop.window() as screen:
        hand = screen.hand
        hand.push("lostPassphrase")
        hand.push("recoverByStructure")
        hand.see(made.key.fingerprint)
        choose(other.private)
        hand.push("structureFile")
        hand.see("Ce n’est pas la clé que ce poste attend")
        choose(made.private)
        hand.push("structureFile")
        hand.until(
            lambda: hand.screen_text().count(made.key.fingerprint) == 2, "the right key known"
        )
        hand.write("structureSecret", NEW)
        hand.write("newPassphrase", NEW)
        hand.write("newPassphraseAgain", NEW)
        hand.push("structureRecover")
        hand.see("Ce n’est pas la phrase de passe de la clé de la structure.")
        hand.write("structureSecret", SAFE)
        hand.push("structureRecover")
        hand.find("doorInterview")
        hand.lock()
        gestures.unlock(hand, NEW)
        hand.open_tab("checkJournal")
        hand.see("Camille Martin : poste ouvert avec la clé de la structure")


def test_without_a_structures_key_the_gate_does_not_speak_of_one(laptop: Laptop) -> None:
    with laptop.window() as screen:
        hand = screen.hand
        hand.push("lostPassphrase")
        hand.find("recoveryKey")
        assert not hand.shows("recoverByStructure")
        hand.push("backToPassphrase")
        gestures.unlock(hand, PASSPHRASE)
