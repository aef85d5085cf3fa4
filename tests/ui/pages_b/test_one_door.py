"""The record's « Effacer cette personne… » comes in by her rights, which note what she asked."""

from dataclasses import replace

from PySide6.QtCore import Qt

from app.domain.convention import RESPONSABLE_DE_TRAITEMENT
from app.domain.demande import ActionLocale, Droit
from app.ui.pages.droits import open_droits
from app.ui.tasks import InlineRunner
from app.ui.widgets.confirm_dialog import ConfirmDialog
from app.usecases.destruction import erasing
from app.usecases.destruction.erasing_certificate import check
from app.usecases.people import persons
from app.usecases.registers import demandes
from app.usecases.workplace import Workplace
from tests.ui.accessibility import nameless
from tests.ui.pages_b.conftest import Show
from tests.ui.pages_b.reading import focused, press, seen
from tests.ui.paths import Paths
from tests.ui.workplace import MakeWorkplace
from tests.usecases.test_day import follow, interview


def its_own_controller(place: Workplace) -> Workplace:
    convention = place.convention
    protection = replace(convention.protection, role_structure=RESPONSABLE_DE_TRAITEMENT)
    return replace(place, convention=replace(convention, protection=protection))


def test_an_erasure_begun_from_the_record_is_a_request_of_the_register(
    new_workplace: MakeWorkplace, show: Show
) -> None:
    place = its_own_controller(new_workplace())  # nothing has to leave before
    follow(place, interview(place))
    (found,) = persons.find(place, "exempl")
    paths = Paths()
    page = open_droits(place, InlineRunner(), paths, found.personne.id, to_erase=True)
    show(page)
    words = seen(page)
    assert "Tout effacer, maintenant et pour toujours" in words
    assert "La demande est notée au registre" in words
    assert nameless(page) == []
    assert focused(page).objectName() == "rightsDanger"
    press(page, Qt.Key.Key_Return)
    (asked,) = page.findChildren(ConfirmDialog)
    assert "1 entretien, 1 prescription, 4 papiers." in seen(asked)
    assert demandes.registre(place).ouvertes == ()  # nothing was done yet
    asked.confirm_button.click()
    assert persons.find(place, "exempl") == []
    (noted,) = demandes.registre(place).ouvertes
    assert noted.demande.droits == (Droit.EFFACEMENT,)
    assert [fait.action for fait in noted.demande.faits] == [ActionLocale.EFFACEE]
    (done,) = erasing.done(place)
    assert check(paths.shown[0].content).statement.numero == done.numero
    assert paths.taken[:2] == [("back",), ("back",)]  # neither the page nor the record is left


def test_whoever_came_to_erase_may_still_ask_something_else(
    new_workplace: MakeWorkplace, show: Show
) -> None:
    place = its_own_controller(new_workplace())
    follow(place, interview(place))
    (found,) = persons.find(place, "exempl")
    page = open_droits(place, InlineRunner(), Paths(), found.personne.id, to_erase=True)
    show(page)
    press(page, Qt.Key.Key_Escape)
    assert "Que demande la personne ?" in seen(page)
    assert "Ce qui va se passer" not in seen(page)
