"""What the page of the structures shows."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum, auto

from app.ui.dossiers.rows import Row
from app.ui.dossiers.words import Fact
from app.ui.widgets.tones import Pill, Tone


class Shown(Enum):
    """What of the page is on screen."""

    LIST = auto()
    PLACE = auto()
    REPORT = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A filter: its code, its heading, its answers by code."""

    code: str
    heading: str
    answers: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchState:
    """The search and what it found. `around` is the commune distances are counted from.

    `picked` are the codes on, by group; `counted` says how many places and in which order.
    """

    query: str = ""
    around: str = ""
    communes: tuple[Row, ...] = ()
    communes_query: str = ""
    orders: tuple[tuple[str, str], ...] = ()
    order: str = ""
    quick: tuple[tuple[str, str], ...] = ()
    groups: tuple[Group, ...] = ()
    picked: Mapping[str, frozenset[str]] = field(default_factory=dict[str, frozenset[str]])
    rows: tuple[Row, ...] = ()
    counted: str = ""
    more: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceState:
    """One place, by its number in the list and its identifier `known`.

    `barred` says why nobody is led there; `verify` whether it may be verified.
    The fields of both forms are as they are typed; mistakes stand by the name of their field.
    """

    numero: int = 0
    known: str = ""
    name: str = ""
    pill: Pill | None = None
    facts: tuple[Fact, ...] = ()
    barred: str = ""
    verify: bool = False
    with_pass: bool = False
    accepts: str = ""
    verified_on: str = ""
    note: str = ""
    day: str = ""
    hour: str = ""
    bring: str = ""
    mistakes: Mapping[str, str] = field(default_factory=dict[str, str])
    begun: bool = False  # something was typed since it was last kept or printed


@dataclass(frozen=True, slots=True)
class ReportLine:
    """A remark about a line of the list."""

    title: str
    remark: str
    refused: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportState:
    """How a list was read."""

    heading: str = ""
    sentence: str = ""
    notes: tuple[str, ...] = ()
    lines: tuple[ReportLine, ...] = ()
    more: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StructuresState:
    """Everything the page shows.

    `own` is about the laptop's own structure, with its tone; `siret` what is known of it, None
    where the convention does not care. `progress` runs from 0 to 100, None where nothing is read.
    """

    loaded: bool = False
    shown: Shown = Shown.LIST
    about: str = ""
    whom: str = ""
    points: str = ""
    empty: bool = False
    may_change: bool = False
    proposed: str = ""
    own: str = ""
    own_tone: Tone = Tone.WARNING
    siret: str | None = None
    siret_mistake: str = ""
    progress: int | None = None
    working: str = ""
    has_report: bool = False
    search: SearchState = field(default_factory=SearchState)
    place: PlaceState = field(default_factory=PlaceState)
    report: ReportState = field(default_factory=ReportState)
    said: str = ""
    tone: Tone = Tone.SUCCESS
