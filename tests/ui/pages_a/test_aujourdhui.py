from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget

from app.domain.entretien import Canal, Choix, Etape
from app.domain.habilitation import Role
from app.domain.identifiers import EntretienId
from app.storage import entretiens
from app.storage.versions import Source
from app.ui.pages.aujourdhui import open_aujourdhui
from app.ui.pages.aujourdhui.presenter import AujourdhuiPresenter
from app.ui.pages.aujourdhui.state import TodayState
from app.ui.tasks import InlineRunner
from app.ui.widgets.tones import Tone
from app.usecases.interview import deciding, receiving
from app.usecases.interview.receiving import InterviewGoneError
from app.usecases.laptop import colleagues, habilitations
from app.usecases.people import persons
from app.usecases.versions import questionnaire_import, questionnaire_versions
from app.usecases.workplace import Workplace
from tests.screens import settle
from tests.ui.accessibility import nameless
from tests.ui.examples import came_to_the_decision, known_person, typed
from tests.ui.pages_a.conftest import Desk
from tests.ui.paths import Paths
from tests.ui.workplace import WallClock, add_colleague, as_agent
from tests.workbooks import written


class View:
    def __init__(self) -> None:
        self.state: TodayState | None = None

    def show_state(self, state: TodayState) -> None:
        self.state = state


def shown(workplace: Workplace) -> TodayState:
    view = View()
    AujourdhuiPresenter(view, InlineRunner(), workplace, Paths()).load()
    assert view.state is not None
    return view.state


def prescribe(workplace: Workplace, nom: str) -> None:
    entretien = receiving.receive(workplace, Canal.SUR_PLACE)
    persons.register(workplace, entretien.id, typed(nom, "Monique"))
    came_to_the_decision(workplace, entretien.id)
    deciding.decide(
        workplace, entretien.id, Choix(service="formation", carnets=1, advised="formation")
    )


def test_nothing_waits_on_the_first_morning(workplace: Workplace) -> None:
    state = shown(workplace)
    assert state.is_quiet
    assert state.greeting == "Bonjour Camille"
    assert state.day == "Dimanche 22\u00a0novembre 2026"
    assert state.sheet_unchecked


def test_a_checked_sheet_is_no_longer_asked_for(workplace: Workplace) -> None:
    colleagues.sheet_checked(workplace)
    assert not shown(workplace).sheet_unchecked


def test_the_tray_says_who_where_and_since_when(workplace: Workplace) -> None:
    known_person(workplace, "Maquette", "Monique")
    nameless_one = receiving.receive(workplace, Canal.TELEPHONE)
    receiving.hold(workplace, nameless_one.id)
    rows = {row.who: row for row in shown(workplace).tray}
    monique = rows["Monique MAQUETTE"]
    assert monique.about == "Questionnaire · aujourd’hui à 10\u00a0h\u00a012"
    assert monique.pill.words == "Interrompu"
    waiting = rows["Personne pas encore nommée"]
    assert waiting.about == "Information de la personne · aujourd’hui à 10\u00a0h\u00a012"
    assert waiting.pill.words == "En attente"


def test_who_may_no_longer_look_people_up_reads_no_name(workplace: Workplace) -> None:
    him = as_agent(workplace, add_colleague(workplace))
    known_person(him, "Maquette", "Monique")
    prescribe(him, "Croquis")
    assert {row.who for row in shown(him).tray} >= {"Monique MAQUETTE"}
    habilitations.assign(workplace, him.agent.id, {Role.OPERATEUR})
    state = shown(him)
    assert "maquette" not in repr(state).lower()
    assert "croquis" not in repr(state).lower()
    assert (state.tray, state.papers, state.answers, state.problem) == ((), (), (), "")


def test_the_papers_of_one_person_are_one_row(workplace: Workplace) -> None:
    clock = workplace.clock
    assert isinstance(clock, WallClock)
    prescribe(workplace, "Maquette")
    clock.go_on(minutes=1)
    prescribe(workplace, "Gabarit")
    rows = shown(workplace).papers
    assert [row.title for row in rows] == ["Monique MAQUETTE", "Monique GABARIT"]
    assert rows[0].about == (
        "4\u00a0papiers du 22\u00a0novembre 2026\u00a0: Votre feuille, "
        "Vos informations : notice et accord, Fiche de prescription, Lettre à la personne"
    )


def test_five_unsent_prescriptions_are_said_and_six_ask_for_attention(
    workplace: Workplace,
) -> None:
    for number in range(5):
        prescribe(workplace, f"Maquette {number}")
    assert not shown(workplace).waiting_late
    prescribe(workplace, "Maquette six")
    state = shown(workplace)
    assert state.waiting_late
    assert state.waiting == "6\u00a0prescriptions attendent d’être envoyées au Département."


@pytest.mark.parametrize(("days", "late"), [(5, False), (6, True)])
def test_a_prescription_unsent_for_more_than_five_days_asks_for_attention(
    workplace: Workplace, days: int, *, late: bool
) -> None:
    prescribe(workplace, "Maquette")
    clock = workplace.clock
    assert isinstance(clock, WallClock)
    clock.at += timedelta(days=days)
    state = shown(workplace)
    assert state.waiting_late is late
    assert state.waiting == (
        f"Une prescription attend d’être envoyée au Département depuis {days}\u00a0jours."
    )


