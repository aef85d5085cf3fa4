"""What waits on Démarches simplifiées: said on Aujourd’hui, opened and settled after asking."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QPushButton

from app.domain.dossier import EtatDossier
from app.storage import effacement, evenements
from app.ui.browsing import NO_BROWSER
from app.ui.dossiers.countdown import countdown_pill
from app.ui.pages.aujourdhui import open_aujourdhui
from app.ui.pages.aujourdhui.presenter import AujourdhuiPresenter
from app.ui.pages.aujourdhui.state import TodayState
from app.ui.pages.prescriptions import open_prescription
from app.ui.tasks import InlineRunner
from app.usecases.demarches_simplifiees import demarches
from app.usecases.droits import held_words, holding
from app.usecases.droits.moments import Moments
from app.usecases.people import persons
from app.usecases.workplace import Workplace
from tests.demarches_simplifiees import example
from tests.screens import settle
from tests.ui.accessibility import nameless
from tests.ui.pages_a.conftest import Desk
from tests.ui.pages_a.test_aujourdhui import View, button
from tests.ui.paths import Paths
from tests.ui.screens_demarches import ORIGIN, dossier
from tests.ui.workplace import STRASBOURG


@pytest.fixture
def place(workplace: Workplace) -> Workplace:
    """A workplace whose convention sends to Démarches simplifiées."""
    return replace(workplace, convention=example.convention(ORIGIN, STRASBOURG))


@pytest.fixture
def browser(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The addresses that a browser was asked for."""
    opened: list[str] = []

    def open_url(url: QUrl) -> bool:
        opened.append(url.toString())
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", open_url)
    return opened


def shown(place: Workplace) -> TodayState:
    view = View()
    AujourdhuiPresenter(view, InlineRunner(), place, Paths()).load()
    assert view.state is not None
    return view.state


def test_each_dossier_says_whose_it_is_and_how_long_it_waits(place: Workplace) -> None:
    dossier(place, "Exemplier", EtatDossier.PREREMPLI, days=1)
    dossier(place, "Maquette", EtatDossier.BROUILLON, days=7)
    dossier(place, "Fictif", EtatDossier.RETIRE, days=9)
    state = shown(place)
    assert [(row.who, row.pill.words, row.can_open) for row in state.deposits] == [
        ("Simone EXEMPLIER", "Expire dans 3\u00a0jours", True),
        ("Simone FICTIF", "À vérifier", False),
        ("Simone MAQUETTE", "Ouvert, pas déposé", True),
    ]
    assert state.deposits[0].about == "Prescription 2026-CCASILL-0001 · dossier n°\u00a021075609"
    assert not state.waiting  # synchronising brings them no further
    assert not state.is_quiet


def test_the_countdown_gets_urgent_in_its_last_day(place: Workplace) -> None:
    now = place.clock.now()
    words = [countdown_pill(now.replace(hour=hour), now).words for hour in (now.hour, now.hour + 2)]
    assert words == ["Sur le point d’expirer", "Expire dans 2\u00a0h"]


def test_a_dossier_opens_in_the_browser_once_that_is_confirmed(
    desk: Desk, place: Workplace, browser: list[str]
) -> None:
    made = dossier(place, "Exemplier", EtatDossier.PREREMPLI, days=1)
    page = open_aujourdhui(place, InlineRunner(), desk.walker)
    desk.show(page)
    assert nameless(desk.window) == []
    button(page, f"openDossier-{made}").click()
    settle()
    assert browser == []
    button(desk.window, "confirm").click()
    settle()
    assert browser == [f"{ORIGIN}/commencer/essai?prefill_token=exemple"]
    with place.database.reading() as session:
        last = evenements.of(session, made)[-1]
    assert (last.kind, last.agent_id) == ("dossier_ouvert", place.agent.id)


def test_a_laptop_without_a_browser_says_so_and_shows_no_address(place: Workplace) -> None:
    made = dossier(place, "Exemplier", EtatDossier.PREREMPLI, days=1)
    view = View()
    presenter = AujourdhuiPresenter(
        view, InlineRunner(), place, Paths(), browse=lambda _address: False
    )
    presenter.open_dossier(made)
    assert view.state is not None
    assert view.state.problem == NO_BROWSER
    assert "exemple" not in repr(view.state)


def test_what_was_erased_here_is_removed_there_by_hand_then_forgotten(
    desk: Desk, place: Workplace
) -> None:
    made = dossier(place, "Exemplier", EtatDossier.EN_CONSTRUCTION, days=2)
    personne = persons.find(place, "exempl")[0].personne
    effacement.effacer_pour_de_bon(place.database, personne.id)
    (row,) = shown(place).removals
    assert row.title == "n°\u00a021075609"
    page = open_aujourdhui(place, InlineRunner(), desk.walker)
    desk.show(page)
    button(page, f"removed-{made}").click()
    settle()
    button(desk.window, "confirm").click()
    settle()
    assert not demarches.to_remove(place)
    assert page.findChild(QPushButton, f"removed-{made}") is None


def test_a_prescription_opens_its_dossier_or_has_it_made_again(
    desk: Desk, place: Workplace, browser: list[str]
) -> None:
    ready = dossier(place, "Exemplier", EtatDossier.PREREMPLI, days=1)
    page = open_prescription(place, InlineRunner(), desk.walker, ready)
    desk.show(page)
    assert not button(page, "openDossier").isHidden()
    assert button(page, "redoDossier").isHidden()
    button(page, "openDossier").click()
    settle()
    button(desk.window, "confirm").click()
    settle()
    assert len(browser) == 1

    vanished = dossier(place, "Maquette", EtatDossier.PERDU, days=9)
    page = open_prescription(place, InlineRunner(), desk.walker, vanished)
    desk.show(page)
    assert button(page, "openDossier").isHidden()
    button(page, "redoDossier").click()
    settle()
    button(desk.window, "confirm").click()
    settle()
    assert demarches.dossier_of(place, vanished) is None


def test_a_convention_with_its_own_service_shows_no_dossier(workplace: Workplace) -> None:
    state = shown(workplace)
    assert (state.deposits, state.removals) == ((), ())


def test_the_copy_of_her_data_names_the_dossier_and_never_its_address(place: Workplace) -> None:
    dossier(place, "Exemplier", EtatDossier.EN_CONSTRUCTION, days=2)
    personne = persons.find(place, "exempl")[0].personne
    held = holding.held(place, personne.id)
    (group,) = held_words.prescriptions_part(held, Moments(place.clock.zone())).groups
    said = dict(group.rows)["Dossier sur Démarches simplifiées"].replace("\u00a0", " ")
    assert said == "n° 21075609, préparé le 20 novembre 2026. Déposé sur Démarches simplifiées."
    assert "prefill_token" not in repr(group)
