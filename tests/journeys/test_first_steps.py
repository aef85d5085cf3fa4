"""« Que faire maintenant » at the real window: steps follow from facts, and lead where they say."""

import pytest

from demonstration import gestures
from tests.journeys.laptop import Laptop
from tests.ui.workplace import PASSPHRASE


@pytest.mark.long
def test_the_steps_of_a_new_laptop_lead_to_their_pages_and_go_with_the_facts(
    laptop: Laptop,
) -> None:
    with laptop.window() as screen:
        hand = screen.hand
        gestures.unlock(hand, PASSPHRASE)
        hand.see("Que faire maintenant", "1 étape faite sur 8", "Activer ce poste")
        hand.push("step-departement")
        hand.find("serviceAddress")
        hand.go_to("aujourdhui")
        hand.push("stepAlone")
        hand.see("2 étapes faites sur 8")
        assert not hand.shows("stepAlone")
        hand.push("stepsAway")
        hand.until(lambda: not hand.shows("stepsAway"), "the list put away")
        hand.open_tab("goPractice")
        hand.see("Une seule personne travaille sur ce poste.", "Fait.", "Vérifier la feuille")
        hand.push("stepsAway")
        hand.until(lambda: not hand.shows("stepsAway"), "the list back on Aujourd’hui")
        hand.go_to("aujourdhui")
        hand.push("step-lieux")
        hand.until(lambda: hand.heading() == "Permanences", "the places")
        hand.go_to("aujourdhui")
        hand.push("step-imprimante")
        hand.see("Enveloppe à fenêtre", "Page d’essai…")
