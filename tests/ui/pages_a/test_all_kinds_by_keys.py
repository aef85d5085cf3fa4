"""A form with every kind of question, answered by keys alone."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QListView, QPlainTextEdit

from app.storage import reponses
from app.ui.pages.questionnaire import open_questionnaire
from app.ui.pages.questionnaire.page import QuestionnairePage
from app.ui.pages.questionnaire.state import Place
from app.ui.tasks import InlineRunner
from app.usecases.workplace import Workplace
from tests.screens import settle
from tests.ui.accessibility import nameless
from tests.ui.all_kinds import ask_all_kinds
from tests.ui.pages_a.conftest import Desk
from tests.ui.pages_a.test_questionnaire import at_questions

ENTER, SPACE, UP, DOWN, TAB = (
    Qt.Key.Key_Return,
    Qt.Key.Key_Space,
    Qt.Key.Key_Up,
    Qt.Key.Key_Down,
    Qt.Key.Key_Tab,
)
ALT, CONTROL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier


def chord(desk: Desk, key: Qt.Key, modifier: Qt.KeyboardModifier) -> None:
    assert desk.focused is not None
    QTest.keyClick(desk.focused, key, modifier)
    settle()


def title(page: QuestionnairePage) -> str:
    label = page.findChild(QLabel, "pageTitle")
    assert isinstance(label, QLabel)
    return label.text()


def tab_to(desk: Desk, name: str) -> None:
    for _ in range(40):
        if desk.focused is not None and desk.focused.objectName() == name:
            return
        desk.press(TAB)
    raise AssertionError(f"Tab never reached « {name} »")


def shown(page: QuestionnairePage, name: str) -> QLabel:
    found = [one for one in page.findChildren(QLabel, name) if one.isVisible()]
    assert found, f"« {name} » is not on screen"
    return found[0]


def answer_the_choices(desk: Desk, page: QuestionnairePage) -> None:
    desk.press(ENTER)  # the note
    assert nameless(page) == []
    desk.press(SPACE, ENTER)  # read and understood
    assert title(page) == "Comment venez-vous ?"
    assert shown(page, "questionRequired").text() == "Réponse nécessaire"
    desk.press("2", ENTER)
    desk.press("1", "2", ENTER)
    assert title(page) == "Du plus utile au moins utile"
    lines = page.findChild(QListView, "rankLines")
    assert isinstance(lines, QListView)
    assert desk.focused is lines
    assert nameless(page) == []
    desk.press(DOWN, DOWN)
    chord(desk, UP, ALT)
    chord(desk, UP, ALT)  # « Parler à ma famille » comes first
    assert lines.currentIndex().data() == "Parler à ma famille, place 1 sur 3"
    desk.press(ENTER)


def answer_the_lines(desk: Desk, page: QuestionnairePage) -> None:
    assert title(page) == "À quel point êtes-vous à l’aise ?"
    assert nameless(page) == []
    desk.press(UP, UP, UP, DOWN, ENTER)  # 0, 1, 2, then 1
    desk.press("2,5", ENTER)
    assert title(page) == "Votre âge"
    desk.press("12", ENTER)
    assert title(page) == "Votre âge"
    assert shown(page, "questionMistake").text() == "Entre 16 et 110 ans."
    assert desk.focused is not None
    assert desk.focused.accessibleDescription().startswith("Entre 16 et 110 ans.")
    chord(desk, Qt.Key.Key_A, CONTROL)
    desk.press("68", ENTER)
    desk.press("05/03/1958", ENTER)
    desk.press("03/12/2026 14 h 30", ENTER)
    desk.press("7 h 15", ENTER)
    assert title(page) == "Vos remarques"
    desk.press("Vient avec sa fille.", ENTER, "Le matin.")
    assert isinstance(desk.focused, QPlainTextEdit)
    chord(desk, ENTER, CONTROL)
    desk.press(ENTER)  # twice the age, to read


def note_two_persons_and_remove_one(desk: Desk, page: QuestionnairePage) -> None:
    assert title(page) == "Personne du foyer"
    assert shown(page, "repeatWords").text().startswith("Aucune fiche notée.")
    for name in ("Lucie", "Karim"):
        tab_to(desk, "addRepeat")
        desk.press(SPACE, name, ENTER)
        assert title(page).endswith(" · Appareil")  # the group inside: none
        tab_to(desk, "next")
        desk.press(SPACE)
    assert shown(page, "repeatWords").text().startswith("2\u00a0fiches notées.")
    tab_to(desk, "removeRepeat")
    desk.press(SPACE)
    confirm = page.window().findChild(QAbstractButton, "confirm")
    assert isinstance(confirm, QAbstractButton)
    QTest.keyClick(confirm, SPACE)
    settle()
    assert shown(page, "repeatWords").text().startswith("1\u00a0fiche notée.")
    page.window().activateWindow()
    settle()
    tab_to(desk, "next")
    desk.press(SPACE)


def test_the_whole_form_is_answered_by_keys_alone(desk: Desk, workplace: Workplace) -> None:
    entretien_id = at_questions(ask_all_kinds(workplace))
    page = open_questionnaire(workplace, InlineRunner(), desk.walker, entretien_id)
    desk.open_task(page)
    answer_the_choices(desk, page)
    answer_the_lines(desk, page)
    note_two_persons_and_remove_one(desk, page)
    assert title(page) == "Combien d’ordinateurs ?"
    desk.press("1", ENTER, "Vieux", ENTER)
    assert page._where[0] is Place.END
    with workplace.database.reading() as session:
        found = reponses.load(session, entretien_id)
    assert {path.removeprefix("/data/"): value for path, value in found.items()} == {
        "vu": "OK",
        "moyen": "pied",
        "services": "caf impots",
        "ordre": "famille papiers photos",
        "aise": "1",
        "heures": "2.5",
        "age": "68",
        "naissance": "1958-03-05",
        "venue": "2026-12-03T14:30:00",
        "heure": "07:15:00",
        "remarques": "Vient avec sa fille.\nLe matin.",
        "double": "136",
        "personne[range]": "1",
        "personne[1]/prenom": "Karim",
        "personne[1]/appareil[range]": "0",
        "nombre": "1",
        "ordinateur[range]": "1",
        "ordinateur[1]/etat": "Vieux",
    }
    desk.press(ENTER)
    assert desk.walker.last == ("interview", entretien_id)


def test_the_person_ranks_counts_and_changes_the_language_herself(
    desk: Desk, workplace: Workplace
) -> None:
    entretien_id = at_questions(ask_all_kinds(workplace))
    page = open_questionnaire(workplace, InlineRunner(), desk.walker, entretien_id)
    desk.open_task(page)
    page.jump_asked.emit("/data/ordre")
    page.face_asked.emit()
    screen = desk.walker.screen
    assert screen is not None
    desk.window.hand_over(screen, larger=1)
    settle()
    lines = screen.findChild(QListView, "rankLines")
    assert desk.focused is lines
    chord(desk, DOWN, ALT)
    assert nameless(screen) == []
    desk.press(ENTER, UP)
    with workplace.database.reading() as session:
        found = reponses.load(session, entretien_id)
    assert found["/data/ordre"] == "photos papiers famille"
    english = screen.findChild(QAbstractButton, "short-English (en)")
    assert isinstance(english, QAbstractButton)
    english.click()
    settle()
    label = screen.findChild(QLabel, "facingQuestion")
    assert isinstance(label, QLabel)
    assert label.text() == "How much at ease are you?"
    with workplace.database.reading() as session:
        found = reponses.load(session, entretien_id)
    assert found["/data/aise"] == "0"
