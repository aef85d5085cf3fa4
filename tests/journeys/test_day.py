"""The particular day of Lot-et-Garonne on the real parts: window, vault, papers, HTTP, service.

The partner prescribes, the Département decides and posts the Pass (000, art. 3 to 5).
"""

import json
from pathlib import Path

import pytest

from app.domain.prescription import Prescription
from app.storage import outbox
from demonstration import gestures
from demonstration.departement import Departement
from demonstration.hand import Key
from demonstration.persons import Example, examples
from tests.journeys.conftest import Prepared, prepared
from tests.journeys.laptop import Laptop, Screen
from tests.journeys.witness import Witness
from tests.ui.workplace import LOT_ET_GARONNE, PASSPHRASE

ANDREE, DENISE = (examples()[code] for code in ("X11", "X20"))
NOT_ASKED = ("civilite", "short-madame", "tranche_age", "startExercise", "doorCarnet")
"""What other conventions ask or do; 000, l. 116 stops at « nom, prénom » and « adresse »."""


@pytest.fixture
def given(tmp_path: Path) -> Prepared:
    """Prepare the Département of Lot-et-Garonne."""
    return prepared(tmp_path / "prepare", LOT_ET_GARONNE)


def prescribe(screen: Screen, laptop: Laptop, person: Example) -> None:
    """Go from the door to the papers of a prescription."""
    hand = screen.hand
    gestures.receive(hand)
    gestures.give_notice(hand)
    gestures.enter_person(hand, person, laptop.convention)
    assert not any(hand.shows(name) for name in NOT_ASKED)
    gestures.answer(hand, person, laptop.guide)
    gestures.end_questions(hand)
    hand.see("Suivre le conseil : Formation, 1 carnet de 10 Pass (100 €)")
    gestures.follow_advice(hand)


def leave_papers(hand: Witness) -> None:
    """See a paper, leave it for later, end the interview; no statistics are asked for."""
    hand.see("Votre feuille", "Voir et imprimer")
    assert not hand.shows("trait-sexe")
    hand.press(Key.Key_Return)
    hand.find("printLaterButton")
    hand.push("printLaterButton")
    gestures.finish(hand)


def what_leaves(screen: Screen) -> list[dict[str, object]]:
    """Return what waits to leave of each person."""
    with screen.workplace.database.reading() as session:
        kept = [outbox.of_item(session, one.id)[-1].payload for one in screen.prescriptions()]
    return [json.loads(one or "{}")["personne"] for one in kept]


def prescription_of(screen: Screen, person: Example) -> Prescription:
    with screen.workplace.database.reading() as session:
        found = [
            one
            for one in screen.prescriptions()
            if person.nom in (outbox.of_item(session, one.id)[-1].payload or "")
        ]
    return found[0]


@pytest.mark.long
@pytest.mark.obligation("S0-14", "S0-39")
def test_the_whole_day_of_lot_et_garonne_by_keyboard_alone(
    known_laptop: Laptop, departement: Departement
) -> None:
    with known_laptop.window() as screen:
        hand = screen.hand
        gestures.unlock(hand, PASSPHRASE)
        for person in (ANDREE, DENISE):
            prescribe(screen, known_laptop, person)
            leave_papers(hand)
        hand.see("2 prescriptions attendent d’être envoyées")
        assert [set(person) for person in what_leaves(screen)] == [{"nom", "prenom", "adresse"}] * 2
        accepted, refused = (prescription_of(screen, person) for person in (ANDREE, DENISE))

        gestures.synchronise(hand)
        hand.see("Reçue par le Département", "2 prescriptions reçues")
        departement.decide(accepted.id, accept=True)
        departement.decide(refused.id, accept=False, motif="stock")
        hand.push("synchronise")
        hand.see("2 décisions arrivées", "Rien n’attend d’être envoyé.")

        hand.go_to("prescriptions")
        hand.open_row(accepted.reference)
        hand.see("Réponse du Département", "Acceptée", "Décidée")
        assert not hand.shows("showRefusal")
        hand.press(Key.Key_Escape)
        hand.open_row(refused.reference)
        hand.see("Refusée", "Rupture du stock de Pass numériques")
        hand.push("showRefusal")
        hand.find("closePaper")
        hand.push("closePaper")
        hand.until(lambda: not hand.shows("closePaper"), "the paper closed")
        hand.window.activateWindow()  # as a window manager does
        hand.until(hand.window.isActiveWindow, "the window in front")
        hand.go_to("aujourdhui")
        hand.see("Dernières réponses du Département", "Andrée ESQUISSE", "Denise POCHOIR")

        hand.go_to("synchroniser")
        hand.push("synchronise")
        hand.see("Rien à envoyer, rien de nouveau")
