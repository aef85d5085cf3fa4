"""Our public holidays are those of the library `holidays`, year after year."""

from datetime import date

import pytest
from holidays import country_holidays

from app.domain.feries import feries


@pytest.mark.parametrize(
    ("departement", "subdivision"),
    [("47", None), ("93", None), ("67", "6AE"), ("68", "6AE"), ("57", "57")],
)
def test_they_are_those_that_the_library_knows(departement: str, subdivision: str | None) -> None:
    for year in range(2008, 2061):  # Whit Monday was worked in 2005 to 2007
        known = country_holidays("FR", subdiv=subdivision, years=year)
        assert set(feries(year, departement)) == set(known), year


def test_the_day_of_solidarity_stays_a_public_holiday() -> None:
    assert any("Pentecôte" in name for name in feries(2026).values())


def test_two_on_one_day_are_both_named() -> None:
    assert feries(2008)[date(2008, 5, 1)] == "Fête du travail, Ascension"
