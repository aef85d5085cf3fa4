"""The screens of an interview that is read again."""

from collections.abc import Callable

from app.domain.entretien import Canal
from app.storage import reponses
from app.ui.pages.relecture import open_relecture
from app.ui.shell.window import MainWindow
from app.ui.tasks import InlineRunner
from app.usecases.interview import exercising, interviewing, receiving
from app.usecases.interview.exercising import Essai
from app.usecases.people import persons
from tests.screens import screen
from tests.ui.examples import SETTLED, question_path, typed
from tests.ui.paths import Paths
from tests.ui.screens_frame import workspace
from tests.ui.screens_reception import shared_workplace


def _review(*, erased: bool) -> Callable[[MainWindow], None]:
    def draw(window: MainWindow) -> None:
        place = shared_workplace()
        entretien = receiving.receive(place, Canal.SUR_PLACE)
        persons.register(place, entretien.id, typed("Maquette", "Monique"))
        for name, codes in SETTLED.items():
            path = question_path(name)
            interviewing.keep_answer(place, entretien.id, path, codes, position=path)
        exercising.keep_try(place, entretien.id, Essai(code="T1", points=2, seconds=75))
        exercising.keep_try(place, entretien.id, Essai(code="T2", points=1, seconds=140))
        receiving.hold(place, entretien.id)
        if erased:
            with place.database.writing() as session:
                reponses.erase(session, entretien.id, today=place.clock.today())
        page = open_relecture(place, InlineRunner(), Paths(), entretien.id)
        workspace(window, page).open_task(page)

    return draw


screen("relecture-en-attente", _review(erased=False))
screen("relecture-effacee", _review(erased=True))
