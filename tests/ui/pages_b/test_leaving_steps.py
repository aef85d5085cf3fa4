"""Steps and records: what was typed there is asked about before another page takes their place."""

from collections.abc import Callable, Iterator, Sequence

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLineEdit

from app.domain.entretien import Canal, LectureNotice
from app.ui.pages.mandats import open_mandat
from app.ui.pages.mandats.prise import open_step
from app.ui.pages.mandats.prise.desk import Desk
from app.ui.pages.mandats.prise.form_page import FormStep
from app.ui.pages.mandats.prise.lines_page import LinesPage
from app.ui.pages.mandats.prise.steps import Step
from app.ui.pages.personne import open_personne
from app.ui.pages.personnes import open_dossier
from app.ui.pages.prescriptions import open_prescription
from app.ui.tasks import InlineRunner
from app.ui.widgets.confirm_dialog import ConfirmDialog
from app.ui.widgets.data_list import DataList
from app.ui.widgets.form_field import LineField
from app.ui.widgets.page import Page
from app.usecases.exchange import revising
from app.usecases.interview import receiving
from app.usecases.mandats import overview
from app.usecases.workplace import Workplace
from tests.ui.examples import known_person
from tests.ui.mandate_ways import Ways
from tests.ui.pages_b.conftest import Show
from tests.ui.pages_b.reading import button
from tests.ui.paths import Paths
from tests.ui.screens_mandat import draft, ready, signed, written
from tests.ui.workplace import CONFLENT, make_workplace
from tests.usecases.test_revising import sent
from tests.usecases.test_sending import Line, prescribe

RUNNER = InlineRunner()


@pytest.fixture(scope="module")
def mandates(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workplace]:
    opened = make_workplace(tmp_path_factory.mktemp("mandats") / "coffre", CONFLENT)
    yield opened
    opened.close()


@pytest.fixture
def desk(mandates: Workplace) -> Desk:
    return Desk(mandates, RUNNER, Paths(), Ways())


def write(page: Page, name: str, text: str) -> None:
    line = page.findChild(QLineEdit, name)
    assert line is not None
    QTest.keyClicks(line, text)


def question(page: Page) -> ConfirmDialog | None:
    return page.window().findChild(ConfirmDialog)


def asked(page: Page, leaving: Callable[[], object], taken: Sequence[object]) -> None:
    """See the question, stay, and see that nothing was opened."""
    before = len(taken)
    leaving()
    dialog = question(page)
    assert dialog is not None, "left without a question"
    dialog.reject()
    dialog.deleteLater()
    dialog.setParent(None)
    assert len(taken) == before


def escape(page: Page) -> Callable[[], None]:
    return lambda: QTest.keyClick(page, Qt.Key.Key_Escape)


def test_who_was_typed_in_an_interview_is_asked_about(workplace: Workplace, show: Show) -> None:
    paths = Paths()
    entretien = receiving.receive(workplace, Canal.SUR_PLACE)
    page = open_personne(workplace, RUNNER, paths, entretien.id)
    show(page)
    assert not page.unkept
    button(page, "goOn").click()  # « Nouvelle personne »
    escape(page)()
    assert question(page) is None, "nothing was typed"
    button(page, "goOn").click()
    write(page, "nom", "Exemple")
    asked(page, escape(page), paths.taken)
    asked(page, button(page, "back").click, paths.taken)
    asked(page, button(page, "holdInterview").click, paths.taken)
    assert not receiving.load_interview(workplace, entretien.id).on_hold


def test_a_person_known_already_is_left_at_once(workplace: Workplace, show: Show) -> None:
    known = known_person(workplace, "Maquette", "Monique")
    paths = Paths()
    page = open_personne(workplace, RUNNER, paths, receiving.receive(workplace, Canal.SUR_PLACE).id)
    show(page)
    page.person_picked.emit(known.id)
    assert not page.unkept
    write(page, "prenom", "-Jeanne")
    assert page.unkept


