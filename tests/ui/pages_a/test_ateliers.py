from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QPushButton

from app.bootstrap.activity_way import open_activity
from app.domain.activite import Atelier, Lieu
from app.ui.activites.act_input import NO_THEME
from app.ui.navigation import Activity
from app.ui.pages.ateliers.page import AteliersPage
from app.ui.tasks import InlineRunner
from app.ui.widgets.confirm_dialog import ConfirmDialog
from app.ui.widgets.labels import Text
from app.ui.widgets.page import Page
from app.usecases.activites import ateliers
from app.usecases.workplace import Workplace
from tests.screens import settle
from tests.ui.accessibility import nameless
from tests.ui.pages_a.conftest import Desk
from tests.ui.screens_activites import CATALOGUE
from tests.ui.workplace import CONFLENT, MakeWorkplace


@pytest.fixture
def place(new_workplace: MakeWorkplace) -> Workplace:
    return new_workplace(CONFLENT)


def press(page: Page, name: str) -> None:
    button = page.findChild(QPushButton, name)
    assert isinstance(button, QPushButton)
    button.click()


def test_a_workshop_is_corrected_although_its_place_has_closed_since(
    desk: Desk, place: Workplace
) -> None:
    was = Lieu(nom="Salle fermée depuis")
    noted = Atelier(
        id="ab", day=date(2026, 11, 12), participants=8, themes=("email",), minutes=60, lieu=was
    )
    ateliers.keep(place, noted)
    page = open_activity(place, InlineRunner(), desk.walker, Activity.WORKSHOPS)
    assert isinstance(page, AteliersPage)
    desk.show(page)
    page.listing.opened.emit("ab")
    page.form.act.themes.chips.press_key("9")
    press(page, "againWorkshop")  # asks first: what was corrected is not noted yet
    question = desk.window.findChild(ConfirmDialog)
    assert question is not None
    question.reject()
    press(page, "keepWorkshop")
    (held,) = ateliers.year(place, 2026).ateliers
    assert held.atelier == replace(noted, themes=("email", "bureautique"))


def test_what_is_missing_is_seen_in_a_small_window(desk: Desk, place: Workplace) -> None:
    page = open_activity(place, InlineRunner(), desk.walker, Activity.WORKSHOPS)
    desk.show(page)
    desk.window.resize(800, 480)
    press(page, "newWorkshop")
    settle()
    press(page, "keepWorkshop")
    settle()
    said = [one for one in page.findChildren(Text, "fieldError") if one.text()]
    assert [one.text() for one in said if not one.visibleRegion().isEmpty()] == [NO_THEME]


@pytest.mark.obligation("S2-12")
def test_a_workshop_of_the_catalogue_is_noted_from_its_line(
    desk: Desk, place: Workplace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "catalogue.csv"
    file.write_text(CATALOGUE + "Couture;Couture;1h;;\n", encoding="utf-8")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(file), ""))
    page = open_activity(place, InlineRunner(), desk.walker, Activity.WORKSHOPS)
    assert isinstance(page, AteliersPage)
    desk.show(page)
    assert nameless(desk.window) == []
    press(page, "takeCatalogue")
    assert "3 ateliers au catalogue." in page.banner.text
    assert "ligne 5, « Couture » n’est dans aucune liste." in page.banner.text
    press(page, "programme")
    assert desk.walker.shown[-1].code == "programme"
    page.listing.model_asked.emit("Reconnaître un faux message")
    desk.window.setFocus()
    line = page.findChild(QPushButton, "invitation")
    assert isinstance(line, QPushButton)
    line.click()
    assert desk.walker.shown[-1].code == "invitation"
    desk.press(Qt.Key.Key_Return)  # nobody is said to have come: nothing is noted
    press(page, "keepWorkshop")
    assert ateliers.year(place, 2026).ateliers == []
    desk.press("7", Qt.Key.Key_Return)
    (held,) = ateliers.year(place, 2026).ateliers
    assert held.atelier.participants == 7
    assert held.atelier.themes == ("email", "securite_numerique")
    assert (held.atelier.minutes, held.atelier.niveau) == (90, "debutant")
    assert held.atelier.sensibilisation == ("donnees",)
    page.listing.opened.emit(held.atelier.id)
    press(page, "againWorkshop")
    desk.press(Qt.Key.Key_Escape, Qt.Key.Key_Escape)
    assert desk.walker.last == ("home",)
