"""Where letters reach the person: housed by somebody, at the CCAS, in one of several communes."""

from app.usecases.people import persons
from demonstration import gestures
from tests.journeys.conftest import NewLaptop
from tests.journeys.laptop import Laptop, Screen
from tests.ui.workplace import LOT_ET_GARONNE, PASSPHRASE


def to_form(screen: Screen, nom: str = "Essai") -> None:
    """Receive somebody new and stand at the form with her names."""
    hand = screen.hand
    gestures.unlock(hand, PASSPHRASE)
    gestures.receive(hand)
    gestures.give_notice(hand)
    hand.push("goOn")
    hand.write("nom", nom)
    hand.write("prenom", "Jeanne")


def lines(screen: Screen) -> tuple[str, ...]:
    """Return the address that was kept: chez, voie, code, commune."""
    (found,) = persons.find(screen.workplace, "Essai")
    kept = found.personne.adresse
    return kept.chez, kept.voie, kept.code_postal, kept.commune


def test_who_is_housed_by_somebody_has_that_name_on_the_envelope(laptop: Laptop) -> None:
    with laptop.window() as screen:
        hand = screen.hand
        to_form(screen)
        hand.pick("short-heberge")
        hand.push("goOn")
        hand.see("Écrivez le nom de la personne qui héberge.")
        hand.write("chez", "Mme Croquis")
        hand.write("voie", "12 rue des Maquettes")
        hand.write("code_postal", "67000")
        hand.see("Ce que l’enveloppe montrera", "CHEZ Mme Croquis", "67000 STRASBOURG")
        hand.push("goOn")
        hand.find("review")
        assert lines(screen) == ("Mme Croquis", "12 rue des Maquettes", "67000", "Strasbourg")


def test_letters_to_the_ccas_name_it_by_its_commune(laptop: Laptop) -> None:
    with laptop.window() as screen:
        hand = screen.hand
        to_form(screen)
        hand.pick("short-ccas")
        hand.write("voie", "1 parc de l’Étoile")
        hand.write("code_postal", "67000")
        hand.see("CCAS de Strasbourg", "1 PARC DE L ETOILE", "67000 STRASBOURG")
        hand.push("goOn")
        hand.find("review")
        assert lines(screen) == ("CCAS de Strasbourg", "1 parc de l’Étoile", "67000", "Strasbourg")


def test_a_postal_code_of_nine_communes_asks_which(new_laptop: NewLaptop) -> None:
    with new_laptop(LOT_ET_GARONNE).window() as screen:
        hand = screen.hand
        to_form(screen)
        hand.write("voie", "3 place de l’Essai")
        hand.write("code_postal", "47340")
        hand.see("Cassignas", "La Croix-Blanche", "Laroque-Timbaut", "Sauvagnas")
        hand.push("goOn")
        hand.see("Choisissez la commune.")
        hand.pick("short-47138")  # Laroque-Timbaut
        hand.push("goOn")
        hand.find("review")
        assert lines(screen) == ("", "3 place de l’Essai", "47340", "Laroque-Timbaut")


def test_a_double_is_shown_while_a_person_is_entered_and_taken_up(laptop: Laptop) -> None:
    with laptop.window() as screen:
        hand = screen.hand
        to_form(screen)
        hand.write("voie", "12 rue des Maquettes")
        hand.write("code_postal", "67000")
        hand.push("goOn")
        hand.find("review")
        gestures.on_hold(hand)
        gestures.receive(hand)
        gestures.give_notice(hand)
        hand.push("goOn")
        hand.write("nom", "Essay")
        hand.write("prenom", "Jeanne")
        hand.write("code_postal", "67000")
        hand.see("Cette personne est peut-être déjà connue", "Jeanne ESSAI")
        hand.open_row("Jeanne ESSAI")
        hand.see("Déjà connue ici")
        hand.push("goOn")
        hand.find("review")
        assert lines(screen)[1] == "12 rue des Maquettes", "one record, not two"
