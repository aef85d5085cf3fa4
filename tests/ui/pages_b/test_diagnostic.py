import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from app.domain.entretien import Etape
from app.domain.identifiers import EntretienId
from app.domain.prescription import Suivi
from app.ui.dossiers.fold import Fold
from app.ui.pages.diagnostic import open_diagnostic
from app.ui.pages.diagnostic.page import DiagnosticPage
from app.ui.pages.diagnostic.person_screen import PersonScreen
from app.ui.tasks import InlineRunner
from app.ui.theme.current import ThemeManager
from app.ui.theme.tokens import Appearance
from app.ui.threads import ThreadRunner
from app.usecases.interview import interviewing, receiving
from app.usecases.interview.receiving import InterviewGoneError
from app.usecases.people import overview, persons
from app.usecases.workplace import Workplace
from tests.screens import settle
from tests.ui.accessibility import nameless
from tests.ui.pages_b.conftest import Show
from tests.ui.pages_b.reading import button, focused, go_to, press, seen
from tests.ui.paths import Paths
from tests.usecases.test_day import follow, interview

RUNNER = InlineRunner()
NEVER_SHOWN = (" points", "score", "s06", "s08", "illettrisme", "hors public")


def opened(place: Workplace, show: Show, entretien_id: EntretienId) -> tuple[DiagnosticPage, Paths]:
    paths = Paths()
    page = open_diagnostic(place, RUNNER, paths, entretien_id)
    show(page)
    return page, paths


def forget(place: Workplace, entretien_id: EntretienId, question: str) -> str:
    taken = interviewing.take(place, entretien_id)
    path = next(p for p in taken.questionnaire.form.by_path if p.endswith(f"/{question}"))
    interviewing.keep_answer(place, entretien_id, path, "", position=path)
    return path


def test_following_the_advice_takes_two_keys(workplace: Workplace, show: Show) -> None:
    entretien_id = interview(workplace)
    page, paths = opened(workplace, show, entretien_id)
    assert "Suivre le conseil : Assistance, 1 carnet de 10 Pass (100 €)" in seen(page)
    press(page, "1", Qt.Key.Key_Return)
    known = overview.listing(workplace)
    # exemples_attendus.csv, X01: assistance, 1 carnet
    assert [(one.prescription.service, one.prescription.carnets) for one in known] == [
        ("assistance", 1)
    ]
    assert ("status",) in paths.taken
    assert paths.last == ("interview", entretien_id)
    assert receiving.load_interview(workplace, entretien_id).etape is Etape.PAPIERS


def test_nothing_is_picked_beforehand_and_confirming_says_what_is_missing(
    workplace: Workplace, show: Show
) -> None:
    page, paths = opened(workplace, show, interview(workplace))
    press(page, Qt.Key.Key_Return)
    assert "Choisissez : suivre le conseil, ou autre chose." in seen(page)
    press(page, "2", Qt.Key.Key_Return)
    assert "Choisissez ce qui est retenu à la place." in seen(page)
    assert overview.listing(workplace) == []
    assert paths.taken == []


def test_another_choice_is_kept_with_its_reason_by_keyboard_alone(
    workplace: Workplace, show: Show
) -> None:
    entretien_id = interview(workplace)
    page, _ = opened(workplace, show, entretien_id)
    press(page, "2", Qt.Key.Key_Return)
    go_to(page, "choice-formation")
    press(page, Qt.Key.Key_Space, Qt.Key.Key_Return)
    assert "Dites pourquoi, en choisissant un motif." in seen(page)
    press(page, Qt.Key.Key_Space, Qt.Key.Key_Return)
    choix = receiving.load_interview(workplace, entretien_id).choix
    assert choix is not None
    assert (choix.service, choix.advised) == ("formation", "assistance")
    assert choix.reason == "La personne préfère autre chose"


def test_the_person_is_shown_no_score_and_no_code(workplace: Workplace, show: Show) -> None:
    page, _ = opened(workplace, show, interview(workplace))
    folded = seen(page)
    button(page, "showToPerson").click()
    screen = next(w for w in QApplication.topLevelWidgets() if isinstance(w, PersonScreen))
    large = seen(screen)
    assert "Vous préférez de l’aide." in large
    for words in NEVER_SHOWN:
        assert words not in large.lower()
        assert words not in folded.lower()
    assert nameless(screen) == []
    press(screen, Qt.Key.Key_Escape)
    settle()
    assert not any(isinstance(w, PersonScreen) for w in QApplication.topLevelWidgets())


