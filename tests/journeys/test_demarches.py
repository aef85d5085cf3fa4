"""A dossier is prepared, opened, deposited and followed, by keys, on the real window."""

from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from app.department.keys import make_keys
from app.domain.dossier import EtatDossier
from app.domain.prescription import Decision, Prescription
from app.storage import decisions
from app.usecases.demarches_simplifiees import demarches
from demonstration import gestures
from demonstration.hand import Key
from tests.demarches_simplifiees import example
from tests.demarches_simplifiees.bench import AGENT
from tests.demarches_simplifiees.platform import Platform
from tests.demarches_simplifiees.site import Site
from tests.demarches_simplifiees.wire import Wire
from tests.department.demarches import Relay
from tests.department.serving import served
from tests.department.support import Departement
from tests.journeys.laptop import Laptop, Screen
from tests.paths import RESOURCES
from tests.sync.loopback import serving
from tests.ui.workplace import CCAS, PASSPHRASE, STRASBOURG
from tests.usecases.test_sending import prescribe

TODAY, SYNCHRONISER, SETTINGS = "aujourdhui", "synchroniser", "reglages"
DEPARTEMENT = 3  # the place of the tab


def resources_for(folder: Path, origin: str) -> Path:
    """Make the program's resources with a convention whose form is at `origin`."""
    folder.mkdir()
    for part in RESOURCES.iterdir():
        if part.name != "conventions":
            (folder / part.name).symlink_to(part)
    profile = folder / "conventions" / STRASBOURG
    profile.mkdir(parents=True)
    (profile / "convention.toml").write_text(example.text(origin, STRASBOURG), "utf-8")
    return folder


@contextmanager
def relaying(
    platform: Platform, wire: Wire, origin: str, folder: Path
) -> Generator[tuple[Relay, str]]:
    """Run the Département's service, which reads the platform; give its address too."""
    departement = Departement.open(folder / "service", make_keys(platform.now))
    departement.add_structure(CCAS.code, CCAS.name)
    with (
        httpx.Client(base_url=origin, trust_env=False) as http,
        served(departement) as (host, port),
    ):
        relay = Relay(departement, Site(platform, wire, origin, http))
        relay.give_token()
        yield relay, f"http://{host}:{port}"
    departement.close()


def ask_for_motives(screen: Screen, relay: Relay, address: str) -> None:
    """Activate the laptop with the service, then synchronise."""
    hand = screen.hand
    hand.write("serviceAddress", address)
    hand.write("activationCode", relay.departement.code(CCAS.code).text())
    hand.push("activate")
    hand.see("Il reçoit le motif des refus de")
    assert relay.read().relayed == 1
    hand.go_to(SYNCHRONISER)
    hand.push("synchronise")
    (prescription,) = screen.prescriptions()
    hand.until(lambda: bool(told(screen, prescription).motif), "the motive")


def told(screen: Screen, prescription: Prescription) -> Decision:
    """Return what the laptop knows of the Département's answer."""
    with screen.workplace.database.reading() as session:
        found = decisions.load(session, prescription.id)
    assert found is not None
    return found


@pytest.mark.long
def test_a_dossier_is_prepared_opened_deposited_and_followed_by_keys(
    laptop: Laptop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    platform = Platform(laptop.clock.now())
    platform.add(example.on_platform())
    addresses: list[str] = []

    def open_url(url: QUrl) -> bool:
        addresses.append(url.toString())
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", open_url)
    with laptop.opened() as place:
        prescription = prescribe(place)
    wire = Wire(platform)
    with serving(wire) as origin:
        platform.origin = origin
        resources = resources_for(tmp_path / "ressources", origin)
        with laptop.window(resources=resources) as screen:
            hand = screen.hand
            gestures.unlock(hand, PASSPHRASE)
            hand.see("Une prescription attend d’être envoyée")
            hand.go_to(SYNCHRONISER)
            hand.push("synchronise")
            hand.see("La synchronisation est terminée. 1 dossier à déposer.")
            (draft,) = platform.dossiers.values()
            assert draft.values[example.UUID.id] == prescription.id

            hand.go_to(TODAY)
            hand.see("À déposer (1)", "Expire dans 4 jours")
            hand.see("Rien en attente d’envoi")
            hand.push(f"openDossier-{prescription.id}")
            hand.confirm()
            hand.until(lambda: bool(addresses), "the browser")
            assert addresses[0].endswith(f"prefill_token={draft.token}")
            assert draft.token not in hand.screen_text()

            platform.claim(draft.token, AGENT)
            platform.deposit(draft)
            platform.decide(draft, "refuse", "hors délai")
            hand.go_to(SYNCHRONISER)
            hand.push("synchronise")
            hand.see("1 décision arrivée")
            known = demarches.dossier_of(screen.workplace, prescription.id)
            assert known is not None
            assert known.etat is EtatDossier.REFUSE
            hand.go_to(TODAY)
            hand.see("Refusée")
            hand.go_to(SETTINGS)
            hand.see("Couleurs")
            for _ in range(DEPARTEMENT):
                hand.press(Key.Key_Right)
            hand.see("Ce poste n’a pas besoin de code d’activation pour cela.")
            with relaying(platform, wire, origin, tmp_path) as (relay, address):
                ask_for_motives(screen, relay, address)
                decision = told(screen, prescription)
                assert (decision.motif, decision.message) == ("autre", "hors délai")
    assert len(platform.dossiers) == 1
