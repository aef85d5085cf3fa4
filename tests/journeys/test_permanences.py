"""The particular day of Conflent Canigó, then the twelve hours of an EPN, by keys alone."""

import subprocess
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar
from PySide6.QtWidgets import QApplication, QFileDialog

from app.storage import indicateurs
from app.usecases.echeances import calendrier
from app.usecases.permanences import affiches, lieux, tenues
from demonstration import gestures
from demonstration.hand import Key
from tests.journeys.laptop import Laptop
from tests.journeys.witness import Witness
from tests.ui.workplace import CONFLENT, NORMANDIE, PASSPHRASE, WallClock

TUESDAY = datetime(2026, 11, 24, 8, 30, tzinfo=UTC)  # 9 h 30 at Vinça


@pytest.fixture
def stick(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return where the system's dialogs put every file."""
    made = tmp_path / "cle"
    made.mkdir()

    def place(_parent: object, _title: str, suggested: str, *_: str) -> tuple[str, str]:
        return str(made / Path(suggested).name), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", place)
    return made


def form(hand: Witness, name: str) -> None:
    """Bring a form in front, as a window manager does."""
    found = hand.find(name)
    found.activateWindow()
    hand.until(found.isActiveWindow, "the form in front")


def back(hand: Witness, gone: str) -> None:
    """Wait until a form is gone; the window comes in front again."""
    hand.until(lambda: not hand.shows(gone), f"the end of « {gone} »")
    hand.window.activateWindow()
    hand.until(hand.window.isActiveWindow, "the window in front")


def words_of(pdf: Path) -> str:
    run = subprocess.run(["pdftotext", "-q", str(pdf), "-"], capture_output=True, check=True)
    return " ".join(run.stdout.decode().replace("\u00a0", " ").split())


def fill_in_vinca(hand: Witness) -> None:
    """Give Vinça its hours and what there is on the spot."""
    hand.go_to("permanences")
    hand.see("9 lieux, 9 sans horaires.", "Aucune permanence n’est prévue aujourd’hui.")
    hand.open_row("Médiathèque de Vinça")
    hand.see("Horaires de la semaine")
    hand.write("hours-mardi", "de 9 à midi")
    hand.push("keepPlace")
    hand.see("Écrivez comme ceci : 9 h – 12 h, 14 h – 17 h.")
    hand.write("hours-mardi", "9h-12h")
    hand.tab_to("short-none", inside="means-pmr")
    hand.press(Key.Key_Left)
    hand.press(Key.Key_Left)  # « Oui »
    hand.write("means-salle", "5")
    hand.push("keepPlace")
    hand.see("Lieu enregistré.", "1 demi-journée par semaine", "5, il en faut 6")
    hand.push("back")
    hand.see("Permanences d’aujourd’hui", "9 lieux, 8 sans horaires, 1 avec un manque.")


def hold_the_permanence(hand: Witness, clock: WallClock) -> None:
    hand.open_row("9 h – 12 h")
    form(hand, "todayForm")
    hand.push("openNow")
    back(hand, "todayForm")
    hand.see("Permanence ouverte.", "ouverte à 9 h 30")
    clock.go_on(hours=2, minutes=45)
    hand.open_row("9 h – 12 h")
    form(hand, "todayForm")
    hand.write("heldHours", "9h30 - 12h15")
    hand.push("closeHeld")
    back(hand, "todayForm")
    hand.see("Permanence fermée et comptée.", "tenue, 2 h 45")


def print_the_poster(hand: Witness, stick: Path) -> str:
    """Note the agreement, then keep the poster of Vinça alone as a file."""
    hand.push("goAgreement")
    form(hand, "agreementForm")
    hand.write("agreedBy", "Service communication")
    hand.push("keepAgreement")
    back(hand, "agreementForm")
    hand.see("Affiche validée par Service communication le 24 novembre 2026")
    hand.push("posters")
    form(hand, "posterForm")
    for number in range(8):
        if number != 1:  # all are ticked: leave Vinça alone
            hand.tab_to(f"choice-{number}")
            hand.press(Key.Key_Space)
    hand.push("showPosters")
    form(hand, "paperDialog")
    hand.push("savePdf")
    hand.see("Le document est enregistré.")
    hand.push("closePaper")
    back(hand, "closePaper")
    return words_of(next(stick.glob("*-affiche.pdf")))


def fix_the_committee(hand: Witness, stick: Path) -> None:
    hand.go_to("echeances")
    hand.see("Décembre 2026", "Au plus tard jeudi 31 décembre 2026")
    hand.open_row("Au plus tard jeudi 31 décembre 2026")
    form(hand, "deadlineForm")
    hand.see("002, art. 3.4, l. 210", "la date n’est pas fixée".capitalize())
    hand.write("meetingDay", "12/01/2027")
    hand.push("setDay")
    hand.see("La convention la prévoit du 1er janvier 2026 au 31 décembre 2026.")
    hand.write("meetingDay", "10/12/2026")
    hand.push("setDay")
    back(hand, "deadlineForm")
    hand.see("Date fixée.", "Jeudi 10 décembre 2026", "date fixée par Camille Martin")
    hand.push("saveAgenda")
    hand.until((stick / "echeances-passerelle.ics").exists, "the file")
    hand.see("Fichier enregistré.")


@pytest.mark.long
def test_the_day_of_conflent_canigo_permanence_poster_committee_and_agenda(
    qapp: QApplication, tmp_path: Path, stick: Path
) -> None:
    assert qapp.platformName() == "offscreen"
    clock = WallClock(at=TUESDAY)
    laptop = Laptop(tmp_path / "poste", CONFLENT, clock)
    with laptop.window() as screen:
        hand = screen.hand
        gestures.unlock(hand, PASSPHRASE)
        fill_in_vinca(hand)
        hold_the_permanence(hand, clock)
        poster = print_the_poster(hand, stick)
        assert "Mardi : 9 h – 12 h" in poster
        assert "Fermé les jours fériés." in poster
        assert "Horaires depuis le 24 novembre 2026." in poster
        hand.push("saveAgenda")
        hand.until((stick / "permanences-passerelle.ics").exists, "the file")
        hand.see("Fichier enregistré.")
        fix_the_committee(hand, stick)
        hand.go_to("aujourdhui")
        hand.see("Permanences d’aujourd’hui", "9 h – 12 h, tenue", "Comité technique")
        screen.until_kept()
    events = Calendar.from_ical((stick / "echeances-passerelle.ics").read_bytes()).events
    summaries = {str(one["SUMMARY"]): one.start for one in events}
    assert summaries["Comité technique départemental Inclusion numérique"] in {
        date(2026, 12, 10), date(2027, 12, 31),
    }  # fmt: skip
    assert not any("Camille" in name for name in summaries)
    (held,) = Calendar.from_ical((stick / "permanences-passerelle.ics").read_bytes()).events
    assert held.start == datetime(2026, 11, 24, 9, tzinfo=ZoneInfo("Europe/Paris"))
    with laptop.opened() as place:
        agreed = affiches.validation(place)
        assert agreed is not None
        assert agreed.en_vigueur
        assert [one.minutes for one in tenues.listed(place)] == [165]
        with place.database.reading() as session:
            counted = indicateurs.exact_by_month(session)["2026-11"]
        assert {fait.value: count for fait, count in counted.items() if "minutes" in fait.name} == {
            "Médiathèque de Vinça": 165
        }
        shown = {one.cle: one.jour for one in calendrier.load(place).items}
        assert shown["comite:2026-1"] == date(2026, 12, 10)


def test_an_epn_is_told_what_lacks_to_twelve_hours(qapp: QApplication, tmp_path: Path) -> None:
    """004, l. 60."""
    assert qapp.platformName() == "offscreen"
    laptop = Laptop(tmp_path / "poste", NORMANDIE, WallClock(at=TUESDAY))
    with laptop.window() as screen:
        hand = screen.hand
        gestures.unlock(hand, PASSPHRASE)
        hand.go_to("permanences")
        hand.see("Aucun lieu")
        hand.push("addPlace")
        hand.see("Nouveau lieu")
        hand.write("placeName", "EPN d’Illustration")
        hand.write("placeTown", "Caen")
        hand.write("hours-mardi", "9h-12h, 14h-17h")
        hand.write("hours-jeudi", "14h-19h30")
        hand.push("keepPlace")
        hand.see("Lieu enregistré.", "11 h 30 par semaine, il manque 30 min")
        hand.write("hours-jeudi", "14h-20h")
        hand.write("means-animateurs", "1")
        hand.push("keepPlace")
        hand.see("12 h par semaine", "1, il en faut 1")
        screen.until_kept()
    with laptop.opened() as place:
        kept = lieux.load(place).lieux[0]
        assert kept.lieu.semaine.minutes == 12 * 60
