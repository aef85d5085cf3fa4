"""After a complete day nothing of a person lies on the disk in the open."""

import zlib
from collections.abc import Iterable
from itertools import cycle

import pytest
from PySide6.QtWidgets import QAbstractButton

from app.usecases.interview import papers
from demonstration import gestures
from demonstration.departement import Departement
from demonstration.hand import Key
from demonstration.persons import Example, examples
from tests.journeys.laptop import Laptop, Screen
from tests.leaks import leaks
from tests.ui.workplace import PASSPHRASE
from tests.usecases.test_day import follow, interview

PERSONS = examples()
RECEIVED = [PERSONS[code] for code in ("X01", "X02", "X04")]
DISTINCTIVE = 8  # a shorter code of an answer is also an ordinary word of the program's files


def secrets_of(person: Example, laptop: Laptop) -> Iterable[str]:
    """Return what must not be found: the name, each line of the address, what was answered."""
    adresse = person.adresse
    yield from (person.nom, person.prenom, adresse.voie, adresse.chez)
    yield from (adresse.complement, adresse.residence, adresse.lieu_dit)
    for name, codes in person.answers.items():
        choices = {choice.code: choice.label for choice in laptop.guide.questions[name].choices}
        for code in codes:
            yield choices[code]
            if len(code) >= DISTINCTIVE:
                yield code


def look_at_every_paper(screen: Screen, laptop: Laptop, needles: Iterable[str]) -> None:
    """Open the preview of each paper and leave it for later; the last one is also searched for."""
    hand = screen.hand
    hand.see("Lettre", "Voir et imprimer")
    to_see = [
        button.objectName()
        for button in hand.window.findChildren(QAbstractButton)
        if button.objectName().startswith("open-") and button.isVisible()
    ]
    assert len(to_see) == 4
    for paper in to_see:
        hand.push(paper)
        hand.find("printLaterButton")
        if paper == to_see[-1]:
            assert leaks(laptop.folders, needles) == []
        hand.push("printLaterButton")
        hand.find(paper)


@pytest.mark.obligation("S0-50", "S4-21")
@pytest.mark.long
def test_nothing_of_a_person_is_found_on_the_laptop_after_a_complete_day(
    known_laptop: Laptop, departement: Departement
) -> None:
    laptop = known_laptop
    needles = {text for person in RECEIVED for text in secrets_of(person, laptop) if text}
    assert {"Exemplier", "Simone", "4 rue des Vignes fictives"} <= needles
    needles.add(PASSPHRASE)
    with laptop.window() as screen:
        hand = screen.hand
        gestures.unlock(hand, PASSPHRASE)
        for person in RECEIVED[:2]:
            gestures.interview(hand, person, laptop.guide, laptop.convention)
            gestures.follow_advice(hand)
            look_at_every_paper(screen, laptop, needles)
            gestures.finish(hand)
        gestures.receive(hand)
        gestures.give_notice(hand)
        gestures.enter_person(hand, RECEIVED[2], laptop.convention)
        gestures.answer(hand, RECEIVED[2], laptop.guide, until=12)
        gestures.on_hold(hand)
        gestures.synchronise(hand)
        hand.see("2 prescriptions reçues")
        for prescription in screen.prescriptions():
            departement.decide(prescription.id, accept=True)
        hand.push("synchronise")
        hand.see("2 décisions arrivées")
        hand.go_to("personnes")
        hand.open_row("Simone")
        hand.see("Identité et adresse")
        hand.press(Key.Key_Escape)
        assert leaks(laptop.folders, needles) == []  # the program is at work
        hand.lock()
        titles = hand.titles
    assert leaks(laptop.folders, needles) == []  # and closed
    assert any("Passerelle" in title for title in titles)
    names = {name.casefold() for person in RECEIVED for name in (person.nom, person.prenom)}
    assert [title for title in titles for name in names if name in title.casefold()] == []


def test_the_same_search_finds_a_canary_however_it_is_written(laptop: Laptop) -> None:
    canary = "Exemplier-Témoin"
    written = {
        "plain": canary.encode(),
        "upper": canary.upper().encode(),
        "bare": b"... exemplier-temoin ...",
        "little": canary.encode("utf-16-le"),
        "big": canary.encode("utf-16-be"),
        "packed": b"%PDF " + zlib.compress(b"BT (" + canary.encode() + b") Tj ET") + b" endstream",
    }
    with laptop.opened() as place:
        entretien_id = interview(place, nom=canary)
        follow(place, entretien_id)
        for paper in papers.papers_of(place, entretien_id):
            if paper.kind != "feuille":  # it bears no family name
                written[paper.kind] = papers.produce(place, paper.id).content
    for folder, (name, content) in zip(cycle(laptop.folders), written.items(), strict=False):
        (folder / name).write_bytes(content)
    assert len(written) == 9
    found = {line.partition(":")[0] for line in leaks(laptop.folders, [canary])}
    assert found == set(written)
