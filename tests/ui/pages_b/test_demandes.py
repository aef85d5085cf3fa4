from collections.abc import Callable
from datetime import date, time, timedelta
from pathlib import Path

import pytest

from app.domain.demande import CanalDemande, Demande, Droit
from app.domain.violation import Cause, Mesure, Nature
from app.ui.clock_words import hours, parse_day, parse_hour
from app.ui.pages.demandes import open_breach, open_new_request, open_registre, open_request
from app.ui.pages.demandes.demande_page import RequestPage
from app.ui.pages.demandes.demande_state import Asking
from app.ui.tasks import InlineRunner
from app.usecases.droits import asked_erasing
from app.usecases.people import persons
from app.usecases.registers import demandes, violations
from app.usecases.registers.hours import Sent
from app.usecases.workplace import Workplace
from tests.demandes.asking import TODAY, request, sent
from tests.ui.pages_b.conftest import Show
from tests.ui.pages_b.reading import button, seen
from tests.ui.paths import Paths
from tests.ui.register_ways import Ways
from tests.ui.workplace import LOT_ET_GARONNE, MakeWorkplace, WallClock
from tests.usecases.test_day import follow, interview

RUNNER = InlineRunner()
Open = Callable[[Workplace, Demande], RequestPage]


@pytest.fixture
def place(new_workplace: MakeWorkplace) -> Workplace:
    return new_workplace(LOT_ET_GARONNE)


@pytest.fixture
def opened(show: Show) -> Open:
    """Put a request on screen."""

    def put(place: Workplace, demande: Demande) -> RequestPage:
        page = open_request(place, RUNNER, Paths(), demande.id)
        show(page)
        return page

    return put


@pytest.mark.parametrize(
    ("text", "hour"),
    [
        ("9:05", time(9, 5)),
        ("9 h 05", time(9, 5)),
        ("9h", time(9)),
        ("9\u00a0h\u00a005", time(9, 5)),
        ("23.59", time(23, 59)),
        ("24:00", None),
        ("9:60", None),
        ("9", None),
        ("", None),
    ],
)
def test_an_hour_is_read_as_people_write_it(text: str, hour: time | None) -> None:
    assert parse_hour(text) == hour


def test_a_day_is_read_as_people_write_it() -> None:
    assert parse_day("22/11/2026") == parse_day("22.11.2026") == date(2026, 11, 22)
    assert parse_day("31/11/2026") is None


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        (23 * 60 + 59, "23 h"),
        (600, "10 h"),
        (599, "9 h 59"),
        (180, "3 h"),
        (59, "59 min"),
        (0, "0 min"),
    ],
)
def test_what_is_left_is_said_in_hours_then_in_minutes(minutes: int, words: str) -> None:
    assert hours(timedelta(minutes=minutes, seconds=59)).replace("\u00a0", " ") == words


def test_the_register_shows_the_most_urgent_first_and_what_left_last(
    new_workplace: MakeWorkplace, show: Show
) -> None:
    clock = WallClock()
    place = new_workplace(LOT_ET_GARONNE, clock)
    gone = demandes.register(place, request(time(8), who="Partie"))
    for hour, who in ((time(9, 30), "Deux Seconde"), (time(9), "Une Première")):
        demandes.register(place, request(hour, who=who))
    demandes.note_sending(
        place, gone.id, Sent(day=TODAY, hour=time(10), canal=CanalDemande.COURRIEL)
    )
    clock.go_on(hours=21)
    page = open_registre(place, RUNNER, Paths(), Ways())
    show(page)
    model = page.requests.rows.model()
    rows = [str(model.index(at, 0).data()).split(",")[0] for at in range(model.rowCount())]
    assert rows == ["Une Première", "Deux Seconde", "Partie"]
    assert "Reste 1 h 48" in str(model.index(0, 0).data()).replace("\u00a0", " ")


def test_what_is_missing_in_a_new_request_is_said_where_it_is(place: Workplace, show: Show) -> None:
    ways = Ways()
    page = open_new_request(place, RUNNER, Paths(), ways)
    show(page)
    page.edited.emit("jour", ("31/02/2026",))
    page.edited.emit("heure", ("25:00",))
    page.submitted.emit()
    words = seen(page)
    for mistake in (
        "Écrivez le nom de la personne.",
        "Choisissez au moins un droit.",
        "Écrivez le jour, le mois et l’année",
        "Écrivez l’heure et les minutes",
        "Choisissez comment la demande est arrivée.",
    ):
        assert mistake in words, mistake
    page.name_typed.emit("Ana Dehors")
    page.edited.emit("droits", ("acces",))
    page.edited.emit("jour", ("22/11/2026",))
    page.edited.emit("heure", ("23:00",))
    page.edited.emit("canal", ("telephone",))
    page.submitted.emit()
    assert "Cette date et cette heure ne sont pas encore venues." in seen(page)
    assert ways.taken == []
    page.edited.emit("heure", ("9:00",))
    page.submitted.emit()
    (noted,) = demandes.registre(place).ouvertes
    assert ways.taken == [("request", noted.demande.id)]
    assert (noted.demande.personne, noted.demande.personne_id) == ("Ana Dehors", None)


def test_a_record_can_be_tied_and_untied(place: Workplace, show: Show) -> None:
    follow(place, interview(place, nom="Maquette"))
    known = persons.find(place, "Maq")[0].personne
    page = open_new_request(place, RUNNER, Paths(), Ways(), known.id)
    show(page)
    assert "Dossier lié : Simone MAQUETTE." in seen(page)
    button(page, "untieRecord").click()
    assert "Dossier lié" not in seen(page)
    page.tied.emit("unknown")
    assert "Dossier lié" not in seen(page)


