"""An unlocked session: its workspace, where pages lead, and what runs in the background."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from app.bootstrap import register_way
from app.bootstrap.activity_way import open_activity
from app.bootstrap.background import Background
from app.bootstrap.carnet_way import CarnetWay
from app.bootstrap.column import AUJOURDHUI, REGLAGES, SYNCHRONISER, entries
from app.bootstrap.dates import Dates
from app.bootstrap.french import speak_french
from app.bootstrap.greeting import missed_words
from app.bootstrap.handing import Handing
from app.bootstrap.mandate_way import MandateWay
from app.bootstrap.paper_way import back_to_papers
from app.bootstrap.paper_window import show_paper, use_printers
from app.bootstrap.policies.following import follow_policies
from app.bootstrap.steps import open_step
from app.bootstrap.structure_way import lead
from app.domain.entretien import Entretien, Etape
from app.domain.essais import FREE
from app.domain.identifiers import (
    DemandeId,
    EntretienId,
    MandatId,
    PersonneId,
    PrescriptionId,
)
from app.ui.messages import failure_text
from app.ui.navigation import Activity, RecordBelow, SettingsPart
from app.ui.pages.aide_rapide import open_aide_rapide
from app.ui.pages.aujourdhui.page import AujourdhuiPage
from app.ui.pages.papiers import open_papiers
from app.ui.pages.personne import open_personne
from app.ui.pages.personnes import open_dossier
from app.ui.pages.prescriptions import open_prescription
from app.ui.pages.reglages.page import ReglagesPage
from app.ui.pages.relecture import open_relecture
from app.ui.pages.saisie_papier import open_saisie_papier
from app.ui.shell.status import StatusState
from app.ui.shell.window import SessionWords
from app.ui.widgets.handed_screen import HandedScreen
from app.ui.widgets.page import Page
from app.ui.widgets.tones import Tone
from app.usecases.interview.papers import ProducedPaper, produce_notice
from app.usecases.interview.receiving import load_interview
from app.usecases.laptop.idling import idle_minutes
from app.usecases.workplace import Workplace

if TYPE_CHECKING:
    from app.bootstrap.program import Program
    from app.ui.shell.workspace import Workspace


class Session:
    """Leads from page to page (a `Navigator`) while the vault is open."""

    def __init__(self, program: "Program", workplace: Workplace) -> None:
        self.workplace = workplace
        self._program = program
        self._window = program.window
        self._runner = program.database_runner
        self._space: Workspace | None = None
        self._background = Background(program, workplace, self._failed)
        self._handing = Handing(program.window, program.database_runner, workplace)
        self.carnets = CarnetWay(program, workplace, self, self._show_task)
        self.mandates = MandateWay(program, workplace, self, self._show_task, self._failed)
        self._dates = Dates(
            program, workplace, self._background.connector, self._background.tidy, self._failed
        )

    def start(self) -> None:
        """Show Aujourd'hui; erase in the background what is due."""
        speak_french()
        place = self.workplace
        use_printers(place)
        minutes = idle_minutes(place)
        words = SessionWords(
            agent=place.agent.display_name, structure=place.structure.name, idle_minutes=minutes
        )
        self._space = self._window.open_workspace(
            words, entries(self, self._program, self._background, self._show_task)
        )
        self.refresh_status()
        self._background.follow_network(self.refresh_status)
        if place.missed > FREE:
            self.show_message(missed_words(place.missed), Tone.WARNING)
        follow_policies(self, self._program, place, self._background.connector)
        self._dates.begin()
        self._program.show_opened_file()

    def stop(self) -> None:
        """Cancel what runs; the pages are about to be destroyed."""
        self._background.stop()
        self._dates.stop()
        self._space = None

    # -- Navigator ----------------------------------------------------------------------------

    def go_home(self) -> None:
        """Show Aujourd'hui, leaving the task on screen."""
        self._receiving(receiving=False)
        if self._space is not None:
            self._space.go_to(AUJOURDHUI)
        self.refresh_status()
        self._program.show_opened_file()

    def go_back(self) -> None:
        """Leave the task on screen for the page it was opened from."""
        self._receiving(receiving=False)
        if self._space is not None:
            self._space.close_task()
        self.refresh_status()

    def open_interview(self, entretien_id: EntretienId) -> None:
        """Show the step at which the interview stands in the database."""
        place = self.workplace
        self._runner.run(
            lambda: load_interview(place, entretien_id),
            on_success=self._show_step,
            on_failure=self._failed,
        )

    def open_person(self, personne_id: PersonneId) -> None:
        """Show the record of a person."""
        self._show_task(open_dossier(self.workplace, self._runner, self, personne_id))

    def open_rights(
        self, personne_id: PersonneId, below: RecordBelow, *, to_erase: bool = False
    ) -> None:
        """Show the rights of a person over her record."""
        from app.ui.pages.droits import open_droits  # noqa: PLC0415 - few days need it

        place, runner = self.workplace, self._runner
        page = open_droits(place, runner, self, personne_id, below=below, to_erase=to_erase)
        if self._space is not None:
            self._space.open_task(page, over=True)

    def open_request(self, demande_id: DemandeId) -> None:
        """Show a request of the register."""
        from app.ui.pages.demandes import open_request  # noqa: PLC0415 - as above

        self._show_task(open_request(self.workplace, self._runner, self, demande_id))

    def open_prescription(self, prescription_id: PrescriptionId) -> None:
        """Show a prescription with its history."""
        self._show_task(open_prescription(self.workplace, self._runner, self, prescription_id))

    def open_papers(self, entretien_id: EntretienId) -> None:
        """Show the papers of an interview."""
        self._show_task(open_papiers(self.workplace, self._runner, self, entretien_id))

    def open_review(self, entretien_id: EntretienId) -> None:
        """Show the questions and answers of an interview over the task it was asked from."""
        page = open_relecture(self.workplace, self._runner, self, entretien_id)
        if self._space is not None:
            self._space.open_task(page, over=True)

    def hand_over(
        self, screen: HandedScreen, *, returned: Callable[[], None], larger: int = 0
    ) -> None:
        """Put `screen` in the person's hands until the agent types his passphrase."""
        self._handing.hand_over(screen, returned=returned, larger=larger)

    def open_paper_sheets(self, at: EntretienId | None = None) -> None:
        """Show the questionnaires filled in on paper, standing in the paper `at`."""
        self._receiving(receiving=False)
        self._show_task(open_saisie_papier(self.workplace, self._runner, self, at))

    def open_carnet_secours(self) -> None:
        """Show the numbered papers printed ahead."""
        from app.ui.pages.carnet_secours import open_carnet_secours  # noqa: PLC0415 - as above

        self._show_task(open_carnet_secours(self.workplace, self._runner, self))

    def open_sheet_person(self, entretien_id: EntretienId) -> None:
        """Look for the person of a paper, or enter her, then come back to the papers."""
        back = back_to_papers(self, entretien_id)
        self._show_task(open_personne(self.workplace, self._runner, back, entretien_id))

    def show_paper(self, paper: ProducedPaper, done: Callable[[str], None] | None = None) -> None:
        """Preview a paper, print it or save it; `done` hears which, and notes it."""
        self._show_paper(paper, done)

    def open_mandate(self, mandat_id: MandatId) -> None:
        """Show a mandate where it stands."""
        self.mandates.open(mandat_id)

    def hand_carnet(self, prescription_id: PrescriptionId | None = None) -> None:
        """Hand a carnet over, under a prescription or one to choose."""
        self.carnets.hand(prescription_id)

    def take_mandate(self, personne_id: PersonneId | None = None) -> None:
        """Begin a mandate."""
        self.mandates.take(personne_id)

    def lead_to_structure(
        self, entretien_id: EntretienId | None = None, personne_id: PersonneId | None = None
    ) -> None:
        """Show the list of structures for somebody, over what is on screen."""
        runners = (self._runner, self._program.network_runner)
        lead((self.workplace, runners, self), self._show_over, self._failed)(
            entretien_id, personne_id
        )

    def open_quick_help(self) -> None:
        """Show the page that counts a quick help."""
        self._show_task(open_aide_rapide(self.workplace, self._runner, self))

    def open_activity(self, activity: Activity) -> None:
        """Show the page of other acts that open no record."""
        self._show_task(open_activity(self.workplace, self._runner, self, activity))

    def print_notice(self, entretien_id: EntretienId) -> None:
        """Preview and print the information notice for the person of an interview."""
        place = self.workplace
        self._runner.run(
            lambda: produce_notice(place, entretien_id),
            on_success=self._show_paper,
            on_failure=self._failed,
        )

    def synchronise(self) -> None:
        """Show the page Synchroniser; the user starts the run there."""
        if self._space is not None and self._space.has(SYNCHRONISER):
            self._space.go_to(SYNCHRONISER)

    def open_settings(self) -> None:
        """Show Réglages."""
        if self._space is not None:
            self._space.go_to(REGLAGES)

    def open_backups(self) -> None:
        """Show Réglages at the backups."""
        self._open_part(lambda page: page.sauvegardes)

    def open_conformity(self) -> None:
        """Show Réglages at register, impact assessment and conformity file."""
        self._open_part(lambda page: page.conformite)

    def open_register(self) -> None:
        """Show the rights requests and the breaches."""
        if self._space is not None and self._space.has(register_way.KEY):
            self._space.go_to(register_way.KEY)

    def open_column(self, key: str) -> None:
        """Show a page of the column on the left, if it is there."""
        if self._space is not None and self._space.has(key):
            self._space.go_to(key)

    def open_versions(self) -> None:
        """Show Réglages at the versions of the questionnaire."""
        self._open_part(lambda page: page.questionnaire)

    def open_software(self) -> None:
        """Show Réglages at the program itself."""
        self._open_part(lambda page: page.logiciel)

    def open_convention(self) -> None:
        """Show Réglages at the convention."""
        self._open_part(lambda page: page.convention)

    def open_convention_file(self, path: Path) -> None:
        """Show Réglages at the convention, and take a file in there."""
        self.open_convention()
        page = self._page_on_screen()
        if isinstance(page, ReglagesPage):
            page.convention.file_chosen.emit(path)

    @property
    def is_at_task(self) -> bool:
        """Tell whether somebody is in the middle of something, or has the laptop in hands."""
        return self._window.handed is not None or bool(self._space and self._space.task)

    def open_practice(self) -> None:
        """Lock, then show the gate of practice."""
        self._program.show_practice()

    def open_settings_part(self, part: SettingsPart) -> None:
        """Show Réglages at a part."""
        self._open_part(lambda page: page.part(part))

    def _open_part(self, part: Callable[[ReglagesPage], QWidget]) -> None:
        self.open_settings()
        page = self._page_on_screen()
        if isinstance(page, ReglagesPage):
            page.tabs.show_part(part(page))

    def reread_today(self) -> None:
        """Read again what Aujourd’hui shows, if it is on screen."""
        page = self._page_on_screen()
        if isinstance(page, AujourdhuiPage):
            page.came.emit()

    def refresh_status(self) -> None:
        """Read again what the strip says."""
        self._background.read_status(self._show_status)

    def show_message(self, text: str, tone: Tone = Tone.SUCCESS) -> None:
        """Say a sentence on the page that is on screen."""
        page = self._page_on_screen()
        if isinstance(page, Page):
            page.say(tone, text)

    # -- what it shows ------------------------------------------------------------------------

    def _show_step(self, entretien: Entretien) -> None:
        self._receiving(receiving=entretien.etape is not Etape.TERMINE)
        self._show_task(open_step(self.workplace, self._runner, self, entretien))

    def _show_task(self, task: QWidget) -> None:
        if self._space is not None:
            self._space.open_task(task)

    def _show_over(self, task: QWidget) -> None:
        if self._space is not None:
            self._space.open_task(task, over=True)

    def _show_paper(self, paper: ProducedPaper, done: Callable[[str], None] | None = None) -> None:
        if self._space is not None:
            place, runner, window = self.workplace, self._runner, self._window
            show_paper(paper, place, runner, window, failed=self._failed, done=done)

    def _page_on_screen(self) -> QWidget | None:
        if self._space is None:
            return None
        return self._space.task or self._space.page(self._space.here)

    def _receiving(self, *, receiving: bool) -> None:
        self._window.set_receiving(receiving=receiving)

    def _show_status(self, state: StatusState) -> None:
        if self._space is not None:
            self._window.show_status(state)

    def _failed(self, failure: Exception) -> None:
        self.show_message(failure_text(failure), Tone.DANGER)
