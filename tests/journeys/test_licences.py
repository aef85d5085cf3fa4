"""The licences of what the program carries, found and read by keys alone."""

import pytest
from PySide6.QtWidgets import QPlainTextEdit

from app.documents.notices import parsed, read_notices
from demonstration import gestures
from demonstration.hand import Key
from tests.journeys.laptop import Laptop
from tests.ui.workplace import PASSPHRASE


@pytest.mark.long
def test_a_licence_is_found_by_a_word_and_read(laptop: Laptop) -> None:
    with laptop.window() as screen:
        hand = screen.hand
        gestures.unlock(hand, PASSPHRASE)
        hand.go_to("reglages")
        hand.pick_by_words("reglagesTabs", "À propos")
        hand.push("showLicences")
        hand.until(lambda: hand.shows("licencesDialog"), "the licences")
        text = hand.find("licenceText")
        assert isinstance(text, QPlainTextEdit)

        def reading() -> str:
            return text.toPlainText()

        hand.type("licence martienne")
        hand.see("Aucun texte ne contient ces mots.")
        hand.press(Key.Key_Escape)  # empties the search, as everywhere
        assert hand.shows("licencesDialog")
        hand.type("Häring")
        hand.until(lambda: "sqlcipher3" in reading(), "the licence of sqlcipher3")
        hand.press(Key.Key_Escape)
        hand.press(Key.Key_Escape)
        hand.until(lambda: not hand.shows("licencesDialog"), "the page again")


def test_the_file_of_a_packaged_program_is_cut_into_its_parts() -> None:
    line = "\n" + "=" * 78 + "\n\n"
    text = f"passerelle\nApache-2.0\n\nApache License\n{line}qt 6.12\nLGPL-3.0\n\nGNU LESSER\n"
    first, second = parsed(text)
    assert (first.name, first.licence) == ("passerelle", "Apache-2.0")
    assert (second.name, second.licence) == ("qt 6.12", "LGPL-3.0")
    assert second.text.endswith("GNU LESSER")


def test_run_from_the_sources_it_reads_what_is_installed() -> None:
    notices = {one.name.partition(" ")[0]: one for one in read_notices()}
    assert notices["passerelle"].licence == "Apache-2.0"
    assert "SQLAlchemy" in notices
    assert "zlib" in notices["sqlcipher3"].text or "Häring" in notices["sqlcipher3"].text
    assert any("Licence Ouverte" in one.text for one in notices.values())