def test_a_file_that_cannot_be_written_is_said_and_nothing_is_noted(
    place: Workplace, opened: Open, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    page = opened(place, demandes.register(place, request()))
    monkeypatch.setattr(page, "_choose_path", lambda *_: tmp_path / "absent" / "a.eml")
    button(page, "saveMail").click()
    assert "Ce fichier n’a pas pu être écrit." in seen(page)
    monkeypatch.setattr(page, "_choose_path", lambda *_: None)
    button(page, "saveMail").click()
    assert "chiffré" not in seen(page)
    monkeypatch.setattr(page, "_choose_path", lambda *_: tmp_path / "a.eml")
    button(page, "saveMail").click()
    assert "Il n’est pas chiffré et contient des données personnelles" in seen(page)
    assert (tmp_path / "a.eml").exists()


def test_the_form_made_in_time_asks_why_when_it_is_kept_too_late(
    new_workplace: MakeWorkplace, opened: Open
) -> None:
    clock = WallClock()
    place = new_workplace(LOT_ET_GARONNE, clock)
    page = opened(place, demandes.register(place, request(time(10))))
    page.asked.emit(Asking.SENDING)
    assert "Pourquoi après le délai" not in seen(page)
    clock.go_on(hours=24)
    page.edited.emit("jour", ("23/11/2026",))
    page.edited.emit("voie", ("courriel",))
    page.submitted.emit()
    assert "Pourquoi après le délai ?" in seen(page)
    page.edited.emit("retard", ("oubli",))
    page.submitted.emit()
    assert "L’envoi est noté" in seen(page)
    assert "Oubli" in seen(page)


def test_an_erased_person_leaves_her_request_without_a_name(
    place: Workplace, opened: Open, show: Show
) -> None:
    follow(place, interview(place, nom="Maquette"))
    known = persons.find(place, "Maq")[0].personne
    noted = demandes.register(place, request(time(9), Droit.EFFACEMENT, personne_id=known.id))
    demandes.note_sending(place, noted.id, sent(time(9, 30)))
    paths = Paths()
    page = open_request(place, RUNNER, paths, noted.id)
    show(page)
    assert "Reste à effacer la personne" in seen(page)
    page.erase.click()
    assert paths.last == ("rights", known.id)
    asked_erasing.erase(place, known.id)
    words = seen(opened(place, noted))
    assert "Personne effacée" in words
    assert "cette demande ne porte plus son nom" in words
    assert "Ouvrir le dossier" not in words
    assert "MAQUETTE" not in words


def test_a_request_of_nobody_that_never_left_is_only_closed(
    new_workplace: MakeWorkplace, opened: Open
) -> None:
    place = new_workplace()  # its own controller: erased at once
    follow(place, interview(place, nom="Maquette"))
    known = persons.find(place, "Maq")[0].personne
    asked_erasing.erase(place, known.id)
    (noted,) = demandes.still_open(place).ouvertes
    page = opened(place, noted.demande)
    words = seen(page)
    assert "À clore" in words
    assert "à transmettre" not in words
    assert page.mail.isHidden() or not page.mail.isVisible()
    page.close_asked.emit()
    assert "cette demande est close" in seen(page).lower()


def test_steps_of_a_breach_are_kept_and_can_be_gone_back_to(place: Workplace, show: Show) -> None:
    page = open_breach(place, RUNNER, RUNNER, Paths())
    show(page)
    page.edited.emit("heure", ("9:00",))
    page.go_on_asked.emit()
    page.edited.emit("cause", (Cause.MAUVAIS_DESTINATAIRE.value,))
    page.edited.emit("debut_jour", ("22/11/2026",))
    page.go_on_asked.emit()
    assert "Écrivez l’heure et les minutes" in seen(page)
    page.edited.emit("debut_heure", ("8:00",))
    page.go_on_asked.emit()
    page.edited.emit("personnes", ("douze",))
    page.go_on_asked.emit()
    assert "Écrivez un nombre, par exemple 120." in seen(page)
    page.edited.emit("personnes", ("1 200",))
    page.go_on_asked.emit()
    assert "Qu’est-ce qui protégeait les données ?" in seen(page)
    (one,) = violations.journal(place).ouvertes
    constat = one.violation.constat
    assert (constat.personnes, constat.natures) == (1200, (Nature.CONFIDENTIALITE,))
    assert constat.prevues == (Mesure.RAPPEL, Mesure.FORMATION)
    page.step_back_asked.emit()
    assert "Quelles données, combien de personnes ?" in seen(page)
    page.back_asked.emit()
    reopened = open_breach(place, RUNNER, RUNNER, Paths(), one.violation.id)
    show(reopened)
    words = seen(reopened)
    assert "Envoi ou remise à la mauvaise personne" in words
    assert "Pas encore dit : sur quoi étaient les données" in words


def test_a_structure_that_is_the_controller_is_told_of_the_72_hours(
    workplace: Workplace, place: Workplace, show: Show
) -> None:
    for one, told in ((workplace, True), (place, False)):
        noted = violations.declare(one, TODAY, time(9))
        page = open_breach(one, RUNNER, RUNNER, Paths(), noted.id)
        show(page)
        assert ("elle notifie la CNIL sous 72 heures" in seen(page)) is told
