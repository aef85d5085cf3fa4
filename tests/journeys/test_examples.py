"""Every example person, interviewed at the real window, gets what the table of examples says."""

import pytest

from demonstration import gestures
from demonstration.persons import Example, examples, profile_of
from tests.journeys.conftest import NewLaptop
from tests.ui.workplace import PASSPHRASE

PERSONS = examples()
LABELS = {  # prestations.csv: what the advice is called on screen
    "assistance": "Suivre le conseil : Assistance, 1 carnet de 10 Pass (100 €)",
    "formation": "Suivre le conseil : Formation, 1 carnet de 10 Pass (100 €)",
    "coup_de_pouce": "Suivre le conseil : Coup de pouce, 1 carnet de 10 Pass (100 €)",
    "aucun": "Suivre le conseil : Aucune prestation, sans Pass",
}


def test_the_table_has_both_profiles_and_every_service() -> None:
    assert len(PERSONS) == 18
    assert {profile_of(person) for person in PERSONS.values()} == {
        "eurometropole-strasbourg",
        "lot-et-garonne",
    }


@pytest.mark.obligation("S0-13")
@pytest.mark.parametrize(
    "person",
    [
        pytest.param(person, id=name, marks=() if number % 6 == 0 else pytest.mark.long)
        for number, (name, person) in enumerate(PERSONS.items())
    ],
)
def test_an_example_person_gets_the_expected_advice(person: Example, new_laptop: NewLaptop) -> None:
    laptop = new_laptop(profile_of(person))
    expected = person.expected
    with laptop.window() as screen:
        hand = screen.hand
        gestures.unlock(hand, PASSPHRASE)
        gestures.interview(hand, person, laptop.guide, laptop.convention)
        kept = screen.kept_diagnosis(screen.interview_on_screen())
        assert kept["etat"] == expected["etat"]
        for missing in expected["manquants_dont"].split("|") if expected["manquants_dont"] else ():
            assert missing in kept["manquants"]
        if expected["etat"] == "incomplet":
            hand.see("manque")
            assert not hand.shows("confirmDecision")
            return
        hand.see(LABELS[expected["service"]])
        found = {
            name: str(kept[name]) if kept[name] is not None else ""
            for name in ("niveau", "motivation", "categorie", "service", "suite", "carnets")
        }
        assert found == {name: expected[name] for name in found}
        gestures.follow_advice(hand)
        prescribed = [(made.service, str(made.carnets)) for made in screen.prescriptions()]
        wanted = [(expected["service"], expected["carnets"])]
        assert prescribed == (wanted if expected["carnets"] != "0" else [])
