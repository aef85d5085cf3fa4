"""What the pages of permanences show."""

from dataclasses import dataclass
from datetime import date

from app.domain.lieu import Exigence, Lieu
from app.ui.dossiers.rows import Row
from app.usecases.permanences.affiches import Validation


@dataclass(frozen=True, slots=True, kw_only=True)
class TodayRow:
    """A permanence of today; `tenue_id` once somebody opened it, `held` once it is closed."""

    row: Row
    lieu_id: str
    hours: str = ""  # as they may be typed: « 9 h – 12 h »
    tenue_id: str = ""
    held: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldRow:
    """A permanence of the last year, or one that nobody closed."""

    row: Row
    hours: str
    day: str
    closed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardState:
    """Everything the page « Permanences » shows.

    `summary` says how many places lack something. `places` pairs ids and names, for the forms.
    `has_hours`: a place that may be announced has hours, which an agenda can show.
    """

    loaded: bool = False
    summary: str = ""
    today: tuple[TodayRow, ...] = ()
    lieux: tuple[Row, ...] = ()
    fermes: tuple[Row, ...] = ()
    periodes: tuple[Row, ...] = ()
    held: tuple[HeldRow, ...] = ()
    places: tuple[tuple[str, str], ...] = ()
    posters: tuple[tuple[str, str], ...] = ()
    has_hours: bool = False
    may_change: bool = False
    needs_agreement: bool = False
    agreement: Validation | None = None
    agent: str = ""
    telephone: str = ""
    day: date | None = None
    said: str = ""
    problem: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceState:
    """Everything the page of a place shows."""

    loaded: bool = False
    lieu: Lieu | None = None
    constats: tuple[Row, ...] = ()
    exigences: tuple[Exigence, ...] = ()
    summary: str = ""
    osm: str = ""
    verified: str = ""
    asks_verification: bool = False
    may_change: bool = False
    said: str = ""
    problem: str = ""
