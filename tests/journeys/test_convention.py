"""The référent ends a convention by a letter, puts it back by an avenant, corrects a contact."""

from datetime import date

import pytest
from PySide6.QtCore import Qt

from app.domain.vie_convention import Saisie, Sorte
from demonstration import gestures
from demonstration.first_hours import note_life
from tests.journeys.laptop import Laptop
from tests.journeys.test_versions import confirm
from tests.ui.workplace import PASSPHRASE

CONTROL = Qt.KeyboardModifier.ControlModifier
LETTER = Saisie(
    sorte=Sorte.FIN_ANTICIPEE,
    le=date(2026, 6, 1),
    reference="Recommandé 1A 000",
    terme=date(2026, 9, 1),
)
AVENANT = Saisie(
    sorte=Sorte.AVENANT,
    le=date(2026, 11, 15),
    reference="Avenant no 2",
    terme=date(2029, 12, 31),
)


@pytest.mark.long
@pytest.mark.obligation("S1-01")
def test_a_convention_is_closed_and_put_back_by_what_the_referent_notes(laptop: Laptop) -> None:
    with laptop.window() as screen:
        hand = screen.hand
        gestures.unlock(hand, PASSPHRASE)
        hand.find("doorInterview")
        assert not hand.shows("goConvention")
        assert screen.program.session is not None
        screen.program.session.open_convention()
        hand.see("En vigueur", "31 décembre 2059")
        note_life(hand, LETTER)
        hand.see("Terminée", "1er septembre 2026", "Recommandé 1A 000")

        hand.go_to("aujourdhui")
        hand.see("La convention a pris fin le 1er septembre 2026")
        assert not hand.shows("doorInterview")
        assert hand.shows("doorQuickHelp")  # it names nobody

        hand.push("goConvention")
        note_life(hand, AVENANT)
        hand.see("En vigueur", "31 décembre 2029", "Avenant no 2")

        hand.push("editValues")
        hand.write("value-departement-telephone", "03 68 98 50 00")
        hand.push("valuesFormKeep")
        hand.see("Ce que vous changez", "1 valeur change", "Après : 03 68 98 50 00")
        hand.push("activateConvention")
        confirm(hand)
        hand.see("À la prochaine ouverture du poste")
        hand.go_to("aujourdhui")
        hand.find("doorInterview")
    with laptop.window() as screen:
        gestures.unlock(screen.hand, PASSPHRASE)
        screen.hand.find("doorInterview")
        assert screen.workplace.convention.departement.telephone == "03 68 98 50 00"
