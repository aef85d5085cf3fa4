"""Correct, withdraw and compare after sending, by keys, with the real Département's service."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtNetwork import QNetworkInformation

from app.bootstrap.network import ServiceConnector
from app.bootstrap.returning_network import ReturningNetwork
from app.domain.prescription import Prescription, Suivi
from app.usecases.exchange import activating, revising, sending
from app.usecases.people import overview, persons
from app.usecases.workplace import Workplace
from demonstration import gestures
from tests.journeys.laptop import Laptop, Screen
from tests.journeys.witness import Witness
from tests.ui.workplace import PASSPHRASE
from tests.usecases.test_day import follow, interview


def synchronise(laptop: Laptop, place: Workplace) -> None:
    gateway = activating.gateway_of(place, ServiceConnector(laptop.clock))
    sending.synchronise(place, gateway, progress=lambda _: None, cancelled=lambda: False)


def sent(laptop: Laptop) -> Prescription:
    with laptop.opened() as place:
        made = follow(place, interview(place)).prescription
        assert made is not None
        synchronise(laptop, place)
        assert overview.detail(place, made.id).known.suivi is Suivi.ACCUSEE
    return made


def open_prescription(hand: Witness, prescription: Prescription) -> None:
    hand.go_to("prescriptions")
    hand.open_row(prescription.reference)
    hand.see("Ce que le Département a reçu")


def wait_for(screen: Screen, prescription: Prescription, suivi: Suivi) -> None:
    def there() -> bool:
        return overview.detail(screen.workplace, prescription.id).known.suivi is suivi

    screen.hand.until(there, suivi.value)


@pytest.mark.long
def test_a_prescription_is_corrected_then_withdrawn_after_sending(known_laptop: Laptop) -> None:
    first = sent(known_laptop)
    with known_laptop.window() as screen:
        hand = screen.hand
        gestures.unlock(hand, PASSPHRASE)
        open_prescription(hand, first)
        hand.push("correctRevision")
        service = next(
            one.service
            for one in revising.services(screen.workplace, first)
            if one.service != first.service
        )
        hand.pick(f"choice-{service}")
        hand.pick(f"choice-{known_laptop.convention.autre_choix[0]}")
        hand.push("keepCorrection")
        hand.see("Correction préparée", "Correction à envoyer")
        gestures.synchronise(hand)
        wait_for(screen, first, Suivi.ACCUSEE)
        hand.see("1 prescription reçue")

        open_prescription(hand, first)
        hand.see("Correction 1", "Reçu par le Département")
        hand.push("withdrawRevision")
        hand.pick("choice-renoncement")
        hand.push("keepWithdrawal")
        hand.see("Retirée", "Le retrait attend d’être envoyé")
        hand.push("undoWithdrawal")
        hand.see("La prescription tient de nouveau.")
        hand.push("withdrawRevision")
        hand.pick("choice-renoncement")
        hand.push("keepWithdrawal")
        hand.see("Prescription retirée")
        gestures.synchronise(hand)
        place = screen.workplace
        hand.until(lambda: not sending.outbox_state(place).waiting.total, "the withdrawal received")
        open_prescription(hand, first)
        hand.see("il n’en garde que la référence")
        wait_for(screen, first, Suivi.RETIREE)


@pytest.mark.long
def test_a_conflict_is_compared_and_settled_field_by_field(
    known_laptop: Laptop, tmp_path: Path
) -> None:
    first = sent(known_laptop)
    backup = tmp_path / "copie"
    shutil.copytree(known_laptop.data, backup)
    with known_laptop.opened() as place:  # corrected and sent, then this laptop was lost
        person = overview.detail(place, first.id).known.personne
        persons.correct(place, replace(person, nom="Exemplaire"))
        synchronise(known_laptop, place)
    shutil.rmtree(known_laptop.data)
    shutil.copytree(backup, known_laptop.data)
    with known_laptop.opened() as place:  # put back as it was before, and corrected otherwise
        persons.correct(place, replace(person, prenom="Simonne"))
    with known_laptop.window() as screen:
        hand = screen.hand
        gestures.unlock(hand, PASSPHRASE)
        gestures.synchronise(hand)
        hand.see("Le Département a déjà un autre contenu")
        open_prescription(hand, first)
        hand.push("compareRevision")
        hand.see("Avant, des deux côtés", "Simonne", "Exemplaire")
        hand.pick("short-ici", inside="compare-prenom")
        hand.pick("short-departement", inside="compare-nom")
        hand.push("keepComparison")
        hand.see("Vos choix sont gardés")
        gestures.synchronise(hand)
        wait_for(screen, first, Suivi.ACCUSEE)
        settled = overview.detail(screen.workplace, first.id).known
        assert (settled.personne.prenom, settled.personne.nom) == ("Simonne", "Exemplaire")


@pytest.mark.long
def test_a_laptop_set_so_synchronises_when_the_network_comes_back(known_laptop: Laptop) -> None:
    sent(known_laptop)  # the service has confirmed this laptop's date
    with known_laptop.opened() as place:
        made = follow(place, interview(place, nom="Maquette")).prescription
        assert made is not None
    with known_laptop.window() as screen:
        hand = screen.hand
        gestures.unlock(hand, PASSPHRASE)
        hand.go_to("synchroniser")
        hand.push("automaticSync")
        hand.until(lambda: bool(screen.program.window.findChildren(ReturningNetwork)), "listening")
        (heard,) = screen.program.window.findChildren(ReturningNetwork)
        heard.tell(QNetworkInformation.Reachability.Disconnected)
        heard.tell(QNetworkInformation.Reachability.Online)
        wait_for(screen, made, Suivi.ACCUSEE)
        hand.see("Rien en attente d’envoi")
