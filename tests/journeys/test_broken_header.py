"""The file of keys is damaged or lost: its copy is put back from the closed gate, by keys."""

import pytest

from demonstration import gestures
from demonstration.hand import Key
from tests.journeys.laptop import Laptop
from tests.ui.workplace import PASSPHRASE

GARBAGE = b"garbage"


@pytest.mark.parametrize("found", [GARBAGE, None])
def test_the_copy_is_put_back_and_opens(laptop: Laptop, found: bytes | None) -> None:
    header = laptop.data / "vault.json"
    whole = header.read_bytes()
    if found is None:
        header.unlink()
    else:
        header.write_bytes(found)
    with laptop.window() as screen:
        hand = screen.hand
        hand.see("vault.json.bak", "Restaurer une sauvegarde")
        hand.push("putCopyBack")
        hand.confirm()
        hand.see("La copie du fichier de clés est en place")
        gestures.unlock(hand, PASSPHRASE)
        hand.see("Bonjour Camille")
    assert header.read_bytes() == whole
    aside = laptop.data / "vault.json.abime"
    assert (aside.read_bytes() if aside.exists() else None) == found


def test_who_thinks_again_changes_nothing(laptop: Laptop) -> None:
    header = laptop.data / "vault.json"
    header.write_bytes(GARBAGE)
    with laptop.window() as screen:
        hand = screen.hand
        hand.push("putCopyBack")
        hand.press(Key.Key_Escape)
        hand.see("vault.json.bak")
    assert header.read_bytes() == GARBAGE


def test_a_copy_that_is_no_better_is_not_offered(laptop: Laptop) -> None:
    for name in ("vault.json", "vault.json.bak"):
        (laptop.data / name).write_bytes(GARBAGE)
    with laptop.window() as screen:
        screen.hand.see("le fichier de clés est abîmé", "Restaurer une sauvegarde")
        assert "Remettre la copie" not in screen.hand.screen_text()