def test_an_interview_opens_by_two_keys(desk: Desk, workplace: Workplace) -> None:
    desk.show(open_aujourdhui(workplace, InlineRunner(), desk.walker))
    desk.press(Qt.Key.Key_Return, "2")
    kind, entretien_id = desk.walker.last
    opened = receiving.load_interview(workplace, EntretienId(entretien_id))
    assert kind == "interview"
    assert (opened.canal, opened.etape) == (Canal.TELEPHONE, Etape.NOTICE)


def test_escape_leaves_the_choice_of_the_channel(desk: Desk, workplace: Workplace) -> None:
    page = open_aujourdhui(workplace, InlineRunner(), desk.walker)
    desk.show(page)
    desk.press(Qt.Key.Key_Return, Qt.Key.Key_Escape)
    assert desk.walker.taken == []
    assert button(page, "doorInterview").hasFocus()


def test_an_interview_is_taken_up_from_the_tray(desk: Desk, workplace: Workplace) -> None:
    entretien = receiving.receive(workplace, Canal.SUR_PLACE)
    receiving.hold(workplace, entretien.id)
    page = open_aujourdhui(workplace, InlineRunner(), desk.walker)
    desk.show(page)
    button(page, f"takeUp-{entretien.id}").click()
    assert desk.walker.last == ("interview", entretien.id)
    assert not receiving.load_interview(workplace, entretien.id).on_hold


def test_an_abandon_is_confirmed_and_erases(desk: Desk, workplace: Workplace) -> None:
    entretien = receiving.receive(workplace, Canal.SUR_PLACE)
    page = open_aujourdhui(workplace, InlineRunner(), desk.walker)
    desk.show(page)
    button(page, f"abandon-{entretien.id}").click()
    settle()
    assert receiving.load_interview(workplace, entretien.id).issue is None
    button(desk.window, "confirm").click()
    settle()
    with pytest.raises(InterviewGoneError):
        receiving.load_interview(workplace, entretien.id)
    with workplace.database.reading() as session:
        assert not entretiens.unfinished(session, workplace.agent.id)
    assert page.findChild(QPushButton, f"takeUp-{entretien.id}") is None


def test_every_place_that_takes_the_focus_has_a_name(desk: Desk, workplace: Workplace) -> None:
    receiving.receive(workplace, Canal.SUR_PLACE)
    prescribe(workplace, "Maquette")
    desk.show(open_aujourdhui(workplace, InlineRunner(), desk.walker))
    assert nameless(desk.window) == []


def test_what_another_page_left_to_say_stays_until_one_comes_back(
    desk: Desk, workplace: Workplace
) -> None:
    page = open_aujourdhui(workplace, InlineRunner(), desk.walker)
    desk.show(page)
    page.say(Tone.SUCCESS, "Entretien terminé. Tout est fait.")
    read = TodayState(greeting="Bonjour Camille", day="22 novembre 2026", doors=(), loaded=True)
    page.show_state(read)
    assert page.banner.text == "Entretien terminé. Tout est fait.", "reading again is no answer"
    page.show_state(replace(read, problem="Le disque est plein."))
    assert page.banner.text == "Le disque est plein."
    page.hide()
    page.show()
    assert page.banner.text == ""


def button(page: QWidget, name: str) -> QPushButton:
    found = page.findChild(QPushButton, name)
    assert isinstance(found, QPushButton), name
    return found


def publish(workplace: Workplace, tmp_path: Path) -> str:
    """Let a version come as Synchroniser brings it, and return its id."""
    found = questionnaire_import.import_content(
        workplace,
        written(tmp_path / "v2.xlsx").read_bytes(),
        name="autonomie-numerique.xlsx",
        tell=lambda _step: None,
        source=Source.DEPARTEMENT,
    )
    assert found.kept
    return found.sha256


def later(workplace: Workplace) -> None:
    assert isinstance(workplace.clock, WallClock)
    workplace.clock.at += timedelta(hours=1)


def test_a_version_that_waits_is_said_until_the_referent_has_decided(
    workplace: Workplace, tmp_path: Path
) -> None:
    assert shown(workplace).version == ""
    later(workplace)
    received = publish(workplace, tmp_path)
    first = workplace.questionnaire.hash
    assert shown(workplace).version == (
        "Le Département a publié une version du questionnaire\u00a0: elle sert dès que vous la "
        "mettez en service."
    )
    colleague = as_agent(workplace, add_colleague(workplace))
    assert shown(colleague).version == (
        "Le Département a publié une version du questionnaire\u00a0: Camille Martin peut la "
        "mettre en service."
    )
    later(workplace)
    questionnaire_versions.activate(workplace, received)
    assert shown(workplace).version == ""
    questionnaire_versions.activate(workplace, first)
    assert shown(workplace).version == "", "the way back is a decision too"


def test_a_version_that_was_passed_over_is_not_said_again(
    workplace: Workplace, tmp_path: Path
) -> None:
    later(workplace)
    publish(workplace, tmp_path)
    later(workplace)
    questionnaire_versions.activate(workplace, workplace.questionnaire.hash)
    assert shown(workplace).version == ""


def test_a_waiting_version_is_one_key_away(
    desk: Desk, workplace: Workplace, tmp_path: Path
) -> None:
    later(workplace)
    publish(workplace, tmp_path)
    page = open_aujourdhui(workplace, InlineRunner(), desk.walker)
    desk.show(page)
    button(page, "seeVersion").setFocus()
    desk.press(Qt.Key.Key_Return)
    assert desk.walker.last == ("versions",)
