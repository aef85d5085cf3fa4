"""A band of age put right: the month that counted the wrong one says the right one (0008)."""

from collections.abc import Callable
from dataclasses import replace

from app.domain.entretien import Canal, Issue
from app.storage import indicateurs
from app.usecases.interview import deciding, receiving
from app.usecases.people import persons
from app.usecases.workplace import Workplace
from tests.ui.workplace import STRASBOURG, MakeWorkplace, WallClock, new_workplace
from tests.usecases.test_day import consent, follow, interview

__all__ = ["new_workplace"]  # a fixture

NOVEMBER = "2026-11"


def ages(place: Workplace, month: str = NOVEMBER) -> dict[str, int]:
    """Return how many of each band a month counted."""
    with place.database.reading() as session:
        found = indicateurs.exact_by_month(session).get(month, {})
    return {fait.value: count for fait, count in found.items() if fait.name == "tranche_age"}


def received(place: Workplace, nom: str = "Exemplier") -> Callable[[str], None]:
    """Receive somebody of 70 or more up to a prescription; return what corrects her band."""
    entretien_id = interview(place, nom=nom)
    assert follow(place, entretien_id).prescription is not None
    deciding.finish(place, entretien_id, Issue.PRESCRIPTION)
    known = persons.find(place, nom)[0].personne

    def correct(band: str) -> None:
        persons.correct(place, replace(known, tranche_age=band))

    return correct


def test_a_band_put_right_is_counted_once(new_workplace: MakeWorkplace) -> None:
    """001, l. 172: the report told a band that the record knew to be wrong."""
    place = new_workplace(STRASBOURG)
    correct = received(place)
    assert ages(place) == {"70+": 1}
    correct("25-39")
    assert ages(place) == {"25-39": 1}
    correct("25-39")  # nothing changed
    assert ages(place) == {"25-39": 1}
    correct("")
    assert ages(place) == {}
    correct("40-49")
    assert ages(place) == {"40-49": 1}


def test_the_latest_reception_alone_is_put_right_and_nobody_else_s(
    new_workplace: MakeWorkplace,
) -> None:
    place = new_workplace(STRASBOURG)
    received(place, "Autre")
    correct = received(place)
    entretien = receiving.receive(place, Canal.SUR_PLACE)  # begun anew, not ended: not counted yet
    receiving.record_consent(place, entretien.id, consent(place))
    persons.recognise(
        place, entretien.id, persons.find(place, "Exemplier")[0].personne, reason_elsewhere=""
    )
    correct("25-39")
    assert ages(place) == {"70+": 1, "25-39": 1}


def test_a_month_that_was_told_keeps_its_bands(new_workplace: MakeWorkplace) -> None:
    clock = WallClock()
    place = new_workplace(STRASBOURG, clock)
    correct = received(place)
    with place.database.writing() as session:
        indicateurs.geler(session, NOVEMBER)
    correct("25-39")
    assert ages(place) == {"70+": 1}
    assert ages(place, "2026-12") == {}


def test_who_refused_to_be_counted_is_not_counted_by_a_correction(
    new_workplace: MakeWorkplace,
) -> None:
    place = new_workplace(STRASBOURG)
    entretien_id = interview(place)
    receiving.record_consent(place, entretien_id, replace(consent(place), indicateurs=False))
    assert follow(place, entretien_id).prescription is not None
    deciding.finish(place, entretien_id, Issue.PRESCRIPTION)
    known = persons.find(place, "Exemplier")[0].personne
    persons.correct(place, replace(known, tranche_age="25-39"))
    assert ages(place) == {}


def test_who_left_without_a_pass_is_counted_by_no_correction(new_workplace: MakeWorkplace) -> None:
    """001, l. 163: the public that got a Pass alone (docs/decisions/0066)."""
    place = new_workplace(STRASBOURG)
    entretien_id = interview(place)
    deciding.finish(place, entretien_id, Issue.ORIENTATION)
    known = persons.find(place, "Exemplier")[0].personne
    persons.correct(place, replace(known, tranche_age="25-39"))
    assert ages(place) == {}
