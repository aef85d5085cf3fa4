"""The day of mission.md on the real parts: window, vault, papers, HTTP, the Département."""

from demonstration import gestures
from demonstration.departement import Departement
from demonstration.hand import Key
from demonstration.persons import examples
from tests.journeys.laptop import Laptop
from tests.ui.workplace import PASSPHRASE

SIMONE = examples()["X01"]


def test_the_whole_day_by_keyboard_alone(known_laptop: Laptop, departement: Departement) -> None:
    with known_laptop.window() as screen:
        hand = screen.hand
        gestures.unlock(hand, PASSPHRASE)
        gestures.interview(hand, SIMONE, known_laptop.guide, known_laptop.convention)
        gestures.follow_advice(hand)
        hand.see("Lettre", "Voir et imprimer")
        hand.press(Key.Key_Return)
        hand.find("printLaterButton")
        hand.push("printLaterButton")
        gestures.finish(hand)
        hand.see("Une prescription attend d’être envoyée")

        gestures.synchronise(hand)
        hand.see("Reçue par le Département", "1 prescription reçue")
        prescription = screen.only_prescription()
        departement.decide(prescription.id, accept=True)
        hand.push("synchronise")
        hand.see("1 décision arrivée", "Rien n’attend d’être envoyé.")

        hand.go_to("prescriptions")
        hand.see("Acceptée")
        hand.open_row(prescription.reference)
        hand.see("Réponse du Département", "Décidée")
        hand.go_to("aujourdhui")
        hand.see("Dernières réponses du Département", "Simone EXEMPLIER", "Acceptée")

        hand.go_to("synchroniser")
        hand.push("synchronise")
        hand.see("Rien à envoyer, rien de nouveau")
