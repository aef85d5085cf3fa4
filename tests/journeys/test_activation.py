"""The laptop is made known to the Département with the code on its sheet of paper."""

from demonstration import gestures
from demonstration.hand import Key
from tests.journeys.laptop import Laptop
from tests.sync.departement_state import FakeDepartement
from tests.sync.loopback import WireDepartement, serving
from tests.ui.workplace import CCAS, PASSPHRASE

DEPARTEMENT = 3  # the place of the tab


def test_a_laptop_is_activated_by_keyboard_after_a_code_with_a_mistake(laptop: Laptop) -> None:
    service = FakeDepartement()
    service.now = laptop.clock.now()
    code = service.new_code(CCAS.code).text()
    with serving(WireDepartement(service)) as address, laptop.window() as screen:
        hand = screen.hand
        gestures.unlock(hand, PASSPHRASE)
        hand.go_to("synchroniser")
        hand.see("Ce poste n’est pas encore connu du Département")
        hand.go_to("reglages")
        hand.see("Couleurs")
        for _ in range(DEPARTEMENT):
            hand.press(Key.Key_Right)
        hand.write("serviceAddress", address)
        hand.write("activationCode", code[:-4])
        hand.push("activate")
        hand.see("Il manque des caractères au code", "Rien n’a été envoyé.")
        assert service.devices == {}
        hand.write("activationCode", code)
        hand.press(Key.Key_Return)
        hand.see("Poste autorisé", "Département de démonstration")
        assert len(service.devices) == 1
        hand.go_to("synchroniser")
        hand.find("synchronise")
