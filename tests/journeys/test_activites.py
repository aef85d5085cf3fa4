"""The particular day of an EPN, and a facilitateur's, by keys in the real window."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from app.domain.habilitation import Role
from app.usecases.activites import ateliers
from app.usecases.laptop import habilitations
from demonstration import gestures
from demonstration.hand import Key
from tests.journeys.conftest import NewLaptop
from tests.journeys.test_bilan import form, go_down_to, in_front
from tests.journeys.witness import Witness
from tests.leaks import leaks
from tests.ui.workplace import NEUILLY, NORMANDIE, PASSPHRASE, WallClock
from tests.usecases.activites.counted import counted

FIRST_NAME, CONTACT = "Zébulonne", "06 99 99 99 99"


def _three_quick_helps(hand: Witness) -> None:
    """Ten seconds each: a digit and Enter; « + » for the same again; one taken back."""
    hand.push("doorQuickHelp")
    hand.see("Sur quoi portait l’aide", "E-mail")
    hand.press(Key.Key_2)
    hand.press(Key.Key_Return)
    hand.see("C’est compté : E-mail.", "1 aide comptée")
    hand.press(Key.Key_Plus)
    hand.see("2 aides comptées")
    hand.press(Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    hand.see("L’aide n’est plus comptée.", "1 aide comptée")
    hand.press(Key.Key_2)
    hand.press(Key.Key_7)
    hand.press(Key.Key_Return)
    hand.see("C’est compté : Santé.", "2 aides comptées")
    hand.push("another")
    hand.see("Sur quoi portait l’aide")
    hand.press(Key.Key_1)
    hand.pick("choice-logement", inside="demarches")
    hand.pick("choice-30", inside="minutes")
    hand.press(Key.Key_Return)
    hand.see("C’est compté : Aide aux démarches administratives.", "3 aides comptées")
    hand.press(Key.Key_Return)


def _one_workshop(hand: Witness) -> None:
    """One grid for the group; what does not agree is said where it is."""
    hand.push("doorWorkshop")
    hand.see("Aucun atelier cette année", "0 sur 2 dans l’année : encore 2")
    hand.press(Key.Key_Return)
    hand.see("Noter un atelier", "De quoi parlait l’atelier")
    hand.push("keepWorkshop")
    hand.see("Choisissez au moins un sujet.", "Combien de personnes sont venues")
    hand.push("showRarer")
    hand.pick("choice-creer_avec_le_numerique", inside="rarerThemes")
    hand.pick("choice-nouvelles_technologies", inside="target")
    hand.write("participants", "8")
    hand.write("statut_social-retraite", "9")
    hand.see("1 de trop : il y en a 8 en tout.")
    hand.press(Key.Key_Minus)
    hand.press(Key.Key_Minus)
    hand.see("1 non communiqué(s)")
    hand.write("workshopTitle", "Première impression 3D")
    hand.press(Key.Key_Return)
    hand.see("Atelier noté.", "8 participants, 2 h.", "1 sur 2 dans l’année : encore 1")


def _its_correction(hand: Witness) -> None:
    hand.open_row("Première impression 3D")
    hand.see("Retirer cet atelier")
    hand.write("participants", "6")
    hand.see("1 de trop : il y en a 6 en tout.")
    hand.write("statut_social-retraite", "5")
    hand.press(Key.Key_Return)
    hand.see("Atelier corrigé.", "6 participants")
    hand.open_row("Première impression 3D")
    hand.push("removeWorkshop")
    hand.see("L’atelier n’est plus compté.", "0 sur 2 dans l’année : encore 2")
    hand.press(Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    hand.see("L’atelier est de nouveau compté.", "1 sur 2 dans l’année : encore 1")
    hand.press(Key.Key_Escape)
    hand.see("Bonjour Camille")


def _its_report(hand: Witness) -> None:
    """The evaluation of the year, written by 15 January and sent to the Région (l. 107)."""
    hand.see("Évaluation écrite de l’année écoulée, à la Région")
    go_down_to(hand, "nav-bilan")
    hand.see("Tableau de bord")
    hand.push("beginReport")
    form(hand, "beginForm")
    hand.push("beginNow")
    in_front(hand, "beginNow")
    hand.see("Évaluation annuelle", "Brouillon", "le 15 janvier de l’année suivante")
    hand.see("Ateliers sur les nouvelles technologies", "Démarches collectives")
    hand.write("text-evaluation", "Ouvert douze heures par semaine.")
    hand.push("validateReport")
    form(hand, "validateForm")
    hand.write("validatedBy", "La responsable")
    hand.write("validatedOn", "04/01/2027")
    hand.push("validateNow")
    in_front(hand, "validateNow")
    hand.see("Le bilan est validé.")
    hand.push("sendReport")
    form(hand, "sendForm")
    hand.write("sentOn", "04/01/2027")
    hand.write("sentHow", "par courriel")
    hand.push("sendNow")
    in_front(hand, "sendNow")
    hand.see("L’envoi est noté.", "Transmis")


@pytest.mark.long
@pytest.mark.obligation("S4-14", "S4-31")
def test_the_day_of_an_epn_is_counted_by_keys_and_reported_by_15_january(
    new_laptop: NewLaptop,
) -> None:
    laptop = new_laptop(NORMANDIE)
    with laptop.window() as screen:
        hand = screen.hand
        gestures.unlock(hand, PASSPHRASE)
        _three_quick_helps(hand)
        _one_workshop(hand)
        _its_correction(hand)
        place = screen.workplace
        assert counted(place, "coop_type_activite") == {"individuel": 3, "collectif": 1}
        assert counted(place, "coop_accompagnements") == {"individuel": 3, "collectif": 6}
        assert counted(place, "coop_statut_social") == {"retraite": 5, "non_communique": 4}
        assert counted(place, "coop_thematique_demarche") == {"logement": 1}
        assert counted(place, "coop_duree_stat") == {"30": 2, "60": 1, "more": 6}
        (held,) = ateliers.year(place, 2026).ateliers
        assert held.atelier.titre == "Première impression 3D"
    assert isinstance(laptop.clock, WallClock)
    laptop.clock.at = datetime(2027, 1, 4, 9, tzinfo=UTC)
    with laptop.window() as screen:
        gestures.unlock(screen.hand, PASSPHRASE)
        _its_report(screen.hand)


@pytest.mark.obligation("S3-04")
def test_a_facilitateur_leads_somebody_on_and_nothing_of_her_stays(
    new_laptop: NewLaptop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """003, l. 148; the sheet goes with the person, the coupon's return is counted."""
    saved = tmp_path / "navette.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(saved), ""))
    laptop = new_laptop(NEUILLY)
    with laptop.opened() as place, place.database.writing() as session:
        habilitations.put(session, place, place.agent.id, {Role.FACILITATEUR})
    with laptop.window() as screen:
        hand = screen.hand
        gestures.unlock(hand, PASSPHRASE)
        hand.see("Aide rapide", "Fiche navette")
        assert not hand.shows("doorInterview")
        hand.push("activity-navette")
        hand.write("shuttleFirstName", FIRST_NAME)
        hand.write("shuttleContact", CONTACT)
        hand.pick("motif-pass")
        hand.push("showShuttle")
        hand.see("Sans son accord, la fiche ne part pas")
        hand.press(Key.Key_Space)
        hand.push("showShuttle")
        hand.push("savePdf")
        hand.see("Le document est enregistré.")
        hand.push("closePaper")
        hand.until(lambda: not hand.shows("closePaper"), "the paper closed")
        hand.window.activateWindow()
        hand.see("C’est compté : fiche imprimée.", "1 fiche imprimée, 0 coupon revenu")
        hand.push("coupon-retour_pass")
        hand.see("1 fiche imprimée, 1 coupon revenu")
        assert counted(screen.workplace, "navette") == {"emise": 1, "retour_pass": 1}
        hand.lock()
    assert saved.is_file()
    assert leaks(laptop.folders, [FIRST_NAME, CONTACT]) == []
