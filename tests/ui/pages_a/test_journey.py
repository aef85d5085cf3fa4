from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton

from app.domain.entretien import Etape
from app.domain.identifiers import EntretienId
from app.ui.interview.short_choice import ShortChoice
from app.ui.pages.aujourdhui import open_aujourdhui
from app.ui.tasks import InlineRunner
from app.usecases.interview import receiving
from app.usecases.workplace import Workplace
from tests.ui.accessibility import nameless
from tests.ui.pages_a.conftest import Desk
from tests.ui.pages_a.test_personne import goto


def test_from_the_door_to_the_diagnosis_by_keys_alone(desk: Desk, workplace: Workplace) -> None:
    desk.show(open_aujourdhui(workplace, InlineRunner(), desk.walker))
    desk.press(Qt.Key.Key_Return, "1")
    entretien_id = EntretienId(desk.walker.last[1])

    def etape() -> Etape:
        return receiving.load_interview(workplace, entretien_id).etape

    assert etape() is Etape.NOTICE
    desk.press("1")
    for _purpose in range(4):
        desk.press(Qt.Key.Key_Tab, Qt.Key.Key_Space)
    desk.press(Qt.Key.Key_Return)

    assert etape() is Etape.PERSONNE
    desk.press("maquette", Qt.Key.Key_Return)
    goto(desk, "goOn")
    desk.press(Qt.Key.Key_Return)
    for name, text in (
        ("prenom", "Monique"),
        ("voie", "31 avenue de l’Exemple"),
        ("code_postal", "67000"),
    ):
        goto(desk, name)
        desk.press(text)
    desk.press(Qt.Key.Key_Return)

    assert etape() is Etape.QUESTIONNAIRE
    for key in ("3", "7", "2"):  # accompanied, retirement, no deadline
        desk.press(key, Qt.Key.Key_Return)
    desk.press("4", Qt.Key.Key_Return)  # done by somebody else
    assert nameless(desk.window) == []
    goto(desk, "stopQuestions")
    desk.press(Qt.Key.Key_Return)

    assert etape() is Etape.EXERCICE
    goto(desk, "exerciseElsewhere")
    desk.press(Qt.Key.Key_Return)
    for code, points in zip(("T1", "T2", "T3", "T4", "T5"), "22110", strict=True):
        pick_outcome(desk, code, points)
    goto(desk, "endExercise")
    desk.press(Qt.Key.Key_Return)
    ended = receiving.load_interview(workplace, entretien_id)
    assert (ended.etape, ended.exercice) == (Etape.DIAGNOSTIC, 6)


def pick_outcome(desk: Desk, code: str, points: str) -> None:
    """Pick how a task went, by arrows and Space."""
    choice = desk.window.findChild(ShortChoice, f"try-{code}")
    assert choice is not None
    choice.setFocus()
    wanted = choice.findChild(QAbstractButton, f"short-{points}")
    while desk.focused is not wanted:
        desk.press(Qt.Key.Key_Right)
    desk.press(Qt.Key.Key_Space)