def test_what_does_not_fit_the_persons_screen_scrolls_by_keys(
    show: Show, workplace: Workplace, qtbot: QtBot
) -> None:
    page, _ = opened(workplace, show, interview(workplace))
    screen = PersonScreen(["Vous préférez qu’une personne vous aide."] * 12, page)
    qtbot.addWidget(screen)
    screen.resize(700, 400)
    screen.show()
    settle()
    area = screen.findChild(QScrollArea)
    assert area is not None
    bar = area.verticalScrollBar()
    assert screen.close_button.hasFocus()
    for key, there in (
        (Qt.Key.Key_PageDown, 1),
        (Qt.Key.Key_PageUp, 0),
        (Qt.Key.Key_Down, 1),
        (Qt.Key.Key_Up, 0),
    ):
        press(screen.close_button, key)
        assert (bar.value() > 0) == bool(there), key
    assert screen.close_button.hasFocus()


def test_the_agent_unfolds_the_reasons_and_what_was_near(workplace: Workplace, show: Show) -> None:
    page, _ = opened(workplace, show, interview(workplace))
    assert "Score 0/36" not in seen(page)
    for fold in page.findChildren(Fold):
        fold.open_up()
    words = seen(page)
    assert "Score 0/36" in words
    assert "Souhait de la personne : Qu’une personne fasse mes démarches avec moi" in words
    assert "Formation, si la réponse à « Qu’est-ce qui vous aiderait aujourd’hui ? »" in words
    assert "S’équiper et se connecter à petit prix" in words
    assert nameless(page) == []


def test_a_missing_answer_is_one_step_away(workplace: Workplace, show: Show) -> None:
    entretien_id = interview(workplace)
    path = forget(workplace, entretien_id, "F4")
    page, paths = opened(workplace, show, entretien_id)
    words = seen(page)
    assert "Il manque 1 réponse : le conseil n’est pas encore établi." in words
    assert "Suivre le conseil" not in words
    assert "Confirmer" not in words
    assert focused(page).objectName() == "answer-F4"
    press(page, Qt.Key.Key_Return)
    found = receiving.load_interview(workplace, entretien_id)
    assert (found.etape, found.position) == (Etape.QUESTIONNAIRE, path)
    assert paths.last == ("interview", entretien_id)


def test_a_refusal_keeps_nothing(workplace: Workplace, show: Show) -> None:
    entretien_id = interview(workplace)
    page, paths = opened(workplace, show, entretien_id)
    button(page, "personRefuses").click()
    button(page.window(), "confirm").click()
    with pytest.raises(InterviewGoneError):
        receiving.load_interview(workplace, entretien_id)
    assert paths.last == ("home",)
    assert "rien n’est gardé" in paths.messages[0]


def test_an_earlier_prescription_is_shown_and_linked(workplace: Workplace, show: Show) -> None:
    first = follow(workplace, interview(workplace)).prescription
    assert first is not None
    again = interview(workplace, nom="Maquette")
    known = persons.find(workplace, "exempl")[0].personne
    persons.recognise(workplace, again, known, reason_elsewhere="")
    page, paths = opened(workplace, show, again)
    assert "Prescription 2026-CCASILL-0001 du 22 novembre 2026, en attente d’envoi." in seen(page)
    assert "liée" not in seen(page), "nothing is chosen yet"
    button(page, "openEarlier").click()
    assert paths.last == ("prescription", first.id)
    press(page, "1")
    assert "Elle sera liée à la précédente et attendra l’envoi" in seen(page)
    press(page, Qt.Key.Key_Return)
    second = overview.listing(workplace, (Suivi.PREPAREE,))
    assert {one.prescription.earlier for one in second} == {None, first.id}


