"""A navigator that notes where it was asked to go."""

from collections.abc import Callable
from dataclasses import dataclass, field

from app.domain.identifiers import DemandeId, EntretienId, MandatId, PersonneId, PrescriptionId
from app.ui.navigation import Activity, RecordBelow, SettingsPart
from app.ui.widgets.handed_screen import HandedScreen
from app.ui.widgets.tones import Tone
from app.usecases.interview.papers import ProducedPaper


@dataclass
class Paths:
    """Keeps, in order, each place asked for and each message said."""

    taken: list[tuple[str, ...]] = field(default_factory=list[tuple[str, ...]])
    messages: list[str] = field(default_factory=list[str])
    shown: list[ProducedPaper] = field(default_factory=list[ProducedPaper])
    screen: HandedScreen | None = None
    returned: Callable[[], None] | None = None
    below: RecordBelow | None = None
    done: Callable[[str], None] | None = None

    @property
    def last(self) -> tuple[str, ...]:
        """Return where it was last asked to go."""
        return self.taken[-1] if self.taken else ()

    def go_home(self) -> None:
        self.taken.append(("home",))

    def go_back(self) -> None:
        self.taken.append(("back",))

    def open_interview(self, entretien_id: EntretienId) -> None:
        self.taken.append(("interview", entretien_id))

    def open_person(self, personne_id: PersonneId) -> None:
        self.taken.append(("person", personne_id))

    def open_rights(
        self, personne_id: PersonneId, below: RecordBelow, *, to_erase: bool = False
    ) -> None:
        self.taken.append(("rights", personne_id, "erase") if to_erase else ("rights", personne_id))
        self.below = below

    def open_request(self, demande_id: DemandeId) -> None:
        self.taken.append(("request", demande_id))

    def open_prescription(self, prescription_id: PrescriptionId) -> None:
        self.taken.append(("prescription", prescription_id))

    def open_papers(self, entretien_id: EntretienId) -> None:
        self.taken.append(("papers", entretien_id))

    def open_review(self, entretien_id: EntretienId) -> None:
        self.taken.append(("review", entretien_id))

    def hand_over(
        self, screen: HandedScreen, *, returned: Callable[[], None], larger: int = 0
    ) -> None:
        del larger
        self.taken.append(("handed",))
        self.screen, self.returned = screen, returned

    def take_back(self) -> None:
        """Do as the agent who has typed his passphrase."""
        assert self.returned is not None
        self.screen, back, self.returned = None, self.returned, None
        back()

    def open_paper_sheets(self, at: EntretienId | None = None) -> None:
        self.taken.append(("paper sheets", at or ""))

    def open_carnet_secours(self) -> None:
        self.taken.append(("carnet_secours",))

    def open_sheet_person(self, entretien_id: EntretienId) -> None:
        self.taken.append(("sheet person", entretien_id))

    def open_quick_help(self) -> None:
        self.taken.append(("quick help",))

    def open_activity(self, activity: Activity) -> None:
        self.taken.append(("activity", activity))

    def open_mandate(self, mandat_id: MandatId) -> None:
        self.taken.append(("mandate", mandat_id))

    def hand_carnet(self, prescription_id: PrescriptionId | None = None) -> None:
        self.taken.append(("hand carnet", prescription_id or ""))

    def take_mandate(self, personne_id: PersonneId | None = None) -> None:
        self.taken.append(("take mandate", personne_id or ""))

    def lead_to_structure(
        self, entretien_id: EntretienId | None = None, personne_id: PersonneId | None = None
    ) -> None:
        self.taken.append(("lead", entretien_id or personne_id or ""))

    def show_paper(self, paper: ProducedPaper, done: Callable[[str], None] | None = None) -> None:
        self.done = done
        self.shown.append(paper)

    def print_notice(self, entretien_id: EntretienId) -> None:
        self.taken.append(("notice", entretien_id))

    def synchronise(self) -> None:
        self.taken.append(("synchronise",))

    def open_settings(self) -> None:
        self.taken.append(("settings",))

    def open_backups(self) -> None:
        self.taken.append(("backups",))

    def open_conformity(self) -> None:
        self.taken.append(("conformity",))

    def open_register(self) -> None:
        self.taken.append(("register",))

    def open_settings_part(self, part: SettingsPart) -> None:
        self.taken.append(("settings", part))

    def open_practice(self) -> None:
        self.taken.append(("practice",))

    def open_convention(self) -> None:
        self.taken.append(("convention",))

    def open_column(self, key: str) -> None:
        self.taken.append(("column", key))

    def open_software(self) -> None:
        self.taken.append(("software",))

    def open_versions(self) -> None:
        self.taken.append(("versions",))

    def refresh_status(self) -> None:
        self.taken.append(("status",))

    def show_message(self, text: str, tone: Tone = Tone.SUCCESS) -> None:
        del tone
        self.messages.append(text)
