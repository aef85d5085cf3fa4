"""A whole form with every kind of question, by keys alone and by its presenter."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QListView, QPlainTextEdit

from app.domain.entretien import Etape
from app.storage import reponses
from app.ui.pages.questionnaire import open_questionnaire
from app.ui.pages.questionnaire.page import QuestionnairePage
from app.ui.pages.questionnaire.state import Kind, Mark, Place
from app.ui.tasks import InlineRunner
from app.usecases import receiving
from app.usecases.interviewing import LANGUAGE
from app.usecases.workplace import Workplace
from tests.screens import settle
from tests.ui.accessibility import nameless
from tests.ui.all_kinds import ask_all_kinds
from tests.ui.pages_a.conftest import Desk
from tests.ui.pages_a.test_questionnaire import Room, at_questions

ENTER, SPACE, UP, DOWN, TAB = (
    Qt.Key.Key_Return,
    Qt.Key.Key_Space,
    Qt.Key.Key_Up,
    Qt.Key.Key_Down,
    Qt.Key.Key_Tab,
)
ALT, CONTROL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def room(workplace: Workplace) -> Room:
    return Room(ask_all_kinds(workplace))


def kept(room: Room) -> dict[str, str]:
    with room.workplace.database.reading() as session:
        found = reponses.load(session, room.id)
    return {path.removeprefix("/data/"): str(value) for path, value in found.items()}


def go(room: Room, name: str) -> None:
    room.presenter.jump(f"/data/{name}")


def write(room: Room, name: str, text: str) -> None:
    go(room, name)
    room.presenter.write(f"/data/{name}", text)


# -- kinds -----------------------------------------------------------------------------------------


def test_each_kind_has_its_control(room: Room) -> None:
    kinds: dict[str, Kind] = {}
    for row in rows(room):
        room.presenter.jump(row[0])
        kinds |= {one.path: one.kind for one in room.view.state.questions}
    assert {path.removeprefix("/data/"): kind for path, kind in kinds.items()} == {
        "accueil": Kind.NOTE,
        "vu": Kind.SEVERAL,
        "moyen": Kind.ONE,
        "services": Kind.SEVERAL,
        "ordre": Kind.RANK,
        "aise": Kind.SCALE,
        "heures": Kind.SCALE,
        "age": Kind.NUMBER,
        "naissance": Kind.DATE,
        "venue": Kind.DATE_TIME,
        "heure": Kind.TIME,
        "remarques": Kind.LINES,
        "nombre": Kind.NUMBER,
    }


def rows(room: Room) -> list[tuple[str, Mark]]:
    room.presenter.review()
    found = [(row.path, row.mark) for row in room.view.state.rows]
    room.presenter.review()
    return found


def test_a_trigger_is_a_box_to_tick(room: Room) -> None:
    go(room, "vu")
    (view,) = room.view.state.questions
    assert [one.label for one in view.options] == ["J’en ai pris connaissance"]
    room.presenter.answer(view.path, ("OK",))
    assert kept(room)["vu"] == "OK"
    assert room.view.state.questions[0].selected == ("OK",)


def test_a_scale_takes_no_number_between_its_steps(room: Room) -> None:
    write(room, "heures", "2,7")
    assert room.view.state.questions[0].mistake == (
        "Ce nombre n’est pas possible ici. De 0 à 4, de 0,5 en 0,5."
    )
    write(room, "heures", "2,5")
    assert (kept(room)["heures"], room.view.state.questions[0].mistake) == ("2.5", "")
    write(room, "heures", "4,5")
    assert room.view.state.questions[0].mistake


def test_a_day_with_its_hour_is_kept_and_shown_again(room: Room) -> None:
    write(room, "venue", "3/12/2026 à 14h30")
    assert kept(room)["venue"] == "2026-12-03T14:30:00"
    there = room.again()
    go(there, "venue")
    assert there.view.state.questions[0].text == "03/12/2026 14 h 30"
    write(there, "venue", "demain")
    assert there.view.state.questions[0].mistake.startswith("Écrivez le jour et l’heure")


def test_what_the_form_computes_is_shown_and_not_asked(room: Room) -> None:
    write(room, "age", "68")
    go(room, "double")
    (view,) = room.view.state.questions
    assert (view.answerable, view.value) == (False, "136")


# -- required and wrong ----------------------------------------------------------------------------


def test_a_required_question_may_be_left_but_not_at_the_end(room: Room) -> None:
    go(room, "age")
    assert room.view.state.questions[0].required
    assert room.view.state.questions[0].mistake == ""
    room.presenter.next()
    assert room.view.state.questions[0].mistake == "L’âge est demandé pour la suite."
    assert room.view.state.unanswered == "Entrée encore une fois pour y revenir plus tard."
    room.presenter.next()
    assert room.here == "naissance"
    go(room, "nombre")
    room.presenter.next()
    room.presenter.next()
    state = room.view.state
    assert (state.place, state.required_left) == (Place.END, 2)
    room.presenter.next()
    assert (room.here, room.etape) == ("moyen", Etape.QUESTIONNAIRE)
    assert room.view.state.questions[0].mistake.startswith("Il faut une réponse ici")
    room.presenter.answer("/data/moyen", ("bus",))
    assert room.view.state.questions[0].mistake == ""
    write(room, "age", "68")
    room.presenter.finish()
    assert room.etape is not Etape.QUESTIONNAIRE


def test_an_answer_that_does_not_do_holds_the_focus(room: Room) -> None:
    room.presenter.answer("/data/moyen", ("bus",))
    write(room, "age", "12")
    assert room.view.state.questions[0].mistake == "Entre 16 et 110 ans."
    assert room.view.state.look_at == ""
    room.presenter.next()
    assert (room.here, room.view.state.look_at) == ("age", "/data/age")
    room.presenter.finish()
    assert (room.here, room.etape) == ("age", Etape.QUESTIONNAIRE)


def test_the_outline_tells_answered_missing_and_wrong(room: Room) -> None:
    room.presenter.answer("/data/services", ("caf",))
    write(room, "age", "12")
    marks = {path.removeprefix("/data/"): mark for path, mark in rows(room)}
    assert marks["accueil"] is Mark.NOTHING
    assert marks["services"] is Mark.ANSWERED
    assert marks["ordre"] is Mark.MISSING
    assert marks["moyen"] is Mark.REQUIRED
    assert marks["age"] is Mark.FAULT


# -- copies of a group -----------------------------------------------------------------------------


def family(room: Room, *names: str) -> None:
    for number, name in enumerate(names, 1):
        go(room, "personne[range]")
        room.presenter.add_repeat()
        assert room.view.state.step == f"/data/personne[{number}]/prenom"
        room.presenter.write(f"/data/personne[{number}]/prenom", name)
    go(room, "personne[range]")


def test_copies_are_counted_and_named_by_their_answers(room: Room) -> None:
    family(room, "Lucie", "Karim")
    assert [one.words for one in room.view.state.copies] == ["Lucie", "Karim"]
    room.presenter.jump(room.view.state.copies[1].path)
    assert room.view.state.section == "Personne du foyer 2 sur 2"


def test_a_copy_goes_with_its_answers_and_the_others_move_up(room: Room) -> None:
    family(room, "Lucie", "Karim", "Inès")
    room.presenter.remove_repeat(1)
    assert [one.words for one in room.view.state.copies] == ["Karim", "Inès"]
    found = kept(room)
    assert found["personne[1]/prenom"] == "Karim"
    assert found["personne[2]/prenom"] == "Inès"
    assert found["personne[range]"] == "2"
    assert "personne[3]/prenom" not in found
    again = room.again()
    go(again, "personne[range]")
    assert [one.words for one in again.view.state.copies] == ["Karim", "Inès"]


def test_a_group_inside_a_copy_has_copies_of_its_own(room: Room) -> None:
    family(room, "Lucie")
    go(room, "personne[1]/appareil[range]")
    room.presenter.add_repeat()
    room.presenter.write("/data/personne[1]/appareil[1]/marque", "Tablette")
    assert room.view.state.section == "Personne du foyer 1 sur 1 · Appareil 1 sur 1"
    assert kept(room)["personne[1]/appareil[1]/marque"] == "Tablette"


def test_counted_copies_follow_their_number(room: Room) -> None:
    write(room, "nombre", "2")
    go(room, "ordinateur[2]/etat")
    assert room.view.state.section == "Ordinateur 2 sur 2"
    write(room, "nombre", "0")
    assert not [path for path, _ in rows(room) if "ordinateur" in path]


# -- languages -------------------------------------------------------------------------------------


def test_another_language_changes_the_words_and_keeps_the_answers(room: Room) -> None:
    assert [one.label for one in room.view.state.languages] == ["Français", "English"]
    go(room, "moyen")
    room.presenter.answer("/data/moyen", ("pied",))
    room.presenter.speak("English (en)")
    (view,) = room.view.state.questions
    assert (view.label, view.selected) == ("How do you come?", ("pied",))
    assert [one.label for one in view.options] == ["By bus", "On foot"]
    write(room, "age", "12")
    assert room.view.state.questions[0].mistake == "Between 16 and 110."
    again = room.again()
    assert again.view.state.questions[0].label == "Your age"
    again.presenter.speak("Français (fr)")
    assert LANGUAGE not in kept(again)


def test_the_language_is_no_answer(room: Room) -> None:
    room.presenter.speak("English (en)")
    assert [one.answered for one in receiving.unfinished(room.workplace)] == [0]
    again = room.again()
    assert again.view.state.language == "English (en)"
    assert again.presenter._course is not None
    assert again.presenter._course.given() == {}


def test_a_form_of_one_language_offers_none(workplace: Workplace) -> None:
    assert Room(workplace).view.state.languages == ()


# -- by keys ---------------------------------------------------------------------------------------


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
