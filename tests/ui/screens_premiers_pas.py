"""The screens of the first hours: what is left to do, and practice."""

from functools import partial

from PySide6.QtWidgets import QApplication, QWidget

from app.ui.pages.aujourdhui.page import AujourdhuiPage
from app.ui.pages.entrainement.page import EntrainementPage
from app.ui.pages.entrainement.state import ConventionEntry, EntrainementState
from app.ui.pages.reglages.page import ReglagesPage
from app.ui.shell.practice import PracticeMark
from app.ui.shell.window import MainWindow
from app.ui.widgets.confirm_dialog import ConfirmDialog, Question
from app.usecases.laptop.first_steps import Pas, PremiersPas, UnPas
from app.usecases.practice.preparing import PASSPHRASE
from tests.screens import screen, settle
from tests.ui.screens_frame import workspace
from tests.ui.screens_reception import BUSY, QUIET

DONE = {Pas.FEUILLE, Pas.CONVENTION}
_OTHERS = {Pas.FEUILLE, Pas.CONVENTION, Pas.COLLEGUE, Pas.LIEUX}
STEPS = PremiersPas(
    pas=tuple(UnPas(pas=pas, done=pas in DONE) for pas in Pas), referents="Camille Exemple"
)
THEIRS = PremiersPas(
    pas=tuple(UnPas(pas=pas, done=False, mine=pas not in _OTHERS) for pas in Pas),
    referents="Camille Exemple",
)
ALL_DONE = PremiersPas(pas=tuple(UnPas(pas=pas, done=True) for pas in Pas), alone=True)
CONVENTIONS = (
    ConventionEntry(
        code="eurometropole-strasbourg",
        title="Eurométropole de Strasbourg",
        explanation="Distribution de Pass numériques. Diagnostic, prescription, et carnet de Pass "
        "remis sur place.",
    ),
    ConventionEntry(
        code="lot-et-garonne",
        title="Département de Lot-et-Garonne",
        explanation="Pass numériques. Vous prescrivez, le Département décide et envoie les Pass "
        "par courrier.",
    ),
)


def _today(window: MainWindow, steps: PremiersPas) -> None:
    page = AujourdhuiPage()
    page.show_state(QUIET)
    workspace(window, page).go_to("aujourdhui")
    page.steps.show_steps(steps)
    settle()


def _settings(window: MainWindow, steps: PremiersPas) -> None:
    page = ReglagesPage()
    workspace(window, page).go_to("reglages")
    page.tabs.show_part(page.premiers_pas)
    page.premiers_pas.steps.show_steps(steps)
    for _ in range(4):
        settle()


def _gate(window: MainWindow, state: EntrainementState) -> None:
    page = EntrainementPage()
    page.show_state(state)
    window.show_gate(page)
    if state.working:
        page.busy._appear()
    settle()


def _practice(window: MainWindow) -> PracticeMark:
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    mark = PracticeMark(application, window, PASSPHRASE)
    page = AujourdhuiPage()
    page.show_state(BUSY)
    workspace(window, page).go_to("aujourdhui")
    settle()
    return mark


def _question(window: MainWindow) -> QWidget:
    mark = _practice(window)
    question = Question(
        title="Abandonner cet entretien\u00a0?",
        text="Ses réponses seront effacées de ce poste. L’entretien compte dans les nombres, sans "
        "aucun nom.",
        confirm="Abandonner et effacer",
        cancel="Garder l’entretien",
        destructive=True,
    )
    dialog = ConfirmDialog(question, window)
    dialog.show()
    settle()
    mark.mark_dialogs()
    settle()
    return dialog


screen("premiers-pas-1-aujourdhui", partial(_today, steps=STEPS))
screen("premiers-pas-2-collegue", partial(_today, steps=THEIRS))
screen("premiers-pas-3-reglages", partial(_settings, steps=STEPS))
screen("premiers-pas-4-tout-fait", partial(_settings, steps=ALL_DONE))
screen("entrainement-1-porte", partial(_gate, state=EntrainementState(conventions=CONVENTIONS)))
screen(
    "entrainement-2-pret",
    partial(
        _gate,
        state=EntrainementState(conventions=CONVENTIONS, chosen=CONVENTIONS[0].code, ready=True),
    ),
)
screen(
    "entrainement-3-prepare",
    partial(
        _gate,
        state=EntrainementState(
            conventions=CONVENTIONS,
            chosen=CONVENTIONS[0].code,
            working="Préparation des personnes fictives…",
            done=3,
            total=7,
        ),
    ),
)
screen("entrainement-4-aujourdhui", lambda window: (_practice(window), None)[1])
screen("entrainement-5-question", _question)
