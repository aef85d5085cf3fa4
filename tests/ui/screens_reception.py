"""The screens of who is received: Aujourd’hui, quick help, notice, person, questions, exercise."""

from collections.abc import Callable

from app.domain.convention import Porte
from app.ui.pages.aujourdhui.page import AujourdhuiPage
from app.ui.pages.aujourdhui.state import PlainRow, TodayState, TrayRow
from app.ui.shell.window import MainWindow
from app.ui.widgets.tones import Pill, Tone
from tests.screens import screen
from tests.ui.screens_frame import workspace

DOORS = (Porte.AIDE_RAPIDE, Porte.DIAGNOSTIC)


def _today(state: TodayState) -> Callable[[MainWindow], None]:
    def draw(window: MainWindow) -> None:
        page = AujourdhuiPage()
        page.show_state(state)
        workspace(window, page)
        page.take_focus()

    return draw


BUSY = TodayState(
    greeting="Bonjour Camille",
    day="Dimanche 22 novembre 2026",
    doors=DOORS,
    loaded=True,
    tray=(
        TrayRow(
            id="e1",
            who="Karim ESSAIDI-MODÈLE",
            about="Questionnaire · 12 réponses gardées · aujourd’hui à 10 h 12",
            pill=Pill("En attente", Tone.INFO),
        ),
        TrayRow(
            id="e2",
            who="Personne pas encore nommée",
            about="Information de la personne · hier à 16 h 40",
            pill=Pill("Interrompu", Tone.WARNING),
        ),
    ),
    papers=(
        PlainRow(
            id="p1", title="Votre feuille", about="Monique MAQUETTE · demandé le 20 novembre 2026"
        ),
    ),
    answers=(
        PlainRow(
            id="r1",
            title="Simone EXEMPLIER",
            about="Prescription 2026-CCASILL-0001 · décidée le 18 novembre 2026",
            pill=Pill("Acceptée", Tone.SUCCESS),
        ),
        PlainRow(
            id="r2",
            title="Jean-Pierre FICTIF",
            about="Prescription 2026-CCASILL-0002 · décidée le 18 novembre 2026",
            pill=Pill("Refusée", Tone.WARNING),
        ),
    ),
    waiting="3 prescriptions attendent d’être envoyées, la plus ancienne depuis 2 jours.",
)
QUIET = TodayState(
    greeting="Bonjour Camille", day="Dimanche 22 novembre 2026", doors=DOORS, loaded=True
)
CHANNEL = TodayState(
    greeting="Bonjour Camille",
    day="Dimanche 22 novembre 2026",
    doors=DOORS,
    loaded=True,
    choosing_channel=True,
    sheet_unchecked=True,
    waiting="7 prescriptions attendent d’être envoyées, la plus ancienne depuis 6 jours.",
    waiting_late=True,
)
screen("aujourdhui-plein", _today(BUSY))
screen("aujourdhui-calme", _today(QUIET))
screen("aujourdhui-canal", _today(CHANNEL))
