"""The screens of the register: requests, breaches, their forms and their ways out."""

import atexit
import tempfile
from dataclasses import replace
from datetime import date, time, timedelta
from functools import cache
from pathlib import Path

from PySide6.QtWidgets import QAbstractButton, QWidget

from app.domain.demande import ActionLocale, CanalDemande, Demande, Droit
from app.domain.violation import Cause, Gravite, Mesure, Secret, Support, Violation
from app.ui.pages.aujourdhui import open_aujourdhui
from app.ui.pages.demandes import open_breach, open_new_request, open_registre, open_request
from app.ui.pages.demandes.demande_state import Asking
from app.ui.pages.demandes.incident_asked import Step
from app.ui.shell.window import MainWindow
from app.ui.tasks import InlineRunner
from app.usecases.people import persons
from app.usecases.registers import demandes, violations
from app.usecases.registers.demandes import NewDemande
from app.usecases.registers.hours import Sent
from app.usecases.registers.violation_advice import advised
from app.usecases.workplace import Workplace
from tests.screens import screen, settle
from tests.ui.paths import Paths
from tests.ui.register_ways import Ways
from tests.ui.screens_frame import workspace
from tests.ui.workplace import LOT_ET_GARONNE, STRASBOURG, WallClock, make_workplace
from tests.usecases.test_day import follow, interview

RUNNER = InlineRunner()
NOON = WallClock().at


def _new(profile: str) -> Workplace:
    folder = Path(tempfile.mkdtemp(prefix="passerelle-ecrans-")) / "coffre"
    opened = make_workplace(folder, profile, WallClock())
    atexit.register(opened.close)
    return opened


def _noted(place: Workplace, ago: timedelta, droits: tuple[Droit, ...], who: str) -> Demande:
    at = (place.clock.now() - ago).astimezone(place.clock.zone())
    found = persons.find(place, who.rsplit(maxsplit=1)[-1])
    return demandes.register(
        place,
        NewDemande(
            droits=droits,
            day=at.date(),
            hour=at.time().replace(second=0, microsecond=0),
            canal=CanalDemande.GUICHET,
            recue_par="",
            personne=who,
            personne_id=found[0].personne.id if found else None,
            joindre="06 00 00 00 00",
            mots="Je veux savoir ce que vous avez sur moi.",
        ),
    )


def stolen(place: Workplace) -> Violation:
    """Note a stolen laptop, as far as somebody knows on the first evening."""
    at = (place.clock.now() - timedelta(hours=3)).astimezone(place.clock.zone())
    noted = violations.declare(place, at.date(), at.time().replace(second=0, microsecond=0))
    known = replace(
        noted.constat,
        cause=Cause.VOL,
        supports=(Support.POSTE,),
        description="Sac volé dans le tramway, avec l’ordinateur de permanence.",
        secret=Secret.NON,
        gravite=Gravite.LIMITEE,
        mesures=(Mesure.REVOCATION,),
    )
    return violations.keep(place, noted.id, advised(known))


@cache
def place(profile: str = LOT_ET_GARONNE) -> Workplace:
    """Return a laptop with requests at every colour and a breach."""
    opened = _new(profile)
    for person, nom in (("X01", "Maquette"), ("X11", "Esquisse")):
        follow(opened, interview(opened, person, nom=nom))
    for hours_ago, droits, who in (
        (2, (Droit.ACCES, Droit.PORTABILITE), "Simone Maquette"),
        (13, (Droit.RECTIFICATION,), "Simone Esquisse"),
        (21, (Droit.EFFACEMENT,), "Paul Ailleurs"),
        (26, (Droit.OPPOSITION,), "Ana Dehors"),
    ):
        _noted(opened, timedelta(hours=hours_ago), droits, who)
    sent = _noted(opened, timedelta(hours=30), (Droit.ACCES,), "Zoé Partie")
    yesterday = Sent(day=date(2026, 11, 21), hour=time(11), canal=CanalDemande.COURRIEL)
    demandes.note_sending(opened, sent.id, yesterday)
    over = _noted(opened, timedelta(hours=40), (Droit.RECTIFICATION,), "Luc Fini")
    demandes.note_sending(
        opened, over.id, Sent(day=date(2026, 11, 21), hour=time(10), canal=CanalDemande.TELEPHONE)
    )
    demandes.close(opened, over.id)
    stolen(opened)
    return opened


def _of(number: int) -> Demande:
    return demandes.registre(place()).ouvertes[number].demande


def _open(window: MainWindow, page: QWidget) -> None:
    workspace(window, QWidget()).open_task(page)
    settle()


def _register(window: MainWindow, *, empty: bool = False) -> None:
    opened = _new(STRASBOURG) if empty else place()
    page = open_registre(opened, RUNNER, Paths(), Ways())
    workspace(window, page).go_to("demandes")
    settle()


def _form(window: MainWindow, *, mistakes: bool = False) -> None:
    page = open_new_request(place(), RUNNER, Paths(), Ways())
    _open(window, page)
    if mistakes:
        page.submitted.emit()
    else:
        page.name_typed.emit("Maq")
    settle()


def _request(window: MainWindow, number: int, asking: Asking = Asking.NOTHING) -> None:
    page = open_request(place(), RUNNER, Paths(), _of(number).id)
    _open(window, page)
    if asking is not Asking.NOTHING:
        page.asked.emit(asking)
        settle()


def _elsewhere(window: MainWindow) -> None:
    """Draw a request under a convention that states no address, with something done."""
    opened = place(STRASBOURG)
    request = demandes.registre(opened).ouvertes[-1].demande
    demandes.note_action(opened, request.id, ActionLocale.COPIE_REMISE)
    page = open_request(opened, RUNNER, Paths(), request.id)
    _open(window, page)
    page.mail_asked.emit("pas une adresse")
    settle()


def _breach(window: MainWindow, step: Step) -> None:
    known = violations.journal(place()).ouvertes[0].violation.id
    first = None if step is Step.KNOWN else known
    page = open_breach(place(), RUNNER, RUNNER, Paths(), first)
    _open(window, page)
    for _ in range(Step.SEND - step if first else 0):
        page.step_back_asked.emit()
    settle()


def _sending(window: MainWindow) -> None:
    known = violations.journal(place()).ouvertes[0].violation.id
    page = open_breach(place(), RUNNER, RUNNER, Paths(), known)
    _open(window, page)
    for button in page.findChildren(QAbstractButton, "noteBreachSending"):
        button.click()
    settle()
    page.keep_in_sight(page.send.small)
    settle()


def _today(window: MainWindow) -> None:
    page = open_aujourdhui(place(), RUNNER, Paths())
    workspace(window, page).go_to("aujourdhui")
    settle()


screen("demandes-registre", _register)
screen("demandes-registre-vide", lambda w: _register(w, empty=True))
screen("demandes-aujourdhui", _today)
screen("demandes-nouvelle", _form)
screen("demandes-nouvelle-manque", lambda w: _form(w, mistakes=True))
screen("demandes-une", lambda w: _request(w, -1))
screen("demandes-une-envoi", lambda w: _request(w, 1, Asking.SENDING))
screen("demandes-une-sans-adresse", _elsewhere)
screen("violation-2-faits", lambda w: _breach(w, Step.WHAT))
screen("violation-3-donnees", lambda w: _breach(w, Step.DATA))
screen("violation-4-protection", lambda w: _breach(w, Step.GUARD))
screen("violation-5-mesures", lambda w: _breach(w, Step.AFTER))
screen("violation-6-envoi", lambda w: _breach(w, Step.SEND))
screen("violation-6-envoi-noter", _sending)
