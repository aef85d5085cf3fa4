from collections.abc import Callable
from threading import current_thread, main_thread

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.storage.rapports import Rapport
from app.sync.outcomes import Outcome
from app.sync.protocol.answers import DecisionSens
from app.ui.outcome_words import item_pill
from app.ui.pages.synchroniser import open_synchroniser
from app.ui.tasks import InlineRunner
from app.ui.threads import ThreadRunner
from app.usecases.exchange import activating, sending
from app.usecases.exchange.sending import Progress
from app.usecases.people import overview
from app.usecases.workplace import Workplace
from tests.ui.accessibility import nameless
from tests.ui.pages_b.conftest import Show
from tests.ui.pages_b.reading import button, focused, press, seen
from tests.ui.paths import Paths
from tests.usecases.test_sending import Line, prescribe

RUNNER = InlineRunner()
Tell = Callable[[Progress], None]
Cancelled = Callable[[], bool]


class Desk:
    """The page on screen, with a Département in memory at the end of the line."""

    def __init__(self, place: Workplace, show: Show, line: Line) -> None:
        self.place, self.line, self.paths = place, line, Paths()
        self.page = open_synchroniser(place, RUNNER, RUNNER, self.paths, self.run)
        show(self.page)

    def run(self, progress: Tell, cancelled: Cancelled) -> Rapport:
        gateway = activating.gateway_of(self.place, self.line.connect)
        return sending.synchronise(self.place, gateway, progress=progress, cancelled=cancelled)


def test_a_laptop_not_activated_is_told_the_way(
    workplace: Workplace, show: Show, line: Line
) -> None:
    prescribe(workplace)
    desk = Desk(workplace, show, line)
    words = seen(desk.page)
    assert "Ce poste n’est pas encore connu du Département" in words
    assert "1 prescription à envoyer." in words
    press(desk.page, Qt.Key.Key_Return)
    assert desk.paths.last == ("settings",)


def test_one_key_sends_everything_and_says_what_became_of_each(
    workplace: Workplace, show: Show, line: Line
) -> None:
    line.activate(workplace)
    first = prescribe(workplace)
    prescribe(workplace, "Maquette")
    desk = Desk(workplace, show, line)
    assert focused(desk.page).objectName() == "synchronise"
    press(desk.page, Qt.Key.Key_Return)
    words = seen(desk.page)
    assert "La synchronisation est terminée. 2 prescriptions reçues par le Département." in words
    assert "Rien n’attend d’être envoyé." in words
    assert "2026-CCASILL-0001" in words
    assert "2026-CCASILL-0002" in words
    assert "Simone" not in words  # by reference, never by name
    assert ("status",) in desk.paths.taken
    assert focused(desk.page).objectName() == "synchronise"
    button(desk.page, f"item-{first.id}").click()
    assert desk.paths.last == ("prescription", first.id)
    assert nameless(desk.page) == []


def test_a_second_run_sends_nothing_and_brings_the_decision(
    workplace: Workplace, show: Show, line: Line
) -> None:
    line.activate(workplace)
    prescription = prescribe(workplace)
    desk = Desk(workplace, show, line)
    press(desk.page, Qt.Key.Key_Return)
    line.departement.decide(prescription.id, DecisionSens.ACCEPTEE)
    press(desk.page, Qt.Key.Key_Return)
    assert "La synchronisation est terminée. 1 décision arrivée." in seen(desk.page)
    assert overview.today(workplace).answers[0].prescription.id == prescription.id
    assert len(line.departement.held) == 1


def test_the_focus_comes_back_to_the_button_although_reports_are_listed(
    workplace: Workplace, show: Show, line: Line
) -> None:
    line.activate(workplace)
    desk = Desk(workplace, show, line)
    for _ in range(2):
        press(desk.page, Qt.Key.Key_Return)
        assert focused(desk.page).objectName() == "synchronise"


def test_a_cut_line_loses_nothing_and_says_so(workplace: Workplace, show: Show, line: Line) -> None:
    line.activate(workplace)
    prescribe(workplace)
    assert line.gateway is not None
    line.gateway.breaks_with = [None, Outcome.COUPURE]
    line.gateway.after_arrival = True
    desk = Desk(workplace, show, line)
    press(desk.page, Qt.Key.Key_Return)
    words = seen(desk.page)
    assert "La connexion s’est coupée avant la réponse." in words
    assert "rien n’est perdu et rien ne sera compté deux fois" in words
    assert "Repartira" in words
    assert "1 envoyée, arrivée à confirmer." in words
    press(desk.page, Qt.Key.Key_Return)
    assert "Le Département l’avait déjà reçue." in seen(desk.page)


