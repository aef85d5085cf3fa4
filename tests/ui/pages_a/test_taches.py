import pytest

from app.ui.pages.exercice.taches.justificatif import is_the_day
from app.ui.pages.exercice.taches.mairie import is_right


@pytest.mark.parametrize("text", ["9", "9h", "9 h", "09:00", "9h00", "à 9 heures", "9 h à 12 h"])
def test_the_opening_hour_is_known_however_it_is_written(text: str) -> None:
    assert is_right(text)


@pytest.mark.parametrize("text", ["8 h 30", "12h", "19h", "9h30", "90", "dix heures", ""])
def test_another_hour_is_not_taken_for_it(text: str) -> None:
    assert not is_right(text)


@pytest.mark.parametrize("text", ["14 mars 2026", "14/03/2026", "14.3.26", "14 Mars 2026"])
def test_the_date_is_known_in_figures_and_in_words(text: str) -> None:
    assert is_the_day(text)


@pytest.mark.parametrize("text", ["14 mars", "15/03/2026", "2026-03-14", "mars 2026", ""])
def test_another_date_is_not_taken_for_it(text: str) -> None:
    assert not is_the_day(text)
