"""A whole form with every kind of question, by keys alone and by its presenter."""

import pytest

from app.domain.entretien import Etape
from app.storage import reponses
from app.ui.pages.questionnaire.state import Kind, Mark, Place
from app.usecases.interview import receiving
from app.usecases.interview.interviewing import LANGUAGE
from app.usecases.workplace import Workplace
from tests.ui.all_kinds import ask_all_kinds
from tests.ui.pages_a.test_questionnaire import Room


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
