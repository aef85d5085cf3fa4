"""A dossier is prepared, opened, deposited and followed, by keys, on the real window."""

from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from app.domain.dossier import EtatDossier
from app.usecases.demarches_simplifiees import demarches
from demonstration import gestures
from demonstration.hand import Key
from tests.demarches_simplifiees import example
from tests.demarches_simplifiees.bench import AGENT
from tests.demarches_simplifiees.platform import Platform
from tests.demarches_simplifiees.wire import Wire
from tests.journeys.laptop import Laptop
from tests.paths import RESOURCES
from tests.sync.loopback import serving
from tests.ui.workplace import PASSPHRASE, STRASBOURG
from tests.usecases.test_sending import prescribe

TODAY, SYNCHRONISER, SETTINGS = 1, 4, 5
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
    with serving(Wire(platform)) as origin:
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
            hand.see("Ce poste n’a pas besoin de code d’activation.")
            assert not hand.shows("activationCode")
    assert len(platform.dossiers) == 1
