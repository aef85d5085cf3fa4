"""The convention: its tab in Réglages, and Aujourd’hui once it has ended."""

from dataclasses import replace
from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import cast

from app.conventions.loading import load_convention
from app.conventions.values import Changed, open_values, values
from app.domain.vie_convention import Saisie, Sorte, echeances, etat
from app.ui.asking.asked import with_value
from app.ui.pages.aujourdhui.page import AujourdhuiPage
from app.ui.pages.aujourdhui.state import TodayState
from app.ui.pages.aujourdhui.vie import doors_left, vie_line
from app.ui.pages.reglages.convention import words
from app.ui.pages.reglages.convention.state import Asking, ConventionState
from app.ui.pages.reglages.page import ReglagesPage
from app.ui.pages.reglages.state import ReglagesState
from app.ui.shell.window import MainWindow
from app.usecases.laptop.vie import Notee, VieNotee
from app.usecases.workplace import Workplace
from tests.paths import RESOURCES
from tests.screens import screen
from tests.ui.screens_frame import workspace
from tests.ui.workplace import LOT_ET_GARONNE, STRASBOURG, WallClock

_LETTER = Saisie(
    sorte=Sorte.FIN_ANTICIPEE,
    le=date(2026, 11, 12),
    reference="Recommandé 1A 204 118",
    terme=date(2027, 6, 13),
    saisi_at=datetime(2026, 11, 12, 9, 30, tzinfo=UTC),
)


def _place(profile: str) -> Workplace:
    convention = load_convention(RESOURCES / "conventions" / profile)
    return cast("Workplace", SimpleNamespace(convention=convention, clock=WallClock()))


def _state(profile: str, *entered: Saisie) -> ConventionState:
    place = _place(profile)
    found = etat(place.convention, entered, place.clock.today())
    content = (RESOURCES / "conventions" / profile / "convention.toml").read_bytes()
    noted = tuple(Notee(saisie=one, who="Camille Exemple") for one in entered)
    lived = VieNotee(etat=found, notees=noted, echeances=echeances(place.convention, found))
    return ConventionState(
        title=f"{place.convention.departement.name}\u00a0: {place.convention.title}",
        pill=words.pill(found),
        facts=words.facts(found, place),
        dates=words.dates(lived, place),
        noted=words.noted(noted, place),
        values=words.value_entries(values(content)),
        may=True,
    )


def _tab(window: MainWindow, state: ConventionState) -> None:
    page = ReglagesPage()
    page.show_state(ReglagesState())
    page.tabs.show_part(page.convention)
    page.convention.show_state(state)
    workspace(window, page).go_to("reglages")


def _asking(window: MainWindow) -> None:
    form = words.life_form({words.SORTE: (Sorte.FIN_ANTICIPEE.value,)})
    form = with_value(form, words.LE, ("12/11/2026",))
    form = replace(form, mistakes={words.REFERENCE: "Écrivez la référence de ce papier."})
    _tab(window, replace(_state(LOT_ET_GARONNE), asking=Asking.VIE, form=form))


def _editing(window: MainWindow) -> None:
    content = (RESOURCES / "conventions" / LOT_ET_GARONNE / "convention.toml").read_bytes()
    changed = (
        Changed(key="departement.telephone", before=(), after=("05 53 69 40 00",)),
        Changed(
            key="departement.representant",
            before=("la Présidente du Conseil départemental, Madame Sophie Borderie",),
            after=("la Présidente du Conseil départemental, Madame Exemple",),
        ),
    )
    state = replace(
        _state(LOT_ET_GARONNE),
        asking=Asking.VALEURS,
        form=words.values_form(open_values(content)),
        change=words.change_words(changed, heading="Ce que vous changez", sha256=""),
    )
    _tab(window, state)


def _closed(window: MainWindow) -> None:
    place = _place(STRASBOURG)
    found = etat(place.convention, (), place.clock.today())
    page = AujourdhuiPage()
    page.show_state(
        TodayState(
            greeting="Bonjour Camille",
            day="Dimanche 22 novembre 2026",
            doors=doors_left(place.convention.portes, found),
            vie=vie_line(found),
            loaded=True,
        )
    )
    workspace(window, page).go_to("aujourdhui")


screen("convention-1-vie", lambda w: _tab(w, _state(LOT_ET_GARONNE, _LETTER)))
screen("convention-2-noter", _asking)
screen("convention-3-valeurs", _editing)
screen("convention-4-terminee", lambda w: _tab(w, _state(STRASBOURG)))
screen("convention-5-aujourdhui-cloture", _closed)
