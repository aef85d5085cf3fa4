"""The screens of dossiers on Démarches simplifiées: to deposit, where they stand, to do again."""

import atexit
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import cache
from pathlib import Path

from PySide6.QtWidgets import QWidget

from app.domain.dossier import NO_FOLLOW_UP, EtatDossier
from app.domain.entretien import Canal, Choix
from app.domain.identifiers import PrescriptionId
from app.domain.prescription import Decision, Sens, Suivi
from app.storage import decisions, dossiers_prepares, effacement, outbox
from app.ui.pages.aujourdhui import open_aujourdhui
from app.ui.pages.prescriptions import open_prescription, open_prescriptions
from app.ui.shell.window import MainWindow
from app.ui.tasks import InlineRunner
from app.usecases.interview import deciding, receiving
from app.usecases.laptop import colleagues, informing
from app.usecases.people import persons
from app.usecases.workplace import Workplace
from tests.demarches_simplifiees import example
from tests.screens import screen
from tests.ui.examples import came_to_the_decision
from tests.ui.paths import Paths
from tests.ui.screens_frame import workspace
from tests.ui.workplace import STRASBOURG, make_workplace
from tests.usecases.test_day import typed

ORIGIN = "https://demarche.example"
RUNNER = InlineRunner()


@cache
def _place() -> tuple[Workplace, dict[str, PrescriptionId]]:
    folder = tempfile.mkdtemp(prefix="passerelle-ecrans-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    opened = make_workplace(Path(folder) / "coffre")
    atexit.register(opened.close)
    place = replace(opened, convention=example.convention(ORIGIN, STRASBOURG))
    colleagues.sheet_checked(place)
    informing.accept(place)
    made = {
        "bientot": dossier(place, "Exemplier", EtatDossier.PREREMPLI, days=4.3),
        "presse": dossier(place, "Maquette", EtatDossier.PREREMPLI, days=1.5),
        "ouvert": dossier(place, "Spécimen", EtatDossier.BROUILLON, days=6),
        "retire": dossier(place, "Fictif", EtatDossier.RETIRE, days=12),
        "examen": dossier(place, "Modèle", EtatDossier.EN_INSTRUCTION, days=20),
        "refuse": dossier(place, "Factice", EtatDossier.SANS_SUITE, days=9),
    }
    refused(place, made["refuse"])
    gone = persons.find(place, "Modèle")[0].personne
    effacement.effacer_pour_de_bon(place.database, gone.id)
    return place, made


def dossier(place: Workplace, nom: str, etat: EtatDossier, *, days: float) -> PrescriptionId:
    """Make a prescription whose dossier was prepared `days` ago and stands at `etat`."""
    entretien = receiving.receive(place, Canal.SUR_PLACE)
    persons.register(place, entretien.id, typed(nom))
    came_to_the_decision(place, entretien.id)
    choix = Choix(service="assistance", carnets=1, advised="assistance")
    made = deciding.decide(place, entretien.id, choix).prescription
    assert made is not None
    number = 21075600 + len(nom)
    at = place.clock.now() - timedelta(days=days)
    with place.database.writing() as session:
        (envoi,) = outbox.of_item(session, made.id)
        outbox.advance(session, envoi, Suivi.REMISE, at=at)
        begun = dossiers_prepares.begin(session, made.id, revision=1, empreinte="e", at=at)
        url = f"{ORIGIN}/commencer/essai?prefill_token=exemple"
        told = replace(begun, numero=number, jeton="exemple", url=url, prefilled_at=at)
        dossiers_prepares.keep(session, replace(told, etat=EtatDossier.PREREMPLI))
        dossiers_prepares.keep(session, replace(told, etat=etat))
    return made.id


def refused(place: Workplace, prescription_id: PrescriptionId) -> None:
    """Let the refusal come from the platform, then its motive from the service."""
    day = place.clock.today() - timedelta(days=2)
    bare = Decision(
        prescription_id=prescription_id, sens=Sens.REFUSEE, decided_on=day, message=NO_FOLLOW_UP
    )
    words = f"{NO_FOLLOW_UP} Revenez en avril."
    for told in (bare, replace(bare, motif="stock", message=words)):
        with place.database.writing() as session:
            due_on = place.convention.retention.due_on(day)
            decisions.receive(session, told, received_at=place.clock.now(), due_on=due_on)


def _today(window: MainWindow) -> None:
    place, _ = _place()
    page = open_aujourdhui(place, RUNNER, Paths())
    workspace(window, page)


def _list(window: MainWindow) -> None:
    place, _ = _place()
    workspace(window, open_prescriptions(place, RUNNER, Paths()))


def _one(which: str) -> Callable[[MainWindow], None]:
    def draw(window: MainWindow) -> None:
        place, made = _place()
        page = open_prescription(place, RUNNER, Paths(), made[which])
        workspace(window, QWidget()).open_task(page)

    return draw


screen("demarches-aujourdhui", _today)
screen("demarches-prescriptions", _list)
screen("demarches-a-deposer", _one("presse"))
screen("demarches-a-refaire", _one("retire"))
screen("demarches-refusee", _one("refuse"))
