"""The laptop in the person's hands: the questions, the exercise, and the way back."""

from collections.abc import Callable

from app.domain.entretien import Canal
from app.ui.pages.exercice import open_exercice
from app.ui.pages.exercice.page import ExercicePage
from app.ui.pages.questionnaire import open_questionnaire
from app.ui.shell.window import MainWindow
from app.ui.tasks import InlineRunner
from app.usecases.interview import interviewing, receiving
from tests.screens import screen
from tests.ui.examples import question_path
from tests.ui.paths import Paths
from tests.ui.screens_frame import workspace
from tests.ui.screens_reception import shared_workplace

Deed = Callable[[ExercicePage], None]
CODES = ("T1", "T2", "T3", "T4", "T5")


def _exercise(*deeds: Deed, back: bool = False) -> Callable[[MainWindow], None]:
    """Draw the exercise after `deeds`; `back` once the agent has the laptop again."""

    def draw(window: MainWindow) -> None:
        paths = Paths()
        place = shared_workplace()
        entretien = receiving.receive(place, Canal.SUR_PLACE)
        page = open_exercice(place, InlineRunner(), paths, entretien.id)
        workspace(window, page).open_task(page)
        for deed in deeds:
            deed(page)
        if paths.screen is not None and not back:
            window.hand_over(paths.screen, larger=2)
        elif back:
            paths.take_back()

    return draw


def _begin(page: ExercicePage) -> None:
    page.accepted.emit()


def _done(page: ExercicePage) -> None:
    page.task_finished.emit("«\u00a0Lucie, Bordeaux\u00a0», écrit et validé.")


def _to_note(page: ExercicePage) -> None:
    _done(page)
    page.noting_asked.emit()


def _noted(points: str) -> Deed:
    def note(page: ExercicePage) -> None:
        _to_note(page)
        page.outcome_picked.emit(points)
        page.next_asked.emit()

    return note


def _return_panel(window: MainWindow) -> None:
    _exercise(_begin)(window)
    assert window.handed is not None
    window.handed.return_button.click()
    window.handed.refuse("Ce n’est pas la bonne phrase de passe. Rien n’est perdu.")


screen("exercice-accord", _exercise())
for _number, _code in enumerate(CODES):
    screen(f"exercice-tache-{_code}", _exercise(_begin, *[_noted("2")] * _number))
screen("exercice-pause", _exercise(_begin, _done))
screen("exercice-noter", _exercise(_begin, _to_note, lambda page: page.next_asked.emit()))
screen("exercice-fini", _exercise(_begin, *[_noted("1")] * len(CODES)))
screen("exercice-bilan", _exercise(_begin, _noted("2"), _noted("0"), back=True))
screen("exercice-retour", _return_panel)


def _facing(name: str, **answers: str) -> Callable[[MainWindow], None]:
    """Draw the question `name` in the person's hands, after `answers`."""

    def draw(window: MainWindow) -> None:
        paths = Paths()
        place = shared_workplace()
        entretien = receiving.receive(place, Canal.SUR_PLACE)
        for one, codes in answers.items():
            path = question_path(one)
            interviewing.keep_answer(place, entretien.id, path, codes, position=path)
        interviewing.keep_position(place, entretien.id, question_path(name))
        page = open_questionnaire(place, InlineRunner(), paths, entretien.id)
        workspace(window, page).open_task(page)
        page.face_asked.emit()
        assert paths.screen is not None
        window.hand_over(paths.screen, larger=3)
        if name == "G4":
            page.next_asked.emit()
            page.next_asked.emit()

    return draw


screen("questionnaire-personne", _facing("F4"))
screen("questionnaire-personne-plusieurs", _facing("D1", F4="apprendre", D1="caf"))
screen("questionnaire-personne-fin", _facing("G4", F4="apprendre"))
