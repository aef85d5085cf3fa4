"""The screens of the rights of a person."""

import atexit
import tempfile
from collections.abc import Callable
from datetime import time
from functools import cache
from pathlib import Path

from PySide6.QtWidgets import QWidget

from app.domain.droits import MotifLimitation
from app.domain.identifiers import PersonneId
from app.ui.pages.aujourdhui import open_aujourdhui
from app.ui.pages.demandes import open_request
from app.ui.pages.droits import open_droits
from app.ui.pages.droits.page import RightsPage
from app.ui.pages.papiers import open_papiers
from app.ui.pages.personnes import open_dossier, open_personnes
from app.ui.pages.prescriptions import open_prescription
from app.ui.pages.relecture import open_relecture
from app.ui.shell.window import MainWindow
from app.ui.tasks import InlineRunner
from app.usecases.droits import asked_erasing, limiting
from app.usecases.people import overview, persons
from app.usecases.registers import demandes
from app.usecases.workplace import Workplace
from tests.demandes.asking import request, sent
from tests.fast_vault import fast_vaults
from tests.screens import screen
from tests.ui.paths import Paths
from tests.ui.screens_frame import workspace
from tests.ui.workplace import LOT_ET_GARONNE, make_workplace
from tests.usecases.test_day import follow, interview

RUNNER = InlineRunner()


@cache
def _place(nom: str) -> tuple[Workplace, PersonneId]:
    folder = Path(tempfile.mkdtemp(prefix="passerelle-ecrans-")) / "coffre"
    with fast_vaults():
        place = make_workplace(folder)
    atexit.register(place.close)
    follow(place, interview(place, nom=nom))
    (found,) = persons.find(place, nom)
    persons.open_record(place, found.personne.id)
    if nom == "Limitée":
        limiting.limit(place, found.personne.id, MotifLimitation.EXACTITUDE)
    return place, found.personne.id


def _rights(nom: str, *keys: str) -> Callable[[MainWindow], QWidget | None]:
    def draw(window: MainWindow) -> QWidget | None:
        place, personne_id = _place(nom)

        def choose(_parent: QWidget, suggested: str) -> Path:
            return Path(tempfile.gettempdir()) / suggested

        page = open_droits(place, RUNNER, Paths(), personne_id, choose_path=choose)
        workspace(window, QWidget()).open_task(page)
        return _pressed(page, keys)

    return draw


def _pressed(page: RightsPage, keys: tuple[str, ...]) -> QWidget | None:
    for key in keys:
        if key.isdigit():
            page.asks.press_key(key)
            page.act_asked.emit()
        elif key == "!":
            page.act_asked.emit()
        else:
            page.chosen.emit(key)
    return page.window().findChild(QWidget, "confirmDialog") if keys[-1:] == ("!",) else None


def _record(window: MainWindow) -> None:
    place, personne_id = _place("Limitée")
    page = open_dossier(place, RUNNER, Paths(), personne_id)
    workspace(window, QWidget()).open_task(page)


def _beside(opened: Callable[[Workplace], QWidget]) -> Callable[[MainWindow], None]:
    """Return how a page beside the limited record is drawn."""

    def draw(window: MainWindow) -> None:
        place, _ = _place("Limitée")
        page = opened(place)
        workspace(window, QWidget()).open_task(page)

    return draw


def _prescription(place: Workplace) -> QWidget:
    (known,) = overview.listing(place)
    return open_prescription(place, RUNNER, Paths(), known.prescription.id)


def _papers(place: Workplace) -> QWidget:
    (known,) = overview.listing(place)
    return open_papiers(place, RUNNER, Paths(), known.prescription.entretien_id)


def _review(place: Workplace) -> QWidget:
    (known,) = overview.listing(place)
    return open_relecture(place, RUNNER, Paths(), known.prescription.entretien_id)


def _today(place: Workplace) -> QWidget:
    return open_aujourdhui(place, RUNNER, Paths())


def _persons(place: Workplace) -> QWidget:
    return open_personnes(place, RUNNER, Paths())


@cache
def _processor(nom: str) -> tuple[Workplace, PersonneId]:
    folder = Path(tempfile.mkdtemp(prefix="passerelle-ecrans-")) / "coffre"
    with fast_vaults():
        place = make_workplace(folder, LOT_ET_GARONNE)
    atexit.register(place.close)
    follow(place, interview(place, nom=nom))
    (found,) = persons.find(place, nom)
    persons.open_record(place, found.personne.id)
    if nom == "Jumelle":
        demandes.register(place, request(who="Mme Jumelle"))
    elif first := asked_erasing.erase(place, found.personne.id).to_send:
        demandes.note_sending(place, first.id, sent(time(10, 12)))
    return place, found.personne.id


def _to_send_first(window: MainWindow) -> None:
    place, personne_id = _processor("Jumelle")
    page = open_droits(place, RUNNER, Paths(), personne_id)
    workspace(window, QWidget()).open_task(page)
    _pressed(page, ("7",))


def _to_erase_now(window: MainWindow) -> None:
    place, _ = _processor("Envoyée")
    (one,) = demandes.still_open(place).ouvertes
    page = open_request(place, RUNNER, Paths(), one.demande.id)
    workspace(window, QWidget()).open_task(page)


screen("droits-transmettre-avant", _to_send_first)
screen("droits-reste-a-effacer", _to_erase_now)
screen("droits-depart", _rights("Exemplier"))
screen("droits-voir", _rights("Exemplier", "1"))
screen("droits-emporter", _rights("Exemplier", "2"))
screen("droits-mot-de-passe", _rights("Emportée", "2", "!"))
screen("droits-limiter", _rights("Exemplier", "4"))
screen("droits-limite", _rights("Limitée", "4"))
screen("droits-retirer", _rights("Exemplier", "5"))
screen("droits-retirer-question", _rights("Exemplier", "5", "prescription", "!"))
screen("droits-opposer", _rights("Exemplier", "6"))
screen("droits-dossier-limite", _record)
screen("droits-limite-prescription", _beside(_prescription))
screen("droits-limite-papiers", _beside(_papers))
screen("droits-limite-relecture", _beside(_review))
screen("droits-limite-aujourdhui", _beside(_today))
screen("droits-limite-personnes", _beside(_persons))
