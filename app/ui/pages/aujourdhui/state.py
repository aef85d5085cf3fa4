"""What Aujourd’hui shows."""

from dataclasses import dataclass

from app.domain.convention import Porte
from app.ui.navigation import Activity
from app.ui.pages.aujourdhui.urgent import Urgent
from app.ui.pages.aujourdhui.vie import NOTHING_OF_LIFE, VieLine
from app.ui.version_words import NO_NEWER, VersionNotice
from app.ui.widgets.announcement_card import AnnouncementWords
from app.ui.widgets.tones import Pill

_NOTHING_URGENT = Urgent()


@dataclass(frozen=True, slots=True, kw_only=True)
class TrayRow:
    """An interview or a draft of a mandate to finish; `who` is empty before a person is known."""

    id: str
    who: str
    about: str
    pill: Pill
    limited: bool = False
    is_mandate: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DepositRow:
    """A dossier that waits on Démarches simplifiées; `id` is its prescription's."""

    id: str
    who: str
    about: str
    pill: Pill
    can_open: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class PlainRow:
    """A paper to print, or an answer of the Département."""

    id: str
    title: str
    about: str
    pill: Pill | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TodayState:
    """Everything the page shows. `waiting_late` asks for attention: many, or for long."""

    greeting: str
    day: str
    doors: tuple[Porte, ...]
    choosing_channel: bool = False
    roles: str = ""  # why there is no door to an interview, for whom his roles give none
    tray: tuple[TrayRow, ...] = ()
    mandates_soon: tuple[PlainRow, ...] = ()
    deposits: tuple[DepositRow, ...] = ()
    removals: tuple[PlainRow, ...] = ()  # dossiers of erased persons, to remove there
    activities: tuple[Activity, ...] = ()  # that have no door
    typed: int = 0  # questionnaires on paper being typed
    papers: tuple[PlainRow, ...] = ()
    letters: int = 0  # letters to print, of records that are not limited
    answers: tuple[PlainRow, ...] = ()
    waiting: str = ""
    waiting_late: bool = False
    software: VersionNotice = NO_NEWER  # a newer version of the program
    version: str = ""  # of the questionnaire, waiting for the référent
    urgent: Urgent = _NOTHING_URGENT  # rights requests and breaches
    sheet_unchecked: bool = False
    untold: bool = False  # the agent has not read yet that a journal is kept
    vie: VieLine = NOTHING_OF_LIFE  # why nothing new begins, or that a version waits
    backup: str = ""  # what is wrong with the backups
    backup_action: str = ""
    aipd: str = ""  # what the référent is reminded of about the impact assessment
    aipd_pressing: bool = False
    announcement: AnnouncementWords | None = None  # of the Département, not put away
    problem: str = ""
    loaded: bool = False

    @property
    def recalls_aipd(self) -> bool:
        """Tell whether the assessment is recalled: on a new laptop other things come first."""
        first = self.untold or self.sheet_unchecked or bool(self.backup)
        return bool(self.aipd) and (self.aipd_pressing or not first)

    @property
    def is_quiet(self) -> bool:
        """Tell whether nothing waits at all."""
        return self.loaded and not (
            self.tray
            or self.mandates_soon
            or self.deposits
            or self.removals
            or self.typed
            or self.papers
            or self.answers
            or self.waiting
            or self.urgent.words
        )
