"""What the list of prescriptions and one prescription show."""

from dataclasses import dataclass

from app.domain.prescription import Suivi
from app.ui.dossiers.rows import Row
from app.ui.dossiers.words import Fact
from app.ui.pages.prescriptions.form_part import FormPart
from app.ui.widgets.tones import Pill

_NO_FORM = FormPart()


@dataclass(frozen=True, slots=True)
class Filter:
    """A state to keep to, with how many prescriptions stand there; None for all of them."""

    suivi: Suivi | None
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ListState:
    """Everything the list shows."""

    filters: tuple[Filter, ...] = ()
    kept_to: Suivi | None = None
    rows: tuple[Row, ...] = ()
    loaded: bool = False
    problem: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DetailState:
    """Everything one prescription shows; `step` is where it stands on its way, 0 to 3.

    `limited` says that the record is limited: what would use it is there and cannot be pressed.
    """

    who: str = ""
    reference: str = ""
    pill: Pill | None = None
    step: int = 0
    on_its_way: bool = True
    way: tuple[Fact, ...] = ()
    facts: tuple[Fact, ...] = ()
    decision: str = ""
    refused: bool = False
    trouble: str = ""
    form: FormPart = _NO_FORM
    papers: tuple[Row, ...] = ()
    history: tuple[Fact, ...] = ()
    earlier: str = ""
    can_undo: bool = False
    may_hand: bool = False  # its carnet, by somebody who may
    has_left: bool = False
    limited: str = ""
    said: str = ""
    problem: str = ""
    working: bool = False
