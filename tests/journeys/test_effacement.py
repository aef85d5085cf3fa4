"""A person asks to be erased: by keys, in the real window, then nothing of her is found."""

import pytest

from app.domain.demande import ActionLocale, CanalDemande, Droit
from app.storage import indicateurs
from app.usecases.destruction import erasing
from app.usecases.destruction.erasing_certificate import check
from app.usecases.destruction.erasing_proof import certificate
from app.usecases.interview import papers
from app.usecases.laptop import dating
from app.usecases.people import persons
from app.usecases.registers import demandes
from app.usecases.registers.demandes import NewDemande
from app.usecases.registers.hours import Sent
from demonstration import gestures
from tests.journeys.laptop import Laptop
from tests.leaks import leaks
from tests.storage.database.pages import decrypted
from tests.ui.workplace import PASSPHRASE, WallClock
from tests.usecases.test_day import follow, interview

NAME = "Zwingelstein"
OTHER = "Quelconque"


def receive(laptop: Laptop, *names: str) -> list[str]:
    """Receive people to their papers; return what must not be found of the first one.

    The prescription's random id stays until the Département acknowledges its withdrawal (0005).
    """
    with laptop.opened() as place:
        for nom in names:
            entretien_id = interview(place, nom=nom)
            follow(place, entretien_id)
            for papier in papers.papers_of(place, entretien_id):
                papers.produce(place, papier.id)
        (first,) = persons.find(place, names[0])
        dossier = persons.open_record(place, first.personne.id)
        return [
            names[0],
            first.personne.id,
            dossier.entretiens[0].id,
            dossier.prescriptions[0].prescription.reference,
        ]


def ask_and_send(laptop: Laptop, nom: str) -> None:
    """Note that she asked to be erased, and that her request has left for the Département."""
    with laptop.opened() as place:
        (found,) = persons.find(place, nom)
        at = place.clock.now().astimezone(place.clock.zone())
        hour = at.time().replace(second=0, microsecond=0)
        asked = demandes.register(
            place,
            NewDemande(
                droits=(Droit.EFFACEMENT,),
                day=at.date(),
                hour=hour,
                canal=CanalDemande.GUICHET,
                recue_par="",
                personne=found.personne.display_name,
                personne_id=found.personne.id,
            ),
        )
        sent = Sent(day=at.date(), hour=hour, canal=CanalDemande.COURRIEL)
        demandes.note_sending(place, asked.id, sent)


def left_of(laptop: Laptop, secrets: list[str]) -> list[str]:
    """Return what is found in the files as they lie there, and in the decrypted pages."""
    with laptop.opened() as place:
        path, key = place.database.path, place.vault.database_key()
    pages = decrypted(path, key)
    assert OTHER.encode() in pages, "the search found too little to be believed"
    return leaks(laptop.folders, secrets) + [one for one in secrets if one.encode() in pages]


def counters(laptop: Laptop) -> object:
    with laptop.opened() as place, place.database.reading() as session:
        return indicateurs.exact_by_month(session)


@pytest.mark.long
def test_a_person_who_asks_is_erased_by_keys_and_nothing_of_her_is_found(
    laptop: Laptop,
) -> None:
    secrets = receive(laptop, NAME, OTHER)
    ask_and_send(laptop, NAME)
    before = counters(laptop)
    assert left_of(laptop, secrets)  # else the test would pass on a search that finds nothing
    with laptop.window() as screen:
        hand = screen.hand
        gestures.unlock(hand, PASSPHRASE)
        hand.go_to("personnes")
        hand.open_row(NAME.upper())
        hand.see("Conservation du dossier", "Ce dossier sera effacé le 22 novembre 2030.")
        hand.push("erasePerson")  # the one door: her rights, which note the request
        hand.see("Tout effacer, maintenant et pour toujours")
        hand.push("rightsDanger")
        hand.see("Effacer cette personne ?", "1 entretien, 1 prescription, 4 papiers.")
        hand.confirm()
        hand.see("La personne est effacée.")
        hand.push("closePaper")  # the certificate is on screen
        hand.until(lambda: not hand.shows("closePaper"), "the certificate closed")
        hand.window.activateWindow()  # as a window manager does
        hand.until(hand.window.isActiveWindow, "the window in front")
        assert persons.find(screen.workplace, NAME) == []
        hand.open_tab("checkCertificate")
        hand.see("Destruction n° 2026-CCASILL-D0001", "1 personne, 1 entretien, 1 prescription")
        paper = certificate(screen.workplace, "2026-CCASILL-D0001").content
        (asked,) = demandes.registre(screen.workplace).ouvertes
        assert [fait.action for fait in asked.demande.faits] == [ActionLocale.EFFACEE]
        hand.lock()
    assert left_of(laptop, secrets) == []
    assert counters(laptop) == before
    assert dict(check(paper).statement.counts)["Personnes"] == 1


