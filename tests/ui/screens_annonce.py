"""The screens of an announcement of the Département."""

from datetime import date

from PySide6.QtWidgets import QWidget

from app.domain.convention import Porte
from app.ui.announcing import announcement_words
from app.ui.pages.aujourdhui.page import AujourdhuiPage
from app.ui.pages.aujourdhui.state import TodayState
from app.ui.pages.synchroniser.page import SynchroniserPage
from app.ui.pages.synchroniser.state import SyncState
from app.ui.shell.window import MainWindow
from app.usecases.versions.announcements import Annonce
from tests.screens import screen
from tests.ui.screens_frame import workspace

ANNONCE = Annonce(
    title="Le service ferme du 24 décembre au 2 janvier",
    paragraphs=(
        "Vos prescriptions restent sur ce poste et partent à la réouverture, rien ne se perd.",
        "Pour une urgence, le numéro du Département figure sur vos lettres.",
    ),
    starts_on=date(2026, 11, 22),
    ends_on=date(2027, 1, 2),
    lue=False,
)


def _today(window: MainWindow) -> None:
    page = AujourdhuiPage()
    page.show_state(
        TodayState(
            greeting="Bonjour Camille",
            day="Dimanche 22 novembre 2026",
            doors=(Porte.DIAGNOSTIC, Porte.AIDE_RAPIDE),
            announcement=announcement_words(ANNONCE),
            loaded=True,
        )
    )
    workspace(window, page).go_to("aujourdhui")


def _synchronise(window: MainWindow) -> None:
    page = SynchroniserPage()
    page.show_state(
        SyncState(
            loaded=True,
            active=True,
            service="Service des Pass",
            waiting="Rien n’attend d’être envoyé.",
            announcement=announcement_words(ANNONCE),
        )
    )
    workspace(window, QWidget()).open_task(page)


screen("annonce-aujourdhui", _today)
screen("annonce-synchroniser", _synchronise)
