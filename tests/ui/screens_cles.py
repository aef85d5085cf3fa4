"""The screens of keys and roles: the structure's key at the gate and in Réglages, roles."""

from dataclasses import replace
from pathlib import Path

from app.bootstrap.settings import role_entries
from app.conventions.loading import load_convention
from app.ui.pages.first_run.page import FirstRunPage
from app.ui.pages.first_run.state import (
    FirstRunForm,
    FirstRunState,
    KeyEntry,
    ProfileEntry,
    RoleEntry,
    Step,
)
from app.ui.pages.recuperation.page import RecuperationPage
from app.ui.pages.recuperation.state import RecuperationState, Who
from app.ui.pages.reglages.cles.state import ClesState
from app.ui.pages.reglages.page import ReglagesPage
from app.ui.pages.reglages.state import Powers, ReglagesState
from app.ui.shell.window import MainWindow
from app.ui.theme.current import current_appearance
from app.ui.widgets.tones import Tone
from tests.paths import RESOURCES
from tests.screens import screen, settle
from tests.ui.frame.fakes import EasyStrength
from tests.ui.screens_frame import workspace
from tests.ui.screens_reglages import STATE
from tests.ui.workplace import STRASBOURG

FINGERPRINT = "42D4 5255 3B46 05B8 867A EC68 8682 212A"
OTHER = "90AF 0C41 77DE 1B02 55AA 3C9D 0F61 E2B8"
GATE = RecuperationState(
    agents=(Who(id="a1", name="Camille E."), Who(id="a2", name="Dominique F.")),
    expected=FINGERPRINT,
    selected="a1",
    file=Path("passerelle.cle-privee"),
    found=OTHER,
    mistakes={"file": "Ce n’est pas la clé que ce poste attend\u00a0: les empreintes diffèrent."},
)
KEYS = ClesState(
    fingerprint=FINGERPRINT,
    wanted=True,
    tied=("Camille Exemple",),
    untied=("Dominique Fictif",),
    may=True,
    message="La clé est créée et en place. Rangez «\u00a0passerelle.cle-privee\u00a0» hors de ce "
    "poste, en deux exemplaires, et imprimez l’empreinte.",
)


def _gate(window: MainWindow, state: RecuperationState) -> None:
    page = RecuperationPage()
    page.show_state(state)
    window.show_gate(page)


def _first_run(window: MainWindow, step: Step) -> None:
    convention = load_convention(RESOURCES / "conventions" / STRASBOURG)
    roles = tuple(
        RoleEntry(code=one.code, label=one.label, explanation=one.explanation)
        for one in role_entries(convention)[1:]
    )
    page = FirstRunPage()
    page.show_state(
        FirstRunState(
            profiles=(
                ProfileEntry(code=STRASBOURG, title="Strasbourg", explanation="", roles=roles),
            ),
            form=FirstRunForm(profile=STRASBOURG, prenom="Camille", nom="Exemple"),
            step=step,
            key=KeyEntry(
                file=Path("ccas.cle-publique"),
                name="CCAS d’Illustration",
                fingerprint=FINGERPRINT,
            ),
        )
    )
    window.show_gate(page)


def _reglages(window: MainWindow, state: ReglagesState = STATE) -> ReglagesPage:
    page = ReglagesPage()
    page.show_appearance(current_appearance())
    page.show_state(state)
    workspace(window, page).go_to("reglages")
    return page


def _keys(window: MainWindow, state: ClesState) -> None:
    page = _reglages(window)
    page.tabs.show_part(page.security)
    page.security.cles.show_state(state)
    page.security.cles.show_strength(EasyStrength() if state.creating else None)
    settle()
    page.bring_into_view(
        page.security.cles.banner if state.message else page.security.cles.standing
    )


def _roles(window: MainWindow) -> None:
    page = _reglages(window)
    page.tabs.show_part(page.agents)
    page.agents.roles_card.show_roles(STATE.agents[1], STATE.roles)


def _not_referent(window: MainWindow) -> None:
    powers = Powers(agents=False, keys=False, referents="Camille Exemple")
    page = _reglages(window, replace(STATE, powers=powers))
    page.tabs.show_part(page.agents)


screen("cles-1-recuperation", lambda w: _gate(w, GATE))
screen("cles-2-en-place", lambda w: _keys(w, KEYS))
screen("cles-3-creation", lambda w: _keys(w, ClesState(may=True, creating=True)))
screen(
    "cles-4-refus",
    lambda w: _keys(
        w,
        ClesState(
            may=True,
            message="Si le trousseau disparaissait, personne ne pourrait plus ouvrir. Rien n’a été "
            "modifié. Vérifiez d’abord la feuille de secours, ou mettez la clé de la structure en "
            "place.",
            tone=Tone.DANGER,
        ),
    ),
)
screen("cles-5-premier-demarrage", lambda w: _first_run(w, Step.STRUCTURE))
screen("roles-3-premier-demarrage", lambda w: _first_run(w, Step.AGENT))
screen("roles-1-collegue", _roles)
screen("roles-2-sans-pouvoir", _not_referent)
