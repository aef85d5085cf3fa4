"""A laptop that is never on line, by keys, on the real window; somebody carries its stick."""

import os
from pathlib import Path

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication, QFileDialog

import app.ui  # noqa: F401  # pyright: ignore[reportUnusedImport] - before any other use of Qt
from app.domain.prescription import Sens, Suivi
from demonstration import gestures
from demonstration.hand import Key
from tests.department.support import Departement
from tests.journeys.laptop import Laptop
from tests.journeys.witness import Witness
from tests.sealed_file.scene import Scene
from tests.ui.workplace import PASSPHRASE, STRASBOURG
from tests.usecases.test_sending import prescribe

SYNCHRONISER, SETTINGS = "synchroniser", "reglages"
DEPARTEMENT = 3  # the place of the tab


@pytest.fixture
def laptop(qapp: QApplication, tmp_path: Path) -> Laptop:
    assert qapp.platformName() == "offscreen"
    return Laptop(tmp_path / "poste", STRASBOURG)


def look_at_the_end_of_the_convention(hand: Witness) -> None:
    """Whoever ends it now is told what a stick asks, and led back to it."""
    hand.go_to(SETTINGS)
    while not hand.shows("endConvention"):
        hand.press(Key.Key_Right)
    hand.push("endConvention")
    hand.see("Ce poste n’a pas de réseau", "il est parti sur une clé, sans réponse lue ici.")
    hand.push("restNext")
    hand.see("Préparez une clé et lisez la réponse du Département, ou dites pourquoi")
    hand.push("synchroniseRest")
    hand.see("Par clé USB")


@pytest.mark.long
def test_a_stick_goes_and_comes_back_by_keys(
    laptop: Laptop, departement: Departement, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stick = tmp_path / "cle"
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(stick))
    with laptop.opened() as place:
        prescription = prescribe(place)
    with laptop.window() as screen:
        hand = screen.hand
        gestures.unlock(hand, PASSPHRASE)
        scene = Scene(screen.workplace, departement, stick)
        hand.go_to(SETTINGS)
        hand.see("Couleurs")
        for _ in range(DEPARTEMENT):
            hand.press(Key.Key_Right)
        hand.see("Sans réseau : par clé USB")
        hand.write("activationCode", departement.code().text())
        hand.push("prepareRequest")
        hand.see("La demande est sur la clé et relue.")
        hand.push("readActivation")
        hand.see("Il n’y a ici que des envois vers le Département")
        (outcome,) = scene.carry()
        assert outcome.answer is not None
        (stick / outcome.answer[0]).write_bytes(outcome.answer[1])
        hand.push("readActivation")
        hand.see("Poste autorisé", "Département d’essai, par clé USB")

        hand.go_to(SYNCHRONISER)
        hand.see("Par clé USB", "1 prescription à envoyer")
        assert not hand.shows("synchronise")
        hand.push("prepareStick")
        hand.see("La clé est prête et relue. 1 prescription sur la clé.", "Réponse pas encore lue.")
        assert scene.state_of(prescription) is Suivi.REMISE
        look_at_the_end_of_the_convention(hand)
        hand.push("readAnswer")
        hand.see("pas encore de réponse")
        scene.carry()
        scene.answer()
        hand.push("readAnswer")
        hand.see("La réponse du Département est lue. 1 prescription reçue par le Département.")
        assert scene.state_of(prescription) is Suivi.ACCUSEE
        scene.decide(prescription.id, Sens.REFUSEE, "stock")
        (path,) = scene.answer()
        whole = path.read_bytes()
        path.write_bytes(whole[:900])
        hand.push("readAnswer")
        hand.see("La réponse est copiée à moitié")
        path.write_bytes(whole)
        hand.push("readAnswer")
        hand.see("1 décision arrivée", "Réponse lue.")
        assert scene.state_of(prescription) is Suivi.DECIDEE
        hand.push("readAnswer")
        hand.see("Cette réponse a déjà été lue sur ce poste.")
