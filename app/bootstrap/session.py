"""An unlocked session: its workspace, where pages lead, and what runs in the background."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from app.bootstrap.network import connect_to_service
from app.domain.convention import Porte
from app.domain.entretien import Entretien, Etape
from app.domain.failures import AppError
from app.domain.identifiers import EntretienId, PersonneId, PrescriptionId
from app.storage.rapports import Rapport
from app.ui.messages import failure_text
from app.ui.pages.aide_rapide import open_aide_rapide
from app.ui.pages.aujourdhui import open_aujourdhui
from app.ui.pages.diagnostic import open_diagnostic
from app.ui.pages.exercice import open_exercice
from app.ui.pages.notice import open_notice
from app.ui.pages.papiers import open_papiers
from app.ui.pages.personne import open_personne
from app.ui.pages.personnes import open_personnes
from app.ui.pages.prescriptions import open_prescriptions
from app.ui.pages.questionnaire import open_questionnaire
from app.ui.pages.reglages import open_reglages
from app.ui.pages.synchroniser import open_synchroniser
from app.ui.shell.navigation import NavEntry
from app.ui.shell.status import Network, StatusState
from app.ui.shell.window import SessionWords
from app.ui.shell.workspace import Workspace
from app.ui.tasks import CancelFlag
from app.ui.widgets.tones import Tone
from app.usecases.activating import gateway_of
from app.usecases.housekeeping import tidy
from app.usecases.receiving import load_interview
from app.usecases.sending import OutboxState, Progress, outbox_state, synchronise
from app.usecases.workplace import Workplace

if TYPE_CHECKING:
    from app.bootstrap.program import Program

AUJOURDHUI, PERSONNES, PRESCRIPTIONS = "aujourdhui", "personnes", "prescriptions"
SYNCHRONISER, REGLAGES = "synchroniser", "reglages"


class Session:
    """Leads from page to page (a `Navigator`) while the vault is open."""

    def __init__(self, program: "Program", workplace: Workplace) -> None:
        self.workplace = workplace
        self._program = program
        self._runner = program.database_runner
        self._stopping = CancelFlag()
        self._network = Network.UNKNOWN
        self._space: Workspace | None = None

    def start(self) -> None:
        """Show Aujourd'hui; erase in the background what is due."""
        place = self.workplace
        self._space = self._program.window.open_workspace(
            SessionWords(agent=place.agent.display_name, structure=place.structure.name),
            self._entries(),
        )
        self.refresh_status()
        self._runner.run(
            lambda: tidy(place, keep_going=lambda: not self._stopping.is_set()),
            on_success=lambda _: None,
            on_failure=self._failed,
        )

    def stop(self) -> None:
        """Cancel what runs; the pages are about to be destroyed."""
        self._stopping.set()
        self._space = None
