"""A report that says nothing any more still lets itself be given up or taken back."""

from dataclasses import replace

from PySide6.QtWidgets import QPushButton

from app.domain.bilan import EtatBilan
from app.domain.trimestre import Periode
from app.ui.pages.bilan import open_report
from app.ui.tasks import InlineRunner
from app.ui.widgets.page import Page
from app.usecases.bilans import drafting, states
from tests.ui.pages_a.conftest import Desk
from tests.ui.workplace import MakeWorkplace, WallClock
from tests.usecases.bilans.counted import JANUARY

YEAR = Periode.of_year(2026)
ACTS = {"validateReport", "dropReport", "undoValidation", "sendReport", "printReport", "saveReport"}


def offered(page: Page) -> set[str]:
    found = (page.findChild(QPushButton, name) for name in ACTS)
    return {one.objectName() for one in found if one and not one.isHidden() and one.isEnabled()}


def test_a_draft_that_the_convention_asks_for_no_more_can_be_given_up(
    desk: Desk, new_workplace: MakeWorkplace
) -> None:
    place = new_workplace(clock=WallClock(at=JANUARY))
    draft = drafting.begin(place, "annuel", YEAR)
    later = replace(place, convention=replace(place.convention, bilans=()))
    page = open_report(later, InlineRunner(), desk.walker, draft)
    desk.show(page)
    assert offered(page) == {"validateReport", "dropReport"}
    page.dropped.emit()
    assert drafting.reports(place) == []


def test_a_report_that_was_altered_can_be_taken_back(
    desk: Desk, new_workplace: MakeWorkplace
) -> None:
    place = new_workplace(clock=WallClock(at=JANUARY))
    report = drafting.begin(place, "annuel", YEAR)
    states.validate(place, report, par="Le Président", le=place.clock.today())
    with place.database.writing() as session:
        session.connection().exec_driver_sql("UPDATE bilans SET sha256 = 'x'")
    page = open_report(place, InlineRunner(), desk.walker, report)
    desk.show(page)
    assert offered(page) == {"undoValidation", "sendReport"}
    page.undone.emit()
    assert drafting.load(place, report).etat is EtatBilan.BROUILLON
    assert "printReport" in offered(page)
