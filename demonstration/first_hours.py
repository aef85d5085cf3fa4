"""The first hours by keyboard: the assistant, a colleague, the activation."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from app.domain.vie_convention import Saisie
from demonstration.hand import Hand, Key
from demonstration.settings import (
    CAMILLE,
    COLLEAGUE_PASSPHRASE,
    DOMINIQUE,
    IN_FORCE,
    PASSPHRASE,
    PROFILE,
    STRUCTURE,
)

CONTROL = Qt.KeyboardModifier.ControlModifier


def install(hand: Hand, picture: Callable[[str], None]) -> None:
    """Go through the first-run assistant to the open session."""
    hand.find(f"choice-{PROFILE}")
    hand.pick(f"choice-{PROFILE}")
    picture("premier-demarrage-convention")
    hand.push("next")
    hand.write("structureName", STRUCTURE.name)
    hand.write("structureCode", STRUCTURE.code)
    hand.write("structureAdresse", "\n".join(STRUCTURE.adresse))
    hand.write("structureTelephone", STRUCTURE.telephone)
    hand.write("structureCourriel", STRUCTURE.courriel)
    picture("premier-demarrage-structure")
    hand.push("next")
    hand.write("agentPrenom", CAMILLE.prenom)
    hand.write("agentNom", CAMILLE.nom)
    hand.write("agentFonction", CAMILLE.fonction)
    hand.push("next")
    hand.write("firstPassphrase", PASSPHRASE)
    hand.write("secondPassphrase", PASSPHRASE)
    picture("premier-demarrage-phrase")
    hand.push("next")
    hand.find("recoveryView")
    picture("premier-demarrage-feuille")
    groups = {
        number: label.text()
        for number in range(1, GROUPS + 1)
        if isinstance(label := hand.find(f"group-{number}"), QLabel)
    }
    hand.push("next")
    hand.find("recoveryCheck")
    for number, group in groups.items():
        if hand.shows(f"asked-{number}"):
            hand.write(f"asked-{number}", group)
    picture("premier-demarrage-verification")
    hand.push("next")
    hand.until(lambda: not hand.shows("recoveryCheck"), "the end of the assistant")
    hand.push("next")
    hand.find("doorQuickHelp")


GROUPS = 13


def put_in_force(hand: Hand) -> None:
    """Note the start of the convention and its avenant: its own term is over (001, l. 63)."""
    hand.push("goConvention")
    for saisie in IN_FORCE:
        note_life(hand, saisie)


def note_life(hand: Hand, saisie: Saisie) -> None:
    """Note a start, an avenant or a letter in the tab « Convention » that is on screen."""
    hand.push("noteLife")
    hand.find("lifeForm")
    hand.pick(f"choice-{saisie.sorte.value}", inside="lifeForm")
    hand.write("vieLe", f"{saisie.le:%d/%m/%Y}")
    if saisie.reference:
        hand.write("vieReference", saisie.reference)
    if saisie.terme:
        hand.write("vieTerme", f"{saisie.terme:%d/%m/%Y}")
    hand.push("lifeFormKeep")
    hand.until(lambda: not hand.shows("lifeForm"), "what was noted")


def add_colleague(hand: Hand) -> None:
    """Give the colleague access, in Réglages."""
    _open_tab(hand, "newPrenom")
    hand.write("newPrenom", DOMINIQUE.prenom)
    hand.write("newNom", DOMINIQUE.nom)
    hand.write("newFonction", DOMINIQUE.fonction)
    hand.write("colleaguePassphrase", COLLEAGUE_PASSPHRASE)
    hand.write("colleaguePassphraseAgain", COLLEAGUE_PASSPHRASE)
    hand.push("addAgent")
    hand.see(f"{DOMINIQUE.prenom} {DOMINIQUE.nom}")


def activate(hand: Hand, address: str, code: str) -> None:
    """Activate the laptop, in Réglages."""
    _open_tab(hand, "serviceAddress")
    hand.write("serviceAddress", address)
    hand.write("activationCode", code)
    hand.push("activate")
    hand.see("Poste autorisé")


def _open_tab(hand: Hand, shows: str) -> None:
    """Go to Réglages, then from part to part until the one that shows `shows`."""
    hand.go_to("reglages")
    for _ in hand.find("reglagesTabs").findChildren(QWidget):
        if hand.shows(shows):
            return
        hand.press(Key.Key_Tab, CONTROL)
        hand.settle()
    hand.find(shows)