@pytest.mark.long
def test_what_is_due_is_invisible_at_once_then_erased_with_its_proof(laptop: Laptop) -> None:
    secrets = receive(laptop, NAME)
    assert isinstance(laptop.clock, WallClock)
    laptop.clock.at = laptop.clock.at.replace(year=2030, month=11, day=10)
    receive(laptop, OTHER)
    laptop.clock.at = laptop.clock.at.replace(day=22)
    with laptop.window() as screen:
        hand = screen.hand
        gestures.unlock(hand, PASSPHRASE)
        place = screen.workplace
        hand.see("Sommes-nous bien le vendredi 22 novembre 2030 ?", "seront effacés pour toujours")
        assert persons.find(place, NAME) == []
        assert erasing.done(place) == []
        hand.confirm()
        hand.until(hand.window.isActiveWindow, "the window in front")
        hand.open_tab("checkCertificate")
        hand.until(
            lambda: bool(erasing.done(place)) and erasing.done(place)[0].ended_at is not None,
            "the proof signed",
        )
        hand.lock()
    assert left_of(laptop, secrets) == []


def test_a_clock_set_ahead_erases_nothing_when_the_user_says_no(laptop: Laptop) -> None:
    receive(laptop, NAME)
    assert isinstance(laptop.clock, WallClock)
    right = laptop.clock.at
    laptop.clock.at = right.replace(year=2035)
    with laptop.window() as screen:
        hand = screen.hand
        gestures.unlock(hand, PASSPHRASE)
        hand.see("Sommes-nous bien le jeudi 22 novembre 2035 ?")
        question = hand.find("confirmDialog")
        question.activateWindow()
        hand.until(question.isActiveWindow, "the question in front")
        hand.push("cancel")
        hand.find("passphrase")  # locked
    laptop.clock.at = right
    with laptop.opened() as place:  # the right date is believed again
        assert len(persons.find(place, NAME)) == 1
        assert erasing.done(place) == []


def test_a_clock_that_went_back_is_asked_about_and_the_referent_leads_back(
    laptop: Laptop,
) -> None:
    receive(laptop, NAME)
    assert isinstance(laptop.clock, WallClock)
    right = laptop.clock.at
    laptop.clock.at = right.replace(year=2027, day=2)  # a laptop that was a year ahead for a day
    with laptop.opened() as place:
        dating.confirm_date(place)
    laptop.clock.at = right
    with laptop.window() as screen:
        hand = screen.hand
        gestures.unlock(hand, PASSPHRASE)
        hand.see("Sommes-nous bien le dimanche 22 novembre 2026 ?", "L’horloge a reculé.")
        hand.confirm()
        hand.until(hand.window.isActiveWindow, "the window in front")
        hand.until(lambda: dating.doubt(screen.workplace) is None, "the date believed")
        assert len(persons.find(screen.workplace, NAME)) == 1
        hand.lock()


def test_a_question_about_the_date_goes_with_the_session(laptop: Laptop) -> None:
    receive(laptop, NAME)
    assert isinstance(laptop.clock, WallClock)
    laptop.clock.at = laptop.clock.at.replace(year=2035)
    with laptop.window() as screen:
        hand = screen.hand
        gestures.unlock(hand, PASSPHRASE)
        hand.see("Sommes-nous bien le jeudi 22 novembre 2035 ?")
        screen.program.lock()  # nobody has touched the laptop for ten minutes
        hand.until(lambda: not hand.shows("confirmDialog"), "the question gone")
        hand.find("passphrase")
