"""The Département cannot be reached, or its answer is lost: nothing is lost, nothing doubled."""

from dataclasses import replace
from urllib.parse import urlsplit

import pytest

from app.sync.protocol import routes
from demonstration import gestures
from tests.journeys.laptop import Laptop
from tests.sync.departement_state import FakeDepartement
from tests.sync.loopback import Asked, Said, WireDepartement, serving
from tests.ui.workplace import CCAS, PASSPHRASE
from tests.usecases.test_sending import prescribe


class CutLine:
    """Brings requests to the Département; while `cut`, the answer to a sending is lost."""

    def __init__(self, departement: FakeDepartement) -> None:
        self._wire = WireDepartement(departement)
        self.cut = False
        self.sendings = 0

    def __call__(self, asked: Asked) -> Said:
        said = self._wire(asked)
        sending = urlsplit(asked.target).path == routes.BATCHES
        self.sendings += sending
        return replace(said, cut_after=10) if self.cut and sending else said


@pytest.fixture
def service(laptop: Laptop) -> FakeDepartement:
    """Make a Département with the laptop's clock."""
    made = FakeDepartement()
    made.now = laptop.clock.now()
    return made


def test_a_departement_out_of_reach_is_said_plainly_and_nothing_is_lost(
    laptop: Laptop, service: FakeDepartement
) -> None:
    line = CutLine(service)
    with serving(line) as address:
        laptop.activate(address, service.new_code(CCAS.code).text())
    port = urlsplit(address).port
    assert port is not None
    with laptop.opened() as place:
        prescription = prescribe(place)
    with laptop.window() as screen:
        hand = screen.hand
        gestures.unlock(hand, PASSPHRASE)
        gestures.synchronise(hand)
        hand.see(
            "le service du Département ne répond pas",
            "Rien n’a été perdu : ce qui attend partira au prochain envoi.",
            "1 prescription à envoyer",
        )
        assert service.held == {}
        hand.go_to("prescriptions")
        hand.see("Simone EXEMPLIER", prescription.reference)
        with serving(line, port):
            gestures.synchronise(hand)
            hand.see("1 prescription reçue par le Département", "Rien n’attend d’être envoyé.")
        assert list(service.held) == [prescription.id]


def test_an_answer_cut_after_arrival_loses_nothing_and_doubles_nothing(
    laptop: Laptop, service: FakeDepartement
) -> None:
    line = CutLine(service)
    with serving(line) as address:
        laptop.activate(address, service.new_code(CCAS.code).text())
        with laptop.opened() as place:
            prescription = prescribe(place)
        with laptop.window() as screen:
            hand = screen.hand
            gestures.unlock(hand, PASSPHRASE)
            line.cut = True
            gestures.synchronise(hand)
            hand.see("La connexion s’est coupée avant la réponse.", "rien ne sera compté deux fois")
            assert list(service.held) == [prescription.id]  # it had arrived
            hand.see("1 envoyée, arrivée à confirmer")
            line.cut = False
            hand.push("synchronise")
            hand.see("Le Département l’avait déjà reçue.", "Rien n’attend d’être envoyé.")
        assert list(service.held) == [prescription.id]
        assert service.held[prescription.id].last == 1


def test_a_second_run_sends_nothing(laptop: Laptop, service: FakeDepartement) -> None:
    line = CutLine(service)
    with serving(line) as address:
        laptop.activate(address, service.new_code(CCAS.code).text())
        with laptop.opened() as place:
            prescribe(place)
        with laptop.window() as screen:
            hand = screen.hand
            gestures.unlock(hand, PASSPHRASE)
            gestures.synchronise(hand)
            hand.see("1 prescription reçue par le Département")
            assert line.sendings == 1
            hand.push("synchronise")
            hand.see("Rien à envoyer, rien de nouveau")
    assert line.sendings == 1
