"""What the tab « Conformité » shows."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from app.domain.conformite import Rubrique
from app.ui.dossiers.words import Fact
from app.ui.widgets.tones import Pill, Tone


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """The fields as they are typed; `sous_traitants` has one a line, `aipd_on` is a day's text."""

    representant: str = ""
    dpo: str = ""
    responsable: str = ""
    sous_traitants: str = ""
    consultes: str = ""
    aipd_on: str = ""
    aipd_par: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConformiteState:
    """Everything the tab shows.

    `kept` are the fields as they were last kept: a field that was changed since keeps what is
    typed. `dpo_ecrit` is the delegate as the convention writes it.
    """

    loaded: bool = False
    pill: Pill | None = None  # None while it is read
    facts: tuple[Fact, ...] = ()
    lacks: tuple[str, ...] = ()
    kept: Typed = Typed()
    mistakes: Mapping[Rubrique, str] = field(default_factory=dict[Rubrique, str])
    asks_responsable: bool = False
    dpo_ecrit: str = ""
    may_write: bool = False
    message: str = ""
    about_form: bool = False  # what is said belongs beside the fields
    tone: Tone = Tone.SUCCESS
    working: str = ""
    done: int = 0
    total: int = 0
