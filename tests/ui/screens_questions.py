"""Every kind of question, and what surrounds them, as a form in two languages asks them."""

import atexit
import shutil
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

from app.domain.entretien import Canal
from app.ui.pages.questionnaire import open_questionnaire
from app.ui.pages.questionnaire.page import QuestionnairePage
from app.ui.shell.window import MainWindow
from app.ui.tasks import InlineRunner
from app.usecases.interview import interviewing, receiving
from app.usecases.workplace import Workplace
from tests.screens import screen
from tests.ui.all_kinds import ask_all_kinds
from tests.ui.paths import Paths
from tests.ui.screens_frame import workspace
from tests.ui.unusable import ask_too_much
from tests.ui.workplace import make_workplace

Deed = Callable[[QuestionnairePage], None]


@cache
def _workplace() -> Workplace:
    made = tempfile.mkdtemp(prefix="passerelle-questions-")
    atexit.register(shutil.rmtree, made, ignore_errors=True)
    return ask_all_kinds(make_workplace(Path(made) / "coffre"))


def _at(name: str, *deeds: Deed, **answers: str) -> Callable[[MainWindow], None]:
    """Draw the screen of the question `name` after `answers` and `deeds`."""

    def draw(window: MainWindow) -> None:
        paths, place = Paths(), _workplace()
        entretien = receiving.receive(place, Canal.SUR_PLACE)
        for one, value in answers.items():
            path = _path(one)
            interviewing.keep_answer(place, entretien.id, path, value, position=path)
        interviewing.keep_position(place, entretien.id, _path(name))
        page = open_questionnaire(place, InlineRunner(), paths, entretien.id)
        workspace(window, page).open_task(page)
        for deed in deeds:
            deed(page)
        if paths.screen is not None:
            window.hand_over(paths.screen, larger=3)

    return draw


def _path(name: str) -> str:
    """Return a path: « personne__1__prenom » is `/data/personne[1]/prenom`."""
    parts = name.split("__")
    path = "/data"
    for part in parts:
        path += f"[{part}]" if part.isdigit() or part == "range" else f"/{part}"
    return path


def _next(page: QuestionnairePage) -> None:
    page.next_asked.emit()


def _end(page: QuestionnairePage) -> None:
    page.jump_asked.emit("/data/nombre")
    page.next_asked.emit()
    page.next_asked.emit()


def _unusable(window: MainWindow) -> None:
    """Draw an interview whose questionnaire cannot be computed."""
    place = _workplace()
    former = place.shelf.current
    entretien = receiving.receive(ask_too_much(place), Canal.SUR_PLACE)
    page = open_questionnaire(place, InlineRunner(), Paths(), entretien.id)
    place.shelf.current = former
    workspace(window, page).open_task(page)


def _write(path: str, text: str) -> Deed:
    return lambda page: page.written.emit(path, text)


def _face(page: QuestionnairePage) -> None:
    page.face_asked.emit()


def _review(page: QuestionnairePage) -> None:
    page.review_asked.emit()


FAMILY = {
    "personne__range": "2",
    "personne__1__prenom": "Lucie",
    "personne__2__prenom": "Karim",
    "personne__2__appareil__range": "1",
    "personne__2__appareil__1__marque": "Un ordinateur de la mairie",
}
SOME = {"moyen": "bus", "services": "caf impots", "age": "12", "aise": "3"}

screen("questions-lu", _at("vu"))
screen("questions-necessaire", _at("moyen", _next))
screen("questions-rang", _at("ordre"))
screen("questions-rang-repondu", _at("ordre", ordre="famille papiers photos"))
screen("questions-echelle", _at("aise", aise="3"))
screen("questions-echelle-faute", _at("heures", _write("/data/heures", "2,7"), _next))
screen("questions-contrainte", _at("age", _write("/data/age", "12"), _next))
screen("questions-moment", _at("venue", venue="2026-12-03T14:30:00"))
screen("questions-lignes", _at("remarques", remarques="Vient avec sa fille.\nPréfère le matin."))
screen("questions-ferme", _at("double", age="68", double="136"))
screen("questions-fiches-vide", _at("personne__range"))
screen("questions-fiches", _at("personne__range", **FAMILY))
screen("questions-fiche-2", _at("personne__2__appareil__1__marque", **FAMILY))
screen("questions-plan", _at("vu", _review, **SOME, **FAMILY))
screen("questions-fin", _at("vu", _end, **SOME))
screen("questions-personne-rang", _at("ordre", _face))
screen("questions-personne-echelle", _at("aise", _face, aise="3"))
screen("questions-personne-fiches", _at("personne__range", _face, **FAMILY))
screen("questions-inutilisable", _unusable)