def test_a_step_of_a_mandate_asks_and_the_capacity_does_not(desk: Desk, show: Show) -> None:
    taken = desk.ways.taken if isinstance(desk.ways, Ways) else []
    page = open_step(desk, written(desk.place, "Inès", "Terme"), Step.DUREE)
    show(page)
    assert not page.unkept
    page.findChildren(QAbstractButton, "short-1")[0].click()
    asked(page, button(page, "back").click, taken)
    asked(page, button(page, "holdInterview").click, taken)
    capacity = open_step(desk, draft(desk.place, "Inès", "Capable"), Step.CAPACITE)
    assert isinstance(capacity, FormStep)
    capacity.edited.emit("majeure", ("oui",))
    assert not capacity.unkept  # kept nowhere by design: it is asked anew


def test_a_line_of_a_mandate_is_asked_about_while_its_form_is_open(desk: Desk, show: Show) -> None:
    mandat_id = written(desk.place, "Inès", "Ligne")
    page = open_step(desk, mandat_id, Step.DEMARCHES)
    assert isinstance(page, LinesPage)
    show(page)
    page.add_do.click()
    assert not page.unkept
    write(page, "objet", "Demander une carte")
    asked(page, escape(page), [])
    assert not page.form.isHidden()
    page.given_up.emit()
    first = overview.load(desk.place, mandat_id).mandat.lignes[0]
    page.change_asked.emit(first.id)
    shown = page.form.field("objet")
    assert isinstance(shown, LineField)
    assert shown.text() == first.objet
    assert not page.unkept, "a line shown as it stands is not begun"


def test_how_a_mandate_was_read_is_kept_once_its_originals_are_made(desk: Desk, show: Show) -> None:
    mandat_id = written(desk.place, "Inès", "Lecture")
    ready(desk.place, mandat_id)
    page = open_step(desk, mandat_id, Step.SIGNATURE)
    show(page)
    button(page, f"choice-{LectureNotice.LUE.value}").click()
    assert page.unkept
    button(page, "printOriginals").click()
    assert not page.unkept


def test_an_act_half_noted_is_asked_about_before_the_person_is_opened(
    desk: Desk, show: Show
) -> None:
    mandat_id = written(desk.place, "Inès", "Acte")
    signed(desk.place, mandat_id)
    page = open_mandat(desk, mandat_id)
    paths = desk.navigate
    assert isinstance(paths, Paths)
    show(page)
    button(page, "noteAct-1").click()
    assert not page.unkept
    button(page, "short-demande").click()
    for way in ("mandatePerson", "leaveMandate", "endMandate"):
        asked(page, button(page, way).click, paths.taken)
    page.given_up.emit()
    button(page, "leaveMandate").click()
    assert question(page) is None


def test_a_revision_begun_is_asked_about(workplace: Workplace, show: Show, line: Line) -> None:
    first = sent(workplace, line)
    paths = Paths()
    page = open_prescription(workplace, RUNNER, paths, first.id)
    show(page)
    button(page, "correctRevision").click()
    assert not page.unkept
    other = next(one.service for one in revising.services(workplace, first) if not one.advised)
    button(page, f"choice-{other}").click()
    for way in ("correctPerson", "openPerson", "leavePrescription"):
        asked(page, button(page, way).click, paths.taken)
    button(page, "giveUpCorrection").click()
    button(page, "leavePrescription").click()
    assert paths.taken == [("back",)]


def test_the_links_of_a_record_ask_while_a_reason_to_hold_it_is_typed(
    workplace: Workplace, show: Show
) -> None:
    known = prescribe(workplace).personne_id
    paths = Paths()
    page = open_dossier(workplace, RUNNER, paths, known)
    show(page)
    page.conservation.hold_asked.emit()
    assert not page.unkept
    write(page, "holdUntil", "15/03")
    rows = page.findChild(DataList, "personPrescriptions")
    assert rows is not None
    asked(page, lambda: rows.opened.emit("une"), paths.taken)
    asked(page, button(page, "leaveRecord").click, paths.taken)
    page.conservation.hold_given_up.emit()
    rows.opened.emit("une")
    assert paths.last == ("prescription", "une")