def test_advising_nothing_is_a_decision_without_a_prescription(
    workplace: Workplace, show: Show
) -> None:
    entretien_id = interview(workplace, "X14")  # refuses everything: « aucun », no carnet
    page, _ = opened(workplace, show, entretien_id)
    press(page, "1")
    assert "Aucun Pass n’est demandé pour Simone EXEMPLIER." in seen(page)
    press(page, Qt.Key.Key_Return)
    assert overview.listing(workplace) == []
    assert receiving.load_interview(workplace, entretien_id).etape is Etape.PAPIERS


def test_hold_and_escape_leave_the_interview_in_the_tray(workplace: Workplace, show: Show) -> None:
    entretien_id = interview(workplace)
    page, paths = opened(workplace, show, entretien_id)
    press(page, Qt.Key.Key_Escape)
    assert paths.taken == [("home",)]
    button(page, "holdInterview").click()
    assert receiving.load_interview(workplace, entretien_id).on_hold
    assert focused(page) is not None


def test_the_focus_comes_to_the_decision_once_the_database_has_answered(
    workplace: Workplace, show: Show, qtbot: QtBot
) -> None:
    runner = ThreadRunner("database")
    entretien_id = interview(workplace)
    page = open_diagnostic(workplace, runner, Paths(), entretien_id)
    show(page)
    qtbot.waitUntil(lambda: "Suivre le conseil" in seen(page))
    assert focused(page).objectName() == "choice-conseil"
    runner.close()


def test_an_interview_that_is_gone_is_said(workplace: Workplace, show: Show) -> None:
    page, _ = opened(workplace, show, EntretienId("0"))
    assert "Cet entretien n’est plus ici." in seen(page)


def test_the_decision_is_in_sight_when_the_page_opens_at_150_per_cent(
    workplace: Workplace, show: Show, themes: ThemeManager, qtbot: QtBot
) -> None:
    follow(workplace, interview(workplace))
    again = interview(workplace, nom="Maquette")
    person = persons.find(workplace, "exempl")[0].personne
    persons.recognise(workplace, again, person, reason_elsewhere="")
    themes.apply(Appearance(zoom=150))
    runner = ThreadRunner("database")
    page = open_diagnostic(workplace, runner, Paths(), again)
    show(page)
    qtbot.waitUntil(lambda: "Suivre le conseil" in seen(page))
    settle()
    ways = page.findChild(QWidget, "decisionWays")
    assert isinstance(ways, QWidget)
    assert ways.visibleRegion().boundingRect() == ways.rect(), "both ways can be read"
    scroll = page.findChild(QScrollArea, "pageScroll")
    assert isinstance(scroll, QScrollArea)
    assert scroll.verticalScrollBar().value() > 0, "the page is longer than the window"
    runner.close()


def test_without_a_new_prescription_nothing_is_said_of_a_link(
    workplace: Workplace, show: Show
) -> None:
    follow(workplace, interview(workplace))
    again = interview(workplace, "X14", nom="Maquette")  # refuses everything: no carnet
    known = persons.find(workplace, "exempl")[0].personne
    persons.recognise(workplace, again, known, reason_elsewhere="")
    page, _ = opened(workplace, show, again)
    press(page, "1")
    words = seen(page)
    assert "Aucun Pass n’est demandé" in words
    assert "Prescription 2026-CCASILL-0001" in words
    assert "liée" not in words


def test_a_decision_without_an_earlier_prescription_says_nothing_of_a_link(
    workplace: Workplace, show: Show
) -> None:
    page, _ = opened(workplace, show, interview(workplace))
    press(page, "1")
    assert "1 carnet de 10 Pass (100 €). Elle attendra l’envoi au Département ; vous" in seen(page)


def test_the_page_scrolls_no_further_than_the_decision_needs(
    workplace: Workplace, show: Show, themes: ThemeManager, qtbot: QtBot
) -> None:
    assert themes.appearance.zoom == 100
    runner = ThreadRunner("database")
    page = open_diagnostic(workplace, runner, Paths(), interview(workplace))
    show(page)
    qtbot.waitUntil(lambda: "Suivre le conseil" in seen(page))
    settle()
    scroll = page.findChild(QScrollArea, "pageScroll")
    assert isinstance(scroll, QScrollArea)
    assert scroll.verticalScrollBar().value() == 0, "the decision is above the fold"
    runner.close()
