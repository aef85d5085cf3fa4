"""The screens of both ends: of a convention, of a laptop."""

from dataclasses import replace
from functools import partial

from PySide6.QtWidgets import QWidget

from app.domain.fin_convention import EtapeFin, FinConvention
from app.ui.dossiers.words import Fact
from app.ui.pages.fin_convention import words
from app.ui.pages.fin_convention.page import FinConventionPage
from app.ui.pages.fin_convention.state import FinConventionState
from app.ui.pages.fin_poste.done import FinPosteDone
from app.ui.pages.fin_poste.page import FinPostePage
from app.ui.pages.fin_poste.state import FinPosteState
from app.ui.pages.fin_poste.words import QUESTION
from app.ui.pages.reglages.page import ReglagesPage
from app.ui.shell.window import MainWindow
from app.ui.theme.current import current_appearance
from app.ui.widgets.confirm_dialog import ask
from app.ui.widgets.tones import Tone
from tests.screens import screen, settle
from tests.ui.screens_frame import workspace
from tests.ui.screens_reglages import STATE

_HELD = (
    Fact("Personnes", "212"),
    Fact("Entretiens", "231"),
    Fact("Réponses au questionnaire", "6 930"),
    Fact("Diagnostics", "228"),
    Fact("Prescriptions", "184"),
    Fact("Papiers produits", "690"),
)
_FIN = FinConvention()
_POSTE = FinPosteState(
    loaded=True,
    facts=(
        *_HELD,
        Fact("Sauvegardes", "celles-ci, si leur support est branché\u00a0:\nE:\\Sauvegardes"),
    ),
    unsent=3,
    number="2026-CCASILL-D0007",
)
_READY = FinPosteState(
    loaded=True,
    facts=_POSTE.facts,
    number="2026-CCASILL-D0007",
    paper="E:\\attestation-destruction-2026-CCASILL-D0007.pdf",
    backup="E:\\passerelle.sauvegarde",
)


def _step(etape: EtapeFin) -> FinConventionState:
    return FinConventionState(
        loaded=True,
        etape=etape,
        trail=words.trail(_FIN),
        here=words.step_number(etape, _FIN),
        source=_FIN.source,
        begun=etape in {EtapeFin.RESTITUTION, EtapeFin.RECEPTION, EtapeFin.DESTRUCTION},
    )


_STEPS = {
    "1-restes": replace(_step(EtapeFin.RESTES), unsent=3),
    "1-restes-cle": replace(_step(EtapeFin.RESTES), unsent=3, only_stick=True, on_stick=2),
    "2-rendre": replace(_step(EtapeFin.RESTITUTION), facts=_HELD),
    "3-reception": replace(
        _step(EtapeFin.RECEPTION),
        facts=(Fact("Déjà fait", "Fichier remis, empreinte 8a10c2d34e5f6071."),),
        message="Le fichier est écrit et relu\u00a0: E:\\restitution.passerelle",
        tone=Tone.SUCCESS,
    ),
    "4-detruire": replace(
        _step(EtapeFin.DESTRUCTION),
        kept_longer=1,
        facts=(*_HELD, Fact("Déjà fait", "Réception confirmée par son code.")),
    ),
    "5-attestation": replace(
        _step(EtapeFin.ATTESTATION),
        numero="2026-CCASILL-D0007",
        facts=(Fact("Déjà fait", "Destruction n°\u00a02026-CCASILL-D0007."),),
    ),
    "6-terminee": replace(
        _step(EtapeFin.TERMINEE),
        facts=(Fact("Déjà fait", "Destruction n°\u00a02026-CCASILL-D0007."),),
    ),
}


def _convention(window: MainWindow, state: FinConventionState) -> None:
    page = FinConventionPage()
    workspace(window, QWidget()).open_task(page)
    page.show_state(state)
    settle()


def _poste(window: MainWindow, state: FinPosteState, *, asking: bool = False) -> QWidget | None:
    page = FinPostePage()
    workspace(window, QWidget()).open_task(page)
    page.show_state(state)
    settle()
    return ask(QUESTION, lambda: None, page) if asking else None


def _tab(window: MainWindow) -> None:
    page = ReglagesPage()
    page.show_appearance(current_appearance())
    page.show_state(STATE)
    page.tabs.show_part(page.fin)
    workspace(window, page).go_to("reglages")


def _done(window: MainWindow) -> None:
    page = FinPosteDone()
    window.show_gate(page)
    page.show_done(
        "E:\\attestation-destruction-2026-CCASILL-D0007.pdf", remade=True,
        missed=("/media/CLE-BLEUE",),
    )  # fmt: skip
    settle()


def _finished(window: MainWindow) -> None:
    page = FinPosteDone()
    window.show_gate(page)
    page.show_finished(("/media/CLE-BLEUE",))
    settle()


screen("reglages-9-fin", _tab)
for _name, _state in _STEPS.items():
    screen(f"fin-convention-{_name}", partial(_convention, state=_state))
screen("fin-poste-1-avant", lambda w: _poste(w, _POSTE))
screen("fin-poste-1-avant-cle", lambda w: _poste(w, replace(_POSTE, only_stick=True)))
screen("fin-poste-2-pret", lambda w: _poste(w, _READY))
screen("fin-poste-3-question", lambda w: _poste(w, _READY, asking=True))
screen("fin-poste-4-fait", _done)
screen("fin-poste-5-achevee", _finished)
