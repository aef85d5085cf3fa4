"""What the Département announces is read on Aujourd’hui and put away, by keys alone."""

from datetime import timedelta

from demonstration import gestures
from tests.journeys.laptop import Laptop
from tests.journeys.witness import Witness
from tests.sync.departement_state import FakeDepartement
from tests.sync.loopback import WireDepartement, serving
from tests.ui.workplace import CCAS, PASSPHRASE
from tests.usecases.test_announcements import announced


def test_an_announcement_is_read_and_put_away_by_keyboard(laptop: Laptop) -> None:
    service = FakeDepartement()
    service.now = laptop.clock.now()
    code = service.new_code(CCAS.code).text()
    today = laptop.clock.today()
    announced(service, "Fermeture", today, today + timedelta(days=3))
    with serving(WireDepartement(service)) as address:
        laptop.activate(address, code)
        with laptop.window() as screen:
            read_and_put_away(screen.hand)


def read_and_put_away(hand: Witness) -> None:
    gestures.unlock(hand, PASSPHRASE)
    hand.go_to("synchroniser")
    hand.push("synchronise")
    hand.see("1 annonce reçue", "Annonce du Département", "Le service ferme.")
    hand.go_to("aujourdhui")
    hand.see("Fermeture", "<b>Rien</b> à faire.", "Texte signé par le Département.")
    hand.push("announcementRead")
    hand.until(lambda: not hand.shows("announcementRead"), "the announcement put away")
    hand.go_to("synchroniser")
    hand.see("Le service ferme.")
