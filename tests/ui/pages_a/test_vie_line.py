"""What Aujourd'hui says and opens while a convention is not in force."""

from datetime import date

from app.conventions.loading import load_convention
from app.domain.convention import Porte
from app.domain.vie_convention import Saisie, Sorte, etat
from app.ui.pages.aujourdhui.vie import doors_left, vie_line
from app.ui.widgets.tones import Tone
from tests.paths import RESOURCES

STRASBOURG = load_convention(RESOURCES / "conventions" / "eurometropole-strasbourg")
RECEIVED = Saisie(sorte=Sorte.PRISE_EFFET, le=date(2021, 9, 1))
DOORS = (Porte.AIDE_RAPIDE, Porte.DIAGNOSTIC, Porte.MANDAT, Porte.CARNET, Porte.ATELIER)


def test_in_force_there_is_nothing_to_say_and_every_door_is_open() -> None:
    found = etat(STRASBOURG, (RECEIVED,), date(2023, 12, 31))
    assert vie_line(found).words == ""
    assert doors_left(DOORS, found) == DOORS


def test_after_its_last_day_only_what_names_nobody_is_begun() -> None:
    found = etat(STRASBOURG, (RECEIVED,), date(2024, 1, 1))
    line = vie_line(found)
    assert line.words.replace("\u00a0", " ").startswith(
        "La convention a pris fin le 31 décembre 2023."
    )
    assert line.tone is Tone.WARNING
    assert doors_left(DOORS, found) == (Porte.AIDE_RAPIDE, Porte.ATELIER)


def test_before_its_signed_copy_is_received_it_is_said_too() -> None:
    found = etat(STRASBOURG, (), date(2022, 3, 1))
    assert vie_line(found).words.startswith("La convention n’est pas encore en vigueur")
    assert Porte.DIAGNOSTIC not in doors_left(DOORS, found)
