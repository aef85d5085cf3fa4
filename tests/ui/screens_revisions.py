"""The screens of a prescription that has left: corrected, withdrawn, in conflict, set aside."""

import atexit
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

from PySide6.QtWidgets import QWidget

from app.domain.prescription import MotifRetrait, Prescription
from app.ui.pages.prescriptions import open_prescription
from app.ui.pages.prescriptions.detail import PrescriptionPage
from app.ui.shell.window import MainWindow
from app.ui.tasks import InlineRunner
from app.usecases.exchange import revising
from app.usecases.workplace import Workplace
from tests.screens import screen
from tests.ui.paths import Paths
from tests.ui.screens_frame import workspace
from tests.ui.workplace import make_workplace
from tests.usecases.test_revising import conflict, correct, sent
from tests.usecases.test_sending import Line, prescribe

Scene = tuple[Workplace, Prescription]


def _place() -> Workplace:
    opened = make_workplace(Path(tempfile.mkdtemp(prefix="passerelle-ecrans-")) / "coffre")
    atexit.register(opened.close)
    return opened


@cache
def _sent() -> Scene:
    place = _place()
    return place, sent(place, Line())


@cache
def _corrected() -> Scene:
    place = _place()
    first = sent(place, Line())
    correct(place, first)
    return place, first


@cache
def _withdrawn() -> Scene:
    place = _place()
    first = sent(place, Line())
    revising.withdraw(place, first.id, MotifRetrait.RENONCEMENT)
    return place, first


@cache
def _conflict() -> Scene:
    place = _place()
    return place, conflict(place, Line())[0]


@cache
def _aside() -> Scene:
    place, line = _place(), Line()
    line.activate(place)
    line.departement.forbidden_fields = {"civilite"}
    first = prescribe(place)
    line.run(place)
    return place, first


def _page(
    scene: Callable[[], Scene], then: Callable[[PrescriptionPage], None] = lambda _: None
) -> Callable[[MainWindow], QWidget | None]:
    def draw(window: MainWindow) -> None:
        place, prescription = scene()
        page = open_prescription(place, InlineRunner(), Paths(), prescription.id)
        workspace(window, QWidget()).open_task(page)
        then(page)

    return draw


screen("revision-envoyee", _page(_sent))
screen("revision-corriger", _page(_sent, lambda page: page.revision.correct_asked.emit()))
screen("revision-retirer", _page(_sent, lambda page: page.revision.withdraw_asked.emit()))
screen("revision-corrigee", _page(_corrected))
screen("revision-retiree", _page(_withdrawn))
screen("revision-conflit", _page(_conflict))
screen("revision-comparer", _page(_conflict, lambda page: page.revision.compare_asked.emit()))
screen("revision-mise-de-cote", _page(_aside))
