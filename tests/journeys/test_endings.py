"""Endings without a prescription, and a person who comes back."""

import pytest

from demonstration import gestures
from demonstration.persons import examples
from tests.journeys.laptop import Laptop
from tests.ui.workplace import PASSPHRASE

PERSONS = examples()


def test_a_person_who_refuses_at_the_diagnosis_leaves_nothing(laptop: Laptop) -> None:
    karim = PERSONS["X02"]
    with laptop.window() as screen:
        hand = screen.hand
        gestures.unlock(hand, PASSPHRASE)
        gestures.interview(hand, karim, laptop.guide, laptop.convention)
        hand.push("personRefuses")
        hand.see("La personne refuse ?", "sans aucun nom")
        hand.confirm()
        hand.see("Entretien terminé : rien n’est gardé de ses réponses.")
        assert screen.prescriptions() == []


def test_no_difficulty_is_an_ending_that_the_record_keeps(laptop: Laptop) -> None:
    yvette = PERSONS["X14"]  # refuses everything: no carnet
    with laptop.window() as screen:
        hand = screen.hand
        gestures.unlock(hand, PASSPHRASE)
        gestures.interview(hand, yvette, laptop.guide, laptop.convention)
        hand.pick("choice-conseil")
        hand.see("Aucun Pass n’est demandé pour")
        hand.push("confirmDecision")
        hand.find("finishInterview")
        hand.push("finishInterview")
        hand.see("Dites comment l’entretien se termine.")
        gestures.finish(hand, ending="aucune_difficulte")
        hand.see("Entretien terminé. 2 papiers restent à imprimer")
        hand.go_to("personnes")
        hand.open_row(yvette.nom.upper())
        hand.see("Aucune difficulté")
        assert screen.prescriptions() == []


@pytest.mark.long
def test_a_second_prescription_follows_the_first(laptop: Laptop) -> None:
    simone = PERSONS["X01"]
    with laptop.window() as screen:
        hand = screen.hand
        gestures.unlock(hand, PASSPHRASE)
        gestures.interview(hand, simone, laptop.guide, laptop.convention)
        gestures.follow_advice(hand)
        gestures.finish(hand)
        first = screen.only_prescription()

        gestures.receive(hand)
        gestures.give_notice(hand)
        hand.write("personSearch", "exem")
        hand.open_row("EXEMPLIER")
        hand.see("Déjà connue ici", "une nouvelle lui sera liée")
        hand.push("goOn")
        hand.find("review")
        gestures.answer(hand, simone, laptop.guide)
        gestures.end_questions(hand)
        hand.push("skipExercise")
        hand.see("Déjà reçue", first.reference)
        hand.pick("choice-conseil")
        hand.see("Elle sera liée à la précédente et attendra l’envoi")
        hand.push("confirmDecision")
        gestures.finish(hand)
        hand.see("2 prescriptions attendent")
        (second,) = [one for one in screen.prescriptions() if one.id != first.id]
        assert second.earlier == first.id
        hand.go_to("prescriptions")
        hand.open_row(second.reference)
        hand.push("openEarlier")
        follows = f"Fait suite à la prescription {first.reference}"
        hand.until(lambda: follows not in hand.screen_text(), "the first prescription")
        hand.see(first.reference)
