"""The first run by keys on an empty data folder: roles, the structure's key, a calibrated vault."""

import threading
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel

from app.bootstrap import assistant
from app.bootstrap.options import Options
from app.bootstrap.program import Program
from app.domain.habilitation import Role
from app.storage.vault import kdf
from app.storage.vault.files import read_header
from app.usecases.laptop import habilitations, recovering
from demonstration.hand import Hand
from tests.fast_vault import fast_vaults
from tests.journeys.laptop import Screen
from tests.ui.workplace import PASSPHRASE, STRASBOURG, WallClock

SAFE = "douze girafes peignent le clocher"
COST = {"memory_kib": 64, "iterations": 2, "lanes": 1}


def keep_sheet(hand: Hand) -> None:
    """Copy the recovery sheet by eye and type the parts that are asked."""
    hand.find("recoveryView")
    groups = {
        number: label.text()
        for number in range(1, 14)
        if isinstance(label := hand.find(f"group-{number}"), QLabel)
    }
    hand.push("next")
    hand.find("recoveryCheck")
    for number, group in groups.items():
        if hand.shows(f"asked-{number}"):
            hand.write(f"asked-{number}", group)
    hand.push("next")
    hand.until(lambda: not hand.shows("recoveryCheck"), "the end of the assistant")


def test_the_first_agent_is_the_referent_and_the_structure_has_its_share(
    qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    measured: list[threading.Thread] = []

    def calibrated() -> kdf.KdfParameters:
        measured.append(threading.current_thread())
        return kdf.KdfParameters(**COST)

    monkeypatch.setattr(assistant, "calibrated", calibrated)
    data = tmp_path / "donnees"
    with fast_vaults():
        made = recovering.make_structure_key(tmp_path, "CCAS d’Illustration", SAFE)
        chosen = [str(made.private), str(made.public)]
        monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_, **__: (chosen.pop(0), ""))
        program = Program(qapp, Options(data_dir=data), WallClock())
        try:
            program.start()
            screen = Screen(program)
            hand = screen.hand
            hand.pick(f"choice-{STRASBOURG}")
            hand.push("next")
            hand.write("structureName", "CCAS d’Illustration")
            hand.write("structureCode", "CCASILL")
            hand.push("chooseStructureKey")
            hand.see("c’est la moitié privée")
            hand.push("chooseStructureKey")
            hand.see(made.key.fingerprint)
            hand.write("structureAdresse", "1 place de l’Exemple")
            hand.see("CCASILL")  # what was typed before the file stays
            hand.push("next")
            hand.see("en serez le référent")
            hand.write("agentPrenom", "Camille")
            hand.write("agentNom", "Martin")
            hand.push("choice-prescripteur", inside="firstRoles")
            hand.push("choice-operateur", inside="firstRoles")
            hand.push("next")
            hand.write("firstPassphrase", PASSPHRASE)
            hand.write("secondPassphrase", PASSPHRASE)
            hand.push("next")
            keep_sheet(hand)
            hand.push("next")
            hand.find("doorQuickHelp")
            (found,) = habilitations.listed(screen.workplace)
            assert set(found.roles) == {Role.REFERENT, Role.OPERATEUR}
            assert recovering.structure_fingerprint(screen.workplace) == made.key.fingerprint
        finally:
            program.window.close()
            program.window.deleteLater()
            QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        slot = read_header(data).agents[0]
    assert (slot.kdf.memory_kib, slot.kdf.iterations) == (64, 2)
    assert measured
    assert measured[0] is not threading.main_thread()
