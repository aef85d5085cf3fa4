"""A request and a breach, by keys in the real window, until their files are opened and read."""

import subprocess
from datetime import datetime, time
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog

from app.domain.demande import CanalDemande, Droit, MotifRetard, Reponse
from app.domain.violation import Cause, Etendue, Gravite, Secret, Support
from app.usecases import journal
from app.usecases.backup import saving
from app.usecases.registers import demandes, violations
from app.usecases.workplace import Workplace
from demonstration import gestures
from demonstration.hand import Key
from tests.demandes.asking import request
from tests.journeys.conftest import NewLaptop
from tests.journeys.laptop import Laptop
from tests.journeys.witness import Witness
from tests.ui.workplace import LOT_ET_GARONNE, PASSPHRASE, WallClock
from tests.usecases.test_day import follow, interview

NAME = "Zwingelstein"


@pytest.fixture
def stick(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return where the system's dialogs put every file, and take backups from."""
    made = tmp_path / "cle"
    made.mkdir()

    def place(_parent: object, _title: str, suggested: str, *_: str) -> tuple[str, str]:
        return str(made / Path(suggested).name), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", place)
    monkeypatch.setattr(
        QFileDialog,
        "getOpenFileName",
        lambda *_: (str(next(made.glob("*.sauvegarde"))), ""),
    )
    return made


def attached(file: Path) -> tuple[EmailMessage, str]:
    """Return an e-mail as a mail program reads it, and the words of the PDF in it."""
    mail = message_from_bytes(file.read_bytes(), policy=default)
    assert isinstance(mail, EmailMessage)
    (part,) = mail.iter_attachments()
    run = subprocess.run(
        ["pdftotext", "-q", "-layout", "-", "-"],
        input=part.get_content(),
        capture_output=True,
        check=True,
    )
    return mail, " ".join(run.stdout.decode().replace("\u00a0", " ").split())


def fronted(hand: Witness) -> None:
    """Bring the window in front, as a window manager does."""
    hand.window.activateWindow()
    hand.until(hand.window.isActiveWindow, "the window in front")


def request_of(place: Workplace) -> demandes.Suivie:
    (found,) = demandes.registre(place).ouvertes
    return found


def later(laptop: Laptop, **duration: float) -> None:
    assert isinstance(laptop.clock, WallClock)
    laptop.clock.go_on(**duration)


def note_request(hand: Witness) -> None:
    """Note what a known person asks at the desk; nothing may be missing."""
    hand.push("newRequest")
    hand.write("requestName", NAME)
    hand.see("Nérac")
    hand.press(Key.Key_Down)
    hand.press(Key.Key_Return)
    hand.see(f"Dossier lié : Simone {NAME.upper()}")
    hand.push("submitRequest")  # nothing else is said yet
    hand.see("Choisissez au moins un droit.", "Choisissez comment la demande est arrivée.")
    hand.pick("choice-acces", inside="requestForm")
    hand.pick("choice-effacement", inside="requestForm")
    hand.write("heure", "8 h 30")
    hand.pick("short-guichet", inside="requestForm")
    hand.write("mots", "Que savez-vous de moi ?")
    hand.push("submitRequest")
    hand.see("La demande 2026-CCASILL-R0001 est notée.", "demain avant 8 h 30", "Reste 22 h")


def note_late_sending(hand: Witness) -> None:
    """Note the real hour of a sending that was late, which needs its reason."""
    hand.push("noteSending")
    hand.find("requestSmallFormKeep")
    hand.write("jour", "23/11/2026")
    hand.write("heure", "9:10")
    hand.pick("short-courriel", inside="requestSmallForm")
    hand.press(Key.Key_Return)
    hand.see("Pourquoi après le délai ?", "Choisissez une raison.")
    hand.pick("choice-sans_reseau", inside="requestSmallForm")
    hand.push("requestSmallFormKeep")
    hand.see("L’envoi est noté : le délai ne court plus.", "Pas de réseau ni de téléphone")


def test_a_request_is_noted_and_leaves_without_a_network(
    new_laptop: NewLaptop, stick: Path
) -> None:
    laptop = new_laptop(LOT_ET_GARONNE)
    with laptop.opened() as place:
        follow(place, interview(place, "X11", nom=NAME))
    with laptop.window() as screen:
        hand = screen.hand
        gestures.unlock(hand, PASSPHRASE)
        hand.go_to("demandes")
        hand.see("Aucune demande, aucune violation", "sous 24 heures", "convention, article 5")
        note_request(hand)
        noted = request_of(screen.workplace).demande
        assert noted.droits == (Droit.ACCES, Droit.EFFACEMENT)
        hand.push("showReceipt")
        hand.see("Votre demande a été reçue")
        hand.push("closePaper")
        hand.until(lambda: not hand.shows("closePaper"), "the paper closed")
        fronted(hand)
        hand.push("saveMail")
        hand.see("Il n’est pas chiffré et contient des données personnelles")
        assert "courriel_droits" in [line.detail for line in journal.read(screen.workplace)]
        hand.press(Key.Key_Escape)
        hand.see("Demandes en cours", "à transmettre demain avant 8 h 30", "Reste 22 h")
        hand.lock()
    assert NAME.lower() not in " ".join(hand.titles).lower()
    mail, words = attached(stick / "2026-CCASILL-R0001.eml")
    assert mail["To"] == "contact-dpd@lotetgaronne.fr"
    assert NAME not in str(mail["Subject"])
    for expected in ("22 novembre 2026 à 8 h 30", "Que savez-vous de moi ?", NAME.upper()):
        assert expected in words


def test_a_request_is_seen_to_press_is_sent_late_and_closed(new_laptop: NewLaptop) -> None:
    laptop = new_laptop(LOT_ET_GARONNE)
    with laptop.opened() as place:
        demandes.register(place, request(time(8, 30), who="Ana Dehors"))
    later(laptop, hours=13)
    with laptop.window() as screen:
        hand = screen.hand
        gestures.unlock(hand, PASSPHRASE)
        hand.see("1 demande de droits à transmettre demain avant 8 h 30. Reste 9 h 18.")
        hand.push("seeRegister")
        hand.open_row("Ana Dehors")
        hand.push("noteSending")
        hand.find("requestSmallFormKeep")
        hand.push("requestSmallFormGiveUp")
        later(laptop, hours=10)
        note_late_sending(hand)
        sent = request_of(screen.workplace).demande.transmise
        assert sent is not None
        assert sent.at == datetime.fromisoformat("2026-11-23T09:10:00+01:00")
        assert (sent.canal, sent.retard) == (CanalDemande.COURRIEL, MotifRetard.SANS_RESEAU)
        hand.push("noteAnswer")
        hand.pick("short-satisfaite", inside="requestSmallForm")
        hand.push("requestSmallFormKeep")
        hand.see("La réponse est notée.", "Demande satisfaite")
        hand.push("closeRequest")
        hand.confirm()
        hand.see("La demande est close.")
        (over,) = demandes.registre(screen.workplace).closes
        assert (over.demande.reponse, over.demande.mots) == (Reponse.SATISFAITE, "")
        hand.lock()


def describe_theft(hand: Witness) -> None:
    """Go from « quand » to the step of the data, through what is refused on the way."""
    hand.push("newBreach")
    hand.see("Quand l’avez-vous su ?")
    hand.write("heure", "25:00")
    hand.press(Key.Key_Return)
    hand.see("Écrivez l’heure et les minutes")
    hand.write("heure", "7:45")
    hand.press(Key.Key_Return)
    hand.see("Que s’est-il passé ?", "Violation 2026-CCASILL-V0001", "Reste 21 h")
    hand.push("breachNext")
    hand.see("Choisissez ce qui s’est passé.")
    hand.pick("choice-vol", inside="breachForm")
    hand.pick("choice-poste", inside="breachForm")
    hand.write("description", "Sac volé dans le tramway.")
    hand.push("breachNext")
    hand.see("Quelles données, combien de personnes ?", "révoquer ce poste", "Compté sur ce poste")


def count_backup(hand: Witness) -> None:
    """Count in the last backup of the laptop that is gone, after a wrong passphrase."""
    hand.push("chooseBackup")
    hand.find("backupSecret")
    hand.write("backupSecret", "pas la bonne phrase")
    hand.press(Key.Key_Return)
    hand.see("Ce n’est pas la bonne phrase de passe.")
    hand.write("backupSecret", PASSPHRASE)
    hand.press(Key.Key_Return)
    hand.see("Compté dans la dernière sauvegarde")


@pytest.mark.long
def test_a_stolen_laptop_is_notified_from_another_one_with_what_its_backup_held(
    new_laptop: NewLaptop, stick: Path
) -> None:
    lost, laptop = new_laptop(), new_laptop(LOT_ET_GARONNE)
    with lost.opened() as place:
        for nom in (NAME, "Quelconque"):
            follow(place, interview(place, nom=nom))
        saving.choose_folder(place, stick)
        saving.back_up(place)
    with laptop.window() as screen:
        hand = screen.hand
        gestures.unlock(hand, PASSPHRASE)
        hand.go_to("demandes")
        describe_theft(hand)
        count_backup(hand)
        hand.push("breachNext")
        hand.see("Qu’est-ce qui protégeait les données ?")
        hand.pick("short-non", inside="secret")
        hand.push("breachNext")
        hand.see("Conséquences et mesures")
        hand.pick("short-limitee", inside="gravite")
        hand.push("breachNext")
        hand.see("Relire et envoyer", "demain avant 7 h 45", "contact-dpd@lotetgaronne.fr")
        hand.push("saveBreachMail")
        hand.see("Le courriel est enregistré dans un fichier.")
        hand.push("noteBreachSending")
        hand.find("breachSmallFormKeep")
        hand.pick("short-telephone", inside="breachSmallForm")
        hand.push("breachSmallFormKeep")
        hand.see("L’envoi est noté dans le registre.", "Notification initiale", "téléphone")
        hand.press(Key.Key_Escape)
        hand.see("Violations en cours", "Notifiée")
        (one,) = violations.journal(screen.workplace).ouvertes
        hand.lock()
    constat = one.violation.constat
    assert (constat.cause, constat.supports) == (Cause.VOL, (Support.POSTE,))
    assert (constat.secret, constat.gravite) == (Secret.NON, Gravite.LIMITEE)
    assert constat.inventaire is not None
    assert constat.inventaire.etendue is Etendue.SAUVEGARDE
    assert one.violation.envois[0].transmission.canal is CanalDemande.TELEPHONE
    assert constat.connue_at == datetime.fromisoformat("2026-11-22T07:45:00+01:00")
    mail, words = attached(stick / "2026-CCASILL-V0001.eml")
    assert mail["To"] == "contact-dpd@lotetgaronne.fr"
    for expected in (
        "Vol d’un ordinateur ou d’un support",
        "environ 2 personnes",
        "Compté dans la dernière sauvegarde",
        "Civilité, tranche d’âge",
        "Révocation du poste par le Département",
        "23 novembre 2026 à 7 h 45",
    ):
        assert expected in words, expected
