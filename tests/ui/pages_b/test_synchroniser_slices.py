"""The carnets of this laptop, on the page Synchroniser."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from app.storage import tranches
from app.storage.tranches import EtatTranche
from app.ui.pages.synchroniser import open_synchroniser
from app.ui.pages.synchroniser.page import SynchroniserPage
from app.ui.tasks import InlineRunner
from app.ui.widgets.confirm_dialog import ConfirmDialog
from app.usecases.exchange import activating, sending
from app.usecases.workplace import Workplace
from tests.ui.accessibility import nameless
from tests.ui.pages_b.conftest import Show
from tests.ui.pages_b.reading import focused, seen
from tests.ui.paths import Paths
from tests.ui.slices import kept_slice
from tests.usecases.test_sending import Line

RUNNER = InlineRunner()


def opened(place: Workplace, show: Show, line: Line) -> SynchroniserPage:
    def run(*_: object) -> object:
        gateway = activating.gateway_of(place, line.connect)
        told = {"progress": lambda _: None, "cancelled": lambda: False}
        return sending.synchronise(place, gateway, **told)  # type: ignore[arg-type] # two no-ops

    page = open_synchroniser(place, RUNNER, RUNNER, Paths(), run)  # type: ignore[arg-type] # as run
    show(page)
    return page


def test_a_laptop_without_carnets_shows_no_card(
    workplace: Workplace, show: Show, line: Line
) -> None:
    line.activate(workplace)
    assert "Carnets de ce poste" not in seen(opened(workplace, show, line))


def test_the_worker_sees_which_carnets_and_how_many_are_left(
    workplace: Workplace, show: Show, line: Line
) -> None:
    line.activate(workplace)
    kept_slice(workplace, 3, first=481)
    kept_slice(workplace, 4)
    kept_slice(workplace, 5, first=601, state=EtatTranche.A_RENDRE)
    kept_slice(workplace, 6, first=701, state=EtatTranche.CLOSE)
    page = opened(workplace, show, line)
    words = seen(page).replace("\u00a0", " ")
    assert "Tranche n° 3 : carnets n° EX-000481 à EX-000500, reste 20" in words
    assert "Opérateur, jusqu’au mercredi 30 juin 2027." in words
    assert "Tranche n° 4 : 20 carnets à promettre, reste 20" in words
    assert "Rappelée par le Département" in words
    assert "Tranche n° 6" not in words
    assert nameless(page) == []


def test_carnets_are_given_back_by_keys_after_a_question(
    workplace: Workplace, show: Show, line: Line, qtbot: QtBot
) -> None:
    line.activate(workplace)
    made = kept_slice(workplace, 3, first=481)
    page = opened(workplace, show, line)
    button = page.findChild(QPushButton, "giveBack-3")
    assert button is not None
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Space)
    dialog = page.window().findChild(ConfirmDialog)
    assert dialog is not None
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    with workplace.database.reading() as session:
        kept = tranches.load(session, made)
    assert kept is not None
    assert kept.state is EtatTranche.ATTRIBUEE
    qtbot.keyClick(button, Qt.Key.Key_Space)
    (dialog,) = [one for one in page.window().findChildren(ConfirmDialog) if one.isVisible()]
    qtbot.keyClick(dialog.confirm_button, Qt.Key.Key_Return)
    assert "Rendue, à dire au Département" in seen(page)
    assert page.findChild(QPushButton, "giveBack-3") is None
    assert focused(page).objectName() == "synchronise"
    with workplace.database.reading() as session:
        kept = tranches.load(session, made)
    assert kept is not None
    assert kept.state is EtatTranche.RENDUE
