"""How a page asks to go elsewhere: pages do not know each other, the program's start knows all."""

from collections.abc import Callable
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

from app.domain.identifiers import (
    DemandeId,
    EntretienId,
    MandatId,
    PersonneId,
    PrescriptionId,
)
from app.ui.widgets.tones import Tone

if TYPE_CHECKING:  # presenters and their tests need no window
    from app.ui.widgets.handed_screen import HandedScreen
    from app.usecases.interview.papers import ProducedPaper


class Activity(StrEnum):
    """A page of acts that open no record."""

    WORKSHOPS = "ateliers"
    SURVEY = "enquete"
    EVALUATION = "evaluation"
    SHUTTLE = "navette"


class SettingsPart(StrEnum):
    """A part of Réglages to which something leads."""

    SECURITY = "securite"
    AGENTS = "collegues"
    DEPARTEMENT = "departement"
    PAPERS = "papiers"
    FIRST_STEPS = "premiers_pas"


class RecordBelow(Protocol):
    """A record over which another page stands."""

    def load(self) -> None:
        """Read the record again: something of it changed."""
        ...

    def rectify(self) -> None:
        """Begin a correction that the person asked for as her right."""
        ...


class Navigator(Protocol):
    """Where a presenter may send the user. Called in the window's thread; returns at once."""

    def go_home(self) -> None:
        """Show Aujourd’hui, leaving the task on screen; what it shows is read again."""
        ...

    def go_back(self) -> None:
        """Leave the task on screen for the page it was opened from."""
        ...

    def open_interview(self, entretien_id: EntretienId) -> None:
        """Show the step at which the interview stands in the database, as a task."""
        ...

    def open_person(self, personne_id: PersonneId) -> None:
        """Show the record of a person."""
        ...

    def open_rights(
        self, personne_id: PersonneId, below: RecordBelow, *, to_erase: bool = False
    ) -> None:
        """Show what a person may ask of her data, over her record; `to_erase`, at the erasure."""
        ...

    def open_request(self, demande_id: DemandeId) -> None:
        """Show a request of the register."""
        ...

    def open_prescription(self, prescription_id: PrescriptionId) -> None:
        """Show a prescription with its history."""
        ...

    def open_papers(self, entretien_id: EntretienId) -> None:
        """Show the papers of an interview."""
        ...

    def open_review(self, entretien_id: EntretienId) -> None:
        """Show the questions and answers of an interview, to read only."""
        ...

    def hand_over(
        self, screen: "HandedScreen", *, returned: Callable[[], None], larger: int = 0
    ) -> None:
        """Put `screen` in the person's hands, `larger` zoom steps larger, nothing else reachable.

        `returned` is called once the agent has taken the laptop back by his passphrase; the screen
        is destroyed then. Neither comes when the vault locks meanwhile.
        """
        ...

    def open_paper_sheets(self, at: EntretienId | None = None) -> None:
        """Show the questionnaires filled in on paper, standing in the paper `at`."""
        ...

    def open_carnet_secours(self) -> None:
        """Show the numbered papers printed ahead."""
        ...

    def open_sheet_person(self, entretien_id: EntretienId) -> None:
        """Look for the person of a paper, or enter her, then come back to the papers."""
        ...

    def open_quick_help(self) -> None:
        """Show the page that counts a quick help."""
        ...

    def open_activity(self, activity: Activity) -> None:
        """Show the page of other acts that open no record."""
        ...

    def show_paper(self, paper: "ProducedPaper", done: Callable[[str], None] | None = None) -> None:
        """Preview a paper; it can be printed or saved from there.

        `done` hears of it each time (`papers.PRINTED`, `papers.SAVED`), and notes it.
        """
        ...

    def open_mandate(self, mandat_id: MandatId) -> None:
        """Show a mandate where it stands: the step of a draft, else its page."""
        ...

    def hand_carnet(self, prescription_id: PrescriptionId | None = None) -> None:
        """Hand a carnet over, under a prescription or one to choose."""
        ...

    def take_mandate(self, personne_id: PersonneId | None = None) -> None:
        """Begin a mandate, with a known person or by looking for her."""
        ...

    def lead_to_structure(
        self, entretien_id: EntretienId | None = None, personne_id: PersonneId | None = None
    ) -> None:
        """Show the list of structures for the person of an interview or of a record."""
        ...

    def print_notice(self, entretien_id: EntretienId) -> None:
        """Preview and print the information notice for the person of an interview."""
        ...

    def synchronise(self) -> None:
        """Show the page Synchroniser; the user starts the run there."""
        ...

    def open_settings(self) -> None:
        """Show Réglages (activation, recovery sheet)."""
        ...

    def open_backups(self) -> None:
        """Show Réglages at the backups."""
        ...

    def open_conformity(self) -> None:
        """Show Réglages at register, impact assessment and conformity file."""
        ...

    def open_software(self) -> None:
        """Show Réglages at the program itself: its version, the one that is announced."""
        ...

    def open_settings_part(self, part: SettingsPart) -> None:
        """Show Réglages at a part."""
        ...

    def open_practice(self) -> None:
        """Lock, then show the gate of practice."""
        ...

    def open_convention(self) -> None:
        """Show the part of Réglages about the convention and its life."""
        ...

    def open_register(self) -> None:
        """Show the rights requests and the breaches."""
        ...

    def open_column(self, key: str) -> None:
        """Show a page of the column on the left, where this profile and these roles have it."""
        ...

    def open_versions(self) -> None:
        """Show the part of Réglages about the versions of the questionnaire."""
        ...

    def refresh_status(self) -> None:
        """Read again what the strip says: something was queued, undone or sent."""
        ...

    def show_message(self, text: str, tone: Tone = Tone.SUCCESS) -> None:
        """Say a sentence on whatever page comes next, until the user does something else."""
        ...
