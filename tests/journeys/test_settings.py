"""Passphrase, recovery sheet, colleagues, lock and large letters, by keys."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from app.usecases.laptop import colleagues
from demonstration import gestures
from demonstration.hand import Key
from tests.bootstrap.test_single import other_process
from tests.journeys.laptop import Laptop
from tests.ui.workplace import PASSPHRASE, WallClock

NEW = "carotte bleue sous le piano droit"
COLLEAGUE = "quatre canards traversent tranquillement"


def test_a_new_passphrase_opens_and_the_old_one_does_not(laptop: Laptop) -> None:
    with laptop.window() as screen:
        hand = screen.hand
        gestures.unlock(hand, PASSPHRASE)
        hand.open_tab("currentPassphrase")
        hand.write("currentPassphrase", PASSPHRASE)
        hand.write("changedPassphrase", "soleil")
        hand.see("Trop court")
        for name in ("changedPassphrase", "changedPassphraseAgain"):
            hand.write(name, NEW)
        hand.push("changePassphrase")
        hand.see("C’est fait : la nouvelle phrase de passe sert dès la prochaine ouverture.")
        hand.lock()
        hand.write("passphrase", PASSPHRASE)
        hand.press(Key.Key_Return)
        hand.see("Ce n’est pas la bonne phrase de passe.")
        gestures.unlock(hand, NEW)


def test_wrong_passphrases_make_one_wait_even_after_a_restart(tmp_path: Path) -> None:
    clock = WallClock()
    laptop = Laptop(tmp_path, clock=clock)
    with laptop.window() as screen:
        hand = screen.hand
        for _ in range(3):
            hand.write("passphrase", NEW)
            hand.press(Key.Key_Return)
            hand.see("Ce n’est pas la bonne phrase de passe.")
        hand.see("Prochain essai possible dans 15 secondes.")
    with laptop.window() as screen:
        hand = screen.hand
        hand.see("Prochain essai possible dans 15 secondes.")
        hand.write("passphrase", PASSPHRASE)
        hand.press(Key.Key_Return)
        clock.go_on(seconds=15)
        hand.until(
            lambda: "Prochain essai" not in hand.screen_text(), "the countdown gone by itself"
        )
        gestures.unlock(hand, PASSPHRASE)
        hand.see("3 mauvaises phrases de passe ont été tapées à votre nom")


def test_a_new_recovery_sheet_is_shown_and_checked(laptop: Laptop) -> None:
    with laptop.window() as screen:
        hand = screen.hand
        gestures.unlock(hand, PASSPHRASE)
        hand.see("Votre feuille de secours n’est pas vérifiée.")
        hand.open_tab("newSheet")
        hand.push("newSheet")
        hand.confirm()
        groups = {
            number: label.text()
            for number in range(1, 14)
            if isinstance(label := hand.find(f"group-{number}"), QLabel)
        }
        hand.push("sheetKept")
        hand.find("recoveryCheck")
        for number, group in groups.items():
            if hand.shows(f"asked-{number}"):
                hand.write(f"asked-{number}", group)
        hand.push("checkSheet")
        hand.see("La feuille est vérifiée. Détruisez l’ancienne")
        hand.go_to("aujourdhui")
        hand.find("doorInterview")
        hand.until(
            lambda: "n’est pas vérifiée" not in hand.screen_text(), "the warning of the sheet gone"
        )


def test_colleagues_come_and_go_and_the_focus_stays_among_them(laptop: Laptop) -> None:
    with laptop.window() as screen:
        hand = screen.hand
        gestures.unlock(hand, PASSPHRASE)
        hand.open_tab("newPrenom")
        for prenom, nom in (("Dominique", "Fictif"), ("Sacha", "Imaginaire")):
            hand.write("newPrenom", prenom)
            hand.write("newNom", nom)
            hand.write("colleaguePassphrase", COLLEAGUE)
            hand.write("colleaguePassphraseAgain", COLLEAGUE)
            hand.push("addAgent")
            hand.see(f"{prenom} {nom}")
        first, second = (
            f"remove-{one.id}"
            for one in colleagues.present(screen.workplace)
            if one.id != laptop.agent
        )
        hand.push(first)
        hand.confirm()
        hand.until(lambda: focus() == second, "the focus on the next colleague")
        hand.push(second)
        hand.confirm()
        hand.until(lambda: focus() == "addAgent", "the focus on the addition")


def test_f12_hides_everything_and_idle_time_locks(laptop: Laptop) -> None:
    with laptop.window() as screen:
        hand = screen.hand
        gestures.unlock(hand, PASSPHRASE)
        hand.press(Key.Key_F12)
        hand.see("Écran masqué")
        hand.press(Key.Key_5)  # reaches nothing underneath
        hand.press(Key.Key_F12)
        hand.until(lambda: not hand.shows("cover"), "the screen back")
        assert focus() == "doorInterview"
        screen.program.window.idle.idle.emit()  # ten minutes without a touch
        hand.find("passphrase")
        assert screen.program.session is None


def test_synchroniser_says_what_to_do_before_the_activation(laptop: Laptop) -> None:
    with laptop.window() as screen:
        hand = screen.hand
        gestures.unlock(hand, PASSPHRASE)
        hand.go_to("synchroniser")
        hand.see("Ce poste n’est pas encore connu du Département")
        hand.until(lambda: focus() == "emptyAction", "the focus on the way to the code")
        hand.press(Key.Key_Return)
        hand.see("Réglages")


def focus() -> str:
    """Return the name of what has the focus."""
    place: QWidget | None = QApplication.focusWidget()
    return place.objectName() if place else ""


def test_a_second_window_on_the_same_data_says_so_and_opens_when_the_first_closes(
    laptop: Laptop,
) -> None:
    with other_process(laptop.data) as other, laptop.window() as screen:
        hand = screen.hand
        hand.see("Passerelle est déjà ouvert avec les mêmes données.")
        other.communicate("")
        hand.until(lambda: "déjà ouvert" not in hand.screen_text(), "the gate by itself")
        gestures.unlock(hand, PASSPHRASE)


def test_locking_forgets_what_was_copied(laptop: Laptop) -> None:
    with laptop.window() as screen:
        hand = screen.hand
        gestures.unlock(hand, PASSPHRASE)
        hand.go_to("personnes")
        hand.write("searchPerson", "Lefèvre")
        hand.press(Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        hand.press(Key.Key_C, Qt.KeyboardModifier.ControlModifier)
        assert QApplication.clipboard().text() == "Lefèvre"
        hand.lock()
        assert QApplication.clipboard().text() == ""


def test_the_laptop_going_to_sleep_locks_even_while_somebody_is_received(laptop: Laptop) -> None:
    with laptop.window() as screen:
        hand = screen.hand
        gestures.unlock(hand, PASSPHRASE)
        gestures.receive(hand)
        assert screen.program.system is not None
        screen.program.system.away.emit()
        hand.find("passphrase")
        assert screen.program.session is None
        gestures.unlock(hand, PASSPHRASE)