def test_cancelling_stops_between_two_steps_and_keeps_what_arrived(
    workplace: Workplace, show: Show, line: Line
) -> None:
    line.activate(workplace)
    prescribe(workplace)
    desk = Desk(workplace, show, line)
    asked: list[bool] = []

    def cancelled_at_once(progress: Tell, cancelled: Cancelled) -> Rapport:
        press(desk.page, Qt.Key.Key_Escape)
        asked.append(cancelled())
        return desk.run(progress, cancelled)

    desk.page = open_synchroniser(workplace, RUNNER, RUNNER, desk.paths, cancelled_at_once)
    show(desk.page)
    press(desk.page, Qt.Key.Key_Return)
    assert asked == [True]
    words = seen(desk.page)
    assert "La synchronisation a été arrêtée. Rien n’a été perdu" in words
    assert "1 prescription à envoyer." in words


def test_the_last_reports_stay_and_open_again(workplace: Workplace, show: Show, line: Line) -> None:
    line.activate(workplace)
    prescribe(workplace)
    first, _ = line.run(workplace)
    line.run(workplace)
    desk = Desk(workplace, show, line)
    assert "2026-CCASILL-0001" not in seen(desk.page)
    desk.page.report_opened.emit(str(first.id))
    words = seen(desk.page)
    assert "Synchronisation commencée aujourd’hui à 10 h 12" in words
    assert "2026-CCASILL-0001" in words


def test_a_bug_leaves_the_page_usable(
    workplace: Workplace, show: Show, line: Line, qtbot: QtBot
) -> None:
    line.activate(workplace)

    def broken(progress: Tell, cancelled: Cancelled) -> Rapport:
        del progress, cancelled
        raise KeyError

    page = open_synchroniser(workplace, RUNNER, RUNNER, Paths(), broken)
    show(page)
    with qtbot.capture_exceptions() as raised:
        page.synchronise_asked.emit()
    assert [kind for kind, _, _ in raised] == [KeyError]
    assert button(page, "synchronise").isEnabled()


def test_progress_told_by_another_thread_is_shown_by_this_one(
    workplace: Workplace, show: Show, line: Line, qtbot: QtBot
) -> None:
    line.activate(workplace)
    prescribe(workplace)
    seen_there: list[str] = []
    network = ThreadRunner("network")

    def slowly(progress: Tell, cancelled: Cancelled) -> Rapport:
        assert current_thread() is not main_thread()
        progress(Progress(sent=1, total=3, decisions=0))
        while not cancelled():
            pass
        seen_there.append("stopped")
        gateway = activating.gateway_of(workplace, line.connect)
        return sending.synchronise(workplace, gateway, progress=progress, cancelled=cancelled)

    page = open_synchroniser(workplace, RUNNER, network, Paths(), slowly)
    show(page)
    press(page, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "Envoi : 1 sur 3" in seen(page))
    assert focused(page).objectName() == "cancelSync"
    press(page, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "La synchronisation a été arrêtée." in seen(page))
    assert seen_there == ["stopped"]
    network.close()


@pytest.mark.parametrize("outcome", list(Outcome), ids=lambda outcome: outcome.value)
def test_every_outcome_has_its_short_words(outcome: Outcome) -> None:
    expected = {
        Outcome.ACCUSEE: "Reçue",
        Outcome.A_CORRIGER: "À corriger",
        Outcome.COUPURE: "Repartira",
        Outcome.QUOTA: "À débloquer",
        Outcome.DEJA_DECIDEE: "Déjà décidée",
    }
    words = item_pill(outcome.value).words
    assert words == expected.get(outcome, words)
    assert words


def test_the_focus_is_on_the_way_to_activate_when_a_laptop_is_not_active(
    workplace: Workplace, show: Show, line: Line
) -> None:
    desk = Desk(workplace, show, line)
    assert focused(desk.page).objectName() == "emptyAction"
    desk.page.take_focus()
    assert focused(desk.page).objectName() == "emptyAction", "also when one comes back"
