"""The screens of Réglages: one a tab."""

from datetime import UTC, datetime

from PySide6.QtWidgets import QWidget

from app.bootstrap.settings import role_entries
from app.conventions.loading import load_convention
from app.domain.identifiers import AgentId
from app.ui.pages.reglages.journal.state import JournalState
from app.ui.pages.reglages.journal.words import row_of
from app.ui.pages.reglages.page import ReglagesPage
from app.ui.pages.reglages.security_tab import SHEET_UNCHECKED
from app.ui.pages.reglages.state import AboutLine, AgentLine, DeviceWords, ReglagesState
from app.ui.shell.window import MainWindow
from app.ui.theme.current import current_appearance
from app.ui.widgets.confirm_dialog import ask
from app.ui.widgets.tones import Tone
from app.usecases.journal import Ligne
from tests.paths import RESOURCES
from tests.screens import screen
from tests.ui.screens_frame import workspace
from tests.ui.workplace import STRASBOURG

STATE = ReglagesState(
    agents=(
        AgentLine(
            id="a1",
            name="Camille Exemple",
            fonction="Conseillère numérique",
            me=True,
            roles=("referent", "prescripteur"),
        ),
        AgentLine(
            id="a2", name="Dominique Fictif", fonction="Agent d’accueil", roles=("facilitateur",)
        ),
    ),
    roles=tuple(role_entries(load_convention(RESOURCES / "conventions" / STRASBOURG))),
    device=DeviceWords(active=True, service="Service des Pass, Département d’Illustration"),
    structure="CCAS d’Illustration",
    about=(
        AboutLine(label="Version", value="0.1.0"),
        AboutLine(
            label="Convention", value="Eurométropole de Strasbourg, version du 1er mars 2021"
        ),
        AboutLine(label="Chiffrement", value="SQLCipher 4.19, Argon2id 64 Mio"),
    ),
)
NOT_ACTIVE = ReglagesState(
    device=DeviceWords(),
    message="Il y a une faute de frappe dans le code. Regardez le groupe 4. Rien n’a été envoyé. "
    "Comparez avec la feuille du Département.",
    tone=Tone.DANGER,
)
BY_FORM = ReglagesState(device=DeviceWords(by_form=True))

_ENTRIES = (
    ("prescrite", "", "8a10c2d34e5f6071", 12),
    ("acces_collegue", "accueil", "3f2a91c0d4e5f607", 11),
    ("corrigee", "adresse", "3f2a91c0d4e5f607", 10),
    ("collegue_ajoute", "", "", 9),
    ("ouverture", "essais_3", "", 8),
)
JOURNAL = JournalState(
    rows=tuple(
        row_of(
            number,
            Ligne(
                at=datetime(2026, 11, 22, hour, 12, tzinfo=UTC),
                agent="Camille Exemple",
                kind=kind,
                detail=detail,
                dossier=dossier,
            ),
            UTC,
        )
        for number, (kind, detail, dossier, hour) in enumerate(_ENTRIES)
    ),
    agents=((AgentId("a1"), "Camille Exemple"), (AgentId("a2"), "Dominique Fictif")),
    message="Le journal est entier\u00a0: 214\u00a0lignes vérifiées.",
    tone=Tone.SUCCESS,
)


def _tab(window: MainWindow, number: int, state: ReglagesState) -> None:
    page = ReglagesPage()
    page.show_appearance(current_appearance())
    page.show_state(state)
    page.tabs.show_number(number)
    workspace(window, page).go_to("reglages")


def _about(window: MainWindow) -> None:
    page = ReglagesPage()
    page.show_appearance(current_appearance())
    page.show_state(STATE)
    page.tabs.show_part(page.about)
    workspace(window, page).go_to("reglages")


def _journal(window: MainWindow) -> None:
    page = ReglagesPage()
    page.show_appearance(current_appearance())
    page.show_state(STATE)
    page.tabs.show_part(page.journal)
    page.journal.show_state(JOURNAL)
    workspace(window, page).go_to("reglages")


def _sheet_left(window: MainWindow) -> QWidget:
    _tab(window, 1, STATE)
    return ask(SHEET_UNCHECKED, lambda: None, window)


screen("reglages-2-securite-feuille", _sheet_left)
screen("reglages-1-affichage", lambda w: _tab(w, 0, STATE))
screen("reglages-2-securite", lambda w: _tab(w, 1, STATE))
screen("reglages-3-collegues", lambda w: _tab(w, 2, STATE))
screen("reglages-4-departement", lambda w: _tab(w, 3, NOT_ACTIVE))
screen("reglages-4-departement-par-demarche", lambda w: _tab(w, 3, BY_FORM))
screen("reglages-8-journal", _journal)
screen("reglages-5-a-propos", _about)
