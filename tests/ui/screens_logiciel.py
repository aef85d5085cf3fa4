"""The part « Logiciel » of Réglages, what is fixed elsewhere, the notice on Aujourd’hui."""

from dataclasses import replace
from datetime import date
from pathlib import Path

from app.domain.politiques import Ignoree, Politiques
from app.ui.pages.aujourdhui.page import AujourdhuiPage
from app.ui.pages.reglages.logiciel.state import LogicielState
from app.ui.pages.reglages.logiciel.words import shown, verdict_tone, verdict_words
from app.ui.pages.reglages.page import ReglagesPage
from app.ui.pages.reglages.sauvegardes.state import BackupsState
from app.ui.pages.reglages.state import DeviceWords, ReglagesState
from app.ui.shell.window import MainWindow
from app.ui.theme.current import current_appearance
from app.ui.version_words import VersionNotice, notice_tone, notice_words
from app.usecases.versions.releases import Avis, Checked, Verdict
from app.usecases.versions.software import Software
from tests.releases import INSTALLER_NAME, release
from tests.screens import screen
from tests.ui.screens_frame import workspace
from tests.ui.screens_reception import BUSY
from tests.ui.screens_reglages import STATE as REGLAGES
from tests.ui.screens_sauvegardes import STATE as BACKUPS

RULES = Politiques(
    adresse_service="https://passerelle.departement.example",
    code_activation="SECRET",
    avis_mise_a_jour=True,
    verrouillage_minutes=7,
    dossier_sauvegardes=Path("//serveur/sauvegardes/POSTE-117"),
    source=r"HKLM\Software\Policies\Passerelle",
    ignored=(
        Ignoree(name="Couleur", why="cette règle n’existe pas dans Passerelle 0.1.0"),
        Ignoree(
            name="profil",
            why="aucune convention de ce programme n’a ce code (conflent-canigo, epn-normandie, "
            "eurometropole-strasbourg, lot-et-garonne, neuilly-plaisance)",
        ),
    ),
)
AVIS = Avis(release=release(security=True, min_supported="0.2.0"), soon_refused=True)
NOTHING = shown(
    Software(version="0.1.0", avis=None, told=True, earlier_until=None, policies=Politiques())
)
NEWER = shown(
    Software(
        version="0.1.0",
        avis=AVIS,
        told=True,
        earlier_until=date(2026, 11, 29),
        policies=RULES,
    )
)
_GOOD = Checked(verdict=Verdict.GOOD, release=AVIS.release, file=INSTALLER_NAME)
_DAMAGED = replace(_GOOD, verdict=Verdict.DAMAGED)
GOOD = replace(NEWER, verdict=verdict_words(_GOOD, NEWER.version), verdict_tone=verdict_tone(_GOOD))
DAMAGED = replace(
    NEWER, verdict=verdict_words(_DAMAGED, NEWER.version), verdict_tone=verdict_tone(_DAMAGED)
)
WORKING = replace(NEWER, working="Vérification…", done=31, total=52)
FIXED = replace(
    REGLAGES,
    longest_idle=7,
    idle_minutes=7,
    device=DeviceWords(imposed_address="https://passerelle.departement.example"),
)


def _part(window: MainWindow, state: LogicielState) -> None:
    page = _page(REGLAGES)
    page.logiciel.show_state(state)
    page.tabs.show_part(page.logiciel)
    workspace(window, page).go_to("reglages")


def _page(state: ReglagesState) -> ReglagesPage:
    page = ReglagesPage()
    page.show_appearance(current_appearance())
    page.show_state(state)
    return page


def _fixed(window: MainWindow, part: str, backups: BackupsState = BACKUPS) -> None:
    page = _page(FIXED)
    page.sauvegardes.show_state(backups)
    page.tabs.show_part(getattr(page, part))
    workspace(window, page).go_to("reglages")


def _today(window: MainWindow) -> None:
    page = AujourdhuiPage()
    told = VersionNotice(words=notice_words(AVIS, "0.1.0"), tone=notice_tone(AVIS))
    page.show_state(replace(BUSY, tray=(), papers=(), answers=(), software=told))
    workspace(window, page).go_to("aujourdhui")


screen("logiciel-1-rien-a-dire", lambda w: _part(w, NOTHING))
screen("logiciel-2-nouvelle-version", lambda w: _part(w, NEWER))
screen("logiciel-3-bon", lambda w: _part(w, GOOD))
screen("logiciel-4-abime", lambda w: _part(w, DAMAGED))
screen("logiciel-5-en-cours", lambda w: _part(w, WORKING))
screen("logiciel-6-verrouillage-fixe", lambda w: _fixed(w, "security"))
screen("logiciel-7-adresse-fixee", lambda w: _fixed(w, "departement"))
screen(
    "logiciel-8-dossier-fixe", lambda w: _fixed(w, "sauvegardes", replace(BACKUPS, imposed=True))
)
screen("logiciel-9-aujourdhui", _today)
