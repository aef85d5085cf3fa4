"""The screens of the papers besides an interview's list: Réglages › Papiers, after a quick help."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtWidgets import QApplication, QWidget

from app.documents.languages import languages
from app.ui.pages.aide_rapide import open_aide_rapide
from app.ui.pages.aide_rapide.page import AideRapidePage
from app.ui.pages.papiers import open_papiers
from app.ui.pages.reglages.page import ReglagesPage
from app.ui.pages.reglages.papiers.lettres import LettresState
from app.ui.pages.reglages.papiers.state import PapiersTabState
from app.ui.pages.reglages.questionnaire.state import Entry
from app.ui.shell.window import MainWindow
from app.ui.tasks import InlineRunner
from app.ui.theme.current import current_appearance
from tests.screens import screen, settle
from tests.ui.paths import Paths
from tests.ui.screens_frame import workspace
from tests.ui.screens_reception import press_chip, shared_workplace
from tests.ui.screens_reglages import STATE as REGLAGES
from tests.usecases.test_day import follow, interview

TAB = PapiersTabState(languages=languages("notice.toml", ""))


def _tab(window: MainWindow, state: PapiersTabState) -> None:
    page = ReglagesPage()
    page.show_appearance(current_appearance())
    page.show_state(REGLAGES)
    page.tabs.show_part(page.papiers)
    page.papiers.show_state(state)
    workspace(window, page).go_to("reglages")
    settle()
    if state.letters.proposed:
        page.bring_into_view(page.papiers.letters.back)
        settle()


def _shuttle(page: AideRapidePage) -> None:
    page.after.open_form()
    settle()
    page.bring_into_view(page.after.form)


def _after_help(window: MainWindow, then: Callable[[AideRapidePage], None]) -> None:
    page = open_aide_rapide(shared_workplace(), InlineRunner(), Paths())
    press_chip(page, "2")
    page.count_asked.emit()
    workspace(window, QWidget()).open_task(page)
    settle()
    then(page)
    settle()


def _on_request(window: MainWindow) -> None:
    place = shared_workplace()
    entretien_id = interview(place, "X01", nom="Demande")
    follow(place, entretien_id)
    page = open_papiers(place, InlineRunner(), Paths(), entretien_id)
    page.extras.language_picked.emit("ar")
    workspace(window, QWidget()).open_task(page)
    QApplication.processEvents()
    settle()
    page.bring_into_view(page.extras)
    settle()


screen("papiers-demande", _on_request)
PROPOSED = LettresState(
    current="En service\u00a0: le texte du Département, version 2026-11.",
    proposed="Reçu du Département\u00a0: le texte du Département, version 2027-01. Rien n’a encore "
    "changé.",
    proposed_hash="a",
    changes=(
        Entry(
            title="Toutes les lettres, usage",
            lines=(
                "Avant\u00a0: Ils paient des ateliers pour apprendre.",
                "Après\u00a0: Ils paient des ateliers dans tout le département.",
            ),
        ),
        Entry(
            title="Lettre de refus, recours", lines=("Avant\u00a0: rien", "Après\u00a0: Écrivez.")
        ),
    ),
    refused="Le dernier texte publié est refusé, et rien n’a changé. letter.toml, [refus] "
    "ouverture\u00a0: la valeur {motif} manque. Dites-le au Département.",
    former="",
    back="Les prochaines lettres reprennent le texte de Passerelle.",
    may=True,
)
screen("papiers-lettres", lambda w: _tab(w, replace(TAB, letters=PROPOSED)))
screen("papiers-reglages", lambda w: _tab(w, TAB))
screen("papiers-aide-rapide", lambda w: _after_help(w, lambda _page: None))
screen("papiers-aide-rapide-navette", lambda w: _after_help(w, _shuttle))
