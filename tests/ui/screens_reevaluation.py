"""The screen of a record whose diagnosis was made again under a later version."""

import atexit
import tempfile
from functools import cache
from pathlib import Path

from PySide6.QtWidgets import QWidget

from app.domain.entretien import Issue
from app.ui.pages.personnes import open_dossier
from app.ui.shell.window import MainWindow
from app.ui.tasks import InlineRunner
from app.usecases.interview import deciding, reevaluating
from app.usecases.people import persons
from app.usecases.versions import questionnaire_import, questionnaire_versions
from app.usecases.workplace import Workplace
from tests.screens import screen
from tests.ui.paths import Paths
from tests.ui.screens_frame import workspace
from tests.ui.workplace import make_workplace
from tests.usecases.test_day import follow, interview
from tests.workbooks import written


@cache
def _workplace() -> Workplace:
    folder = Path(tempfile.mkdtemp(prefix="passerelle-ecrans-"))
    place = make_workplace(folder / "coffre")
    atexit.register(place.close)
    first, other = (interview(place, person, nom="Exemplier") for person in ("X21", "X01"))
    for entretien_id in (first, other):
        follow(place, entretien_id)
        deciding.finish(place, entretien_id, Issue.PRESCRIPTION)
    new = questionnaire_import.import_file(
        place, written(folder / "version-2.xlsx"), tell=lambda _step: None
    )
    questionnaire_versions.activate(place, new.sha256)
    reevaluating.reevaluate(place, first)
    return place


def _record(window: MainWindow, *, made_again: bool) -> None:
    place = _workplace()
    found = [
        one.personne
        for one in persons.find(place, "Exemplier")
        if bool(reevaluating.assessments(place, one.personne.id)[0].later) is made_again
    ]
    page = open_dossier(place, InlineRunner(), Paths(), found[0].id)
    workspace(window, QWidget()).open_task(page)


screen("dossier-reevalue", lambda w: _record(w, made_again=True))
screen("dossier-a-reevaluer", lambda w: _record(w, made_again=False))
