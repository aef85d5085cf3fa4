"""Which page shows which step of an interview."""

from PySide6.QtWidgets import QWidget

from app.domain.entretien import Entretien, Etape
from app.ui.navigation import Navigator
from app.ui.pages.diagnostic import open_diagnostic
from app.ui.pages.exercice import open_exercice
from app.ui.pages.notice import open_notice
from app.ui.pages.papiers import open_papiers
from app.ui.pages.personne import open_personne
from app.ui.pages.questionnaire import open_questionnaire
from app.ui.tasks import TaskRunner
from app.usecases.workplace import Workplace


def open_step(
    workplace: Workplace, runner: TaskRunner, navigate: Navigator, entretien: Entretien
) -> QWidget:
    """Return the page of the step at which an interview stands."""
    opener = {
        Etape.NOTICE: open_notice,
        Etape.PERSONNE: open_personne,
        Etape.QUESTIONNAIRE: open_questionnaire,
        Etape.EXERCICE: open_exercice,
        Etape.DIAGNOSTIC: open_diagnostic,
        Etape.PAPIERS: open_papiers,
        Etape.TERMINE: open_papiers,
    }[entretien.etape]
    return opener(workplace, runner, navigate, entretien.id)
