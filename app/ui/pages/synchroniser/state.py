"""What the page Synchroniser shows."""

from dataclasses import dataclass

from app.ui.dossiers.rows import Row
from app.ui.widgets.announcement_card import AnnouncementWords
from app.ui.widgets.tones import Tone
from app.usecases.exchange.sending import Progress


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemLine:
    """What became of one prescription in a run, by its reference."""

    row: Row
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportDetail:
    """One report whole."""

    heading: str
    sentence: str
    items: tuple[ItemLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StickCardState:
    """The way by stick: `last` says where the last one is, `working` what is under way."""

    shown: bool = False
    last: str = ""
    working: str = ""
    busy: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SyncState:
    """Everything the page shows. `progress` is None while nothing is under way.

    `by_network`: there is an address to synchronise with; a laptop may know the Département by
    stick alone.
    """

    loaded: bool = False
    active: bool = False
    by_network: bool = False
    service: str = ""
    waiting: str = ""
    last_success: str = ""
    running: bool = False
    automatic: bool = False
    stopping: bool = False
    progress: Progress | None = None
    result: str = ""
    tone: Tone = Tone.INFO
    reports: tuple[Row, ...] = ()
    detail: ReportDetail | None = None
    announcement: AnnouncementWords | None = None  # of the Département, to be read again
