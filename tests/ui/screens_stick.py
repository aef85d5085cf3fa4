"""The screens of the way by stick: Synchroniser, and « Département » in Réglages."""

from datetime import UTC, datetime

from PySide6.QtWidgets import QWidget

from app.ui.dossiers.rows import Row
from app.ui.outcome_words import item_pill
from app.ui.pages.reglages.page import ReglagesPage
from app.ui.pages.reglages.state import DeviceWords, ReglagesState
from app.ui.pages.synchroniser.page import SynchroniserPage
from app.ui.pages.synchroniser.state import ItemLine, ReportDetail, StickCardState, SyncState
from app.ui.shell.window import MainWindow
from app.ui.stick_messages import ANSWERS
from app.ui.widgets.tones import Pill, Tone
from app.usecases.exchange.stick_notes import Notes, StickState
from tests.screens import screen, settle
from tests.ui.screens_frame import workspace

SERVICE = "Service des Pass, Département d’Illustration"
READY = (
    "La clé est prête et relue. 2\u00a0prescriptions sur la clé. Éjectez-la, puis portez-la au "
    "Département. Rien n’est confirmé avant la lecture de sa réponse."
)
WAITING = SyncState(
    loaded=True,
    active=True,
    by_network=True,
    service=SERVICE,
    waiting="2\u00a0prescriptions à envoyer.",
    last_success="le 14 novembre à 16:02",
)
LAST = "Dernière clé préparée aujourd’hui à 10:12, 2\u00a0prescriptions. Réponse pas encore lue."


def _synchroniser(window: MainWindow, state: SyncState, stick: StickCardState) -> None:
    page = SynchroniserPage()
    page.show_state(state)
    page.stick.show_state(stick)
    workspace(window, QWidget()).open_task(page)


def _prepared(window: MainWindow) -> None:
    items = tuple(
        ItemLine(
            row=Row(
                id=number, title=f"2026-CCASILL-000{number}", pill=item_pill("dans_le_fichier")
            ),
            sentence="",
        )
        for number in ("4", "5")
    )
    state = SyncState(
        loaded=True,
        active=True,
        service=SERVICE,
        waiting="2\u00a0envoyées, arrivée à confirmer.",
        result=READY,
        tone=Tone.SUCCESS,
        detail=ReportDetail(
            heading="Clé préparée aujourd’hui à 10:12", sentence=READY, items=items
        ),
        reports=(
            Row(
                id="1",
                title="Aujourd’hui à 10:12",
                about="Clé préparée · 2\u00a0prescriptions sur la clé",
                pill=Pill("Sur la clé", Tone.INFO),
            ),
        ),
    )
    _synchroniser(window, state, StickCardState(shown=True, last=LAST))


def _refused(window: MainWindow) -> None:
    state = SyncState(
        loaded=True,
        active=True,
        service=SERVICE,
        waiting="2\u00a0envoyées, arrivée à confirmer.",
        result=ANSWERS["half_copied"].text,
        tone=Tone.WARNING,
    )
    _synchroniser(window, state, StickCardState(shown=True, last=LAST))


def _settings(window: MainWindow, device: DeviceWords, stick: StickState) -> None:
    page = ReglagesPage()
    page.show_state(ReglagesState(device=device))
    page.departement.stick.show_stick(stick)
    page.tabs.show_part(page.departement)
    workspace(window, page).go_to("reglages")
    settle()
    shown = page.departement.stick
    (shown.use if stick.active else shown.answer).setFocus()


NOTES = Notes(number=1, made_at=datetime(2026, 11, 22, 9, 12, tzinfo=UTC), items=2)

screen("cle-usb-1-synchroniser", lambda w: _synchroniser(w, WAITING, StickCardState(shown=True)))
screen(
    "cle-usb-2-ecriture",
    lambda w: _synchroniser(
        w,
        WAITING,
        StickCardState(
            shown=True, working="Écriture sur la clé, puis relecture… Ne la retirez pas."
        ),
    ),
)
screen("cle-usb-3-prete", _prepared)
screen("cle-usb-4-reponse-refusee", _refused)
screen(
    "cle-usb-5-reglages-demande",
    lambda w: _settings(w, DeviceWords(), StickState(allowed=True, asked=True)),
)
screen(
    "cle-usb-6-reglages-choix",
    lambda w: _settings(
        w,
        DeviceWords(active=True, service=SERVICE, address="https://pass.example"),
        StickState(allowed=True, used=True, active=True, notes=NOTES),
    ),
)
