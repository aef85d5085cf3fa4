"""The pages of permanences and deadlines: read aloud, by keys, for who may only look."""

from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from app.domain.lieu import PMR, Lieu
from app.ui.pages.echeances import open_echeances
from app.ui.pages.permanences import open_permanences, open_place
from app.ui.tasks import InlineRunner
from app.usecases.permanences import lieux, tenues
from tests.ui.accessibility import nameless
from tests.ui.pages_b.conftest import Show
from tests.ui.pages_b.reading import button, seen
from tests.ui.pages_b.test_letters_of_the_day import office
from tests.ui.pages_b.test_papiers_printing import dialog, enter
from tests.ui.paths import Paths
from tests.ui.printing.office import Office
from tests.ui.workplace import (
    CONFLENT,
    STRASBOURG,
    MakeWorkplace,
    WallClock,
    add_colleague,
    as_agent,
    new_workplace,
)

__all__ = ["new_workplace", "office"]  # fixtures

RUNNER = InlineRunner()

VINCA = "convention/Médiathèque de Vinça"


def mnemonics(page: QWidget) -> list[str]:
    """Return the Alt letters that are on screen, one for each place that answers to it."""
    buttons = [one.text() for one in page.findChildren(QAbstractButton) if one.isVisible()]
    labels = [
        one.text() for one in page.findChildren(QLabel) if one.isVisible() and "&" in one.text()
    ]
    marked = [text.replace("&&", "") for text in (*buttons, *labels)]
    return [text[text.index("&") + 1].lower() for text in marked if "&" in text]


def each_once(page: QWidget) -> bool:
    found = mnemonics(page)
    return len(found) == len(set(found)) and "l" not in found  # Alt+L locks


def test_the_pages_are_named_and_no_alt_letter_stands_twice(
    new_workplace: MakeWorkplace, show: Show
) -> None:
    place = new_workplace(CONFLENT)
    opened: list[str] = []
    board = open_permanences(place, RUNNER, Paths(), opened.append)
    show(board)
    assert nameless(board) == []
    assert each_once(board)
    board.lieux.opened.emit(VINCA)
    assert opened == [VINCA]
    page = open_place(place, RUNNER, Paths(), VINCA)
    show(page)
    assert nameless(page) == []
    assert each_once(page)
    calendar = open_echeances(place, RUNNER, Paths())
    show(calendar)
    assert nameless(calendar) == []
    assert each_once(calendar)


def test_who_is_not_the_referent_reads_places_and_changes_none(
    new_workplace: MakeWorkplace, show: Show
) -> None:
    place = new_workplace(CONFLENT)
    other = as_agent(place, add_colleague(place))
    board = open_permanences(other, RUNNER, Paths(), lambda _: None)
    show(board)
    assert "Ajouter un lieu" not in seen(board)
    assert "Noter l’accord" not in seen(board)
    paths = Paths()
    page = open_place(other, RUNNER, paths, VINCA)
    show(page)
    assert "Enregistrer" not in seen(page)
    assert "Horaires de la semaine" not in seen(page)
    assert page.constats.rows.count() == 11  # the presence, and what l. 126-138 ask
    page.back_asked.emit()
    assert paths.last == ("back",)
    assert not lieux.load(other).may_change


def test_a_place_is_not_verified_over_what_was_typed_and_not_kept(
    new_workplace: MakeWorkplace, show: Show
) -> None:
    """001, l. 137: the page read the place again, and lost the correction that called for it."""
    place = new_workplace(STRASBOURG)
    own = lieux.keep(place, Lieu(id="", nom="Mairie", constats={PMR: 1}))
    page = open_place(place, RUNNER, Paths(), own.id)
    show(page)
    phone = page.findChild(QLineEdit, "placePhone")
    assert phone is not None
    phone.setText("03 88 00 00 00")
    button(page, "verifyPlace").click()
    assert "Enregistrez d’abord" in seen(page)
    assert phone.text() == "03 88 00 00 00"
    button(page, "keepPlace").click()
    button(page, "verifyPlace").click()
    (found,) = (one for one in lieux.load(place).lieux if one.lieu.id == own.id)
    assert (found.lieu.telephone, found.lieu.verifie_le) == (
        "03 88 00 00 00", place.clock.today(),
    )  # fmt: skip
    assert found.lieu.constats == {PMR: 1}  # nothing asks for it here: it stays


def test_a_page_left_open_overnight_notes_on_the_new_day_and_no_period_that_is_over(
    new_workplace: MakeWorkplace, show: Show
) -> None:
    clock = WallClock()
    place = new_workplace(CONFLENT, clock)
    board = open_permanences(place, RUNNER, Paths(), lambda _: None)
    show(board)
    clock.go_on(days=1)
    board.note_asked.emit()
    form = dialog("noteForm")
    day = form.findChild(QLineEdit, "heldDay")
    assert day is not None
    assert day.text() == "23/11/2026"
    button(form, "cancelForm").click()
    board.periode_asked.emit()
    form = dialog("periodeForm")
    first = form.findChild(QLineEdit, "periodeFrom")
    assert first is not None
    first.setText("22/11/2026")
    button(form, "keepPeriode").click()
    assert "Cette période est déjà passée." in seen(form)
    assert lieux.load(place).periodes == ()


def test_a_permanence_is_noted_with_its_break(new_workplace: MakeWorkplace, show: Show) -> None:
    place = new_workplace(CONFLENT)
    board = open_permanences(place, RUNNER, Paths(), lambda _: None)
    show(board)
    board.note_asked.emit()
    form = dialog("noteForm")
    button(form, f"choice-{VINCA}").click()
    hours = form.findChild(QLineEdit, "heldHours")
    assert hours is not None
    hours.setText("9 h – 12 h, 13 h – 16 h")
    button(form, "noteHours").click()
    (held,) = tenues.listed(place)
    assert [one.minutes for one in held.parties] == [180, 180]
    rows = board.held.rows.model()
    assert rows is not None
    assert rows.index(0, 0).data() == (
        "Médiathèque de Vinça, 22\u00a0novembre 2026, 9\u00a0h – 12\u00a0h, 13\u00a0h – 16\u00a0h"
        " · notée par Camille Martin, 6\u00a0h"
    )


def test_several_posters_go_out_as_one_job(
    new_workplace: MakeWorkplace, show: Show, office: Office, qtbot: QtBot
) -> None:
    board = open_permanences(new_workplace(CONFLENT), RUNNER, Paths(), lambda _: None)
    show(board)
    board.posters_asked.emit()
    form = dialog("posterForm")
    for number in range(2, 8):
        button(form, f"choice-{number}").click()
    button(form, "showPosters").click()
    enter("printDialog")
    qtbot.waitUntil(lambda: "2 affiches envoyées à l’imprimante." in seen(board))
    assert len(office.jobs) == 1
    assert office.words == ["Affiches des permanences\u00a0: 2"]
