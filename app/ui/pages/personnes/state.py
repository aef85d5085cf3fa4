"""What the list of persons and one record show."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from app.ui.dossiers.rows import Row
from app.ui.dossiers.words import Fact
from app.ui.widgets.tones import Pill


class Field(StrEnum):
    """A field of the correction."""

    CIVILITE = "civilite"
    PRENOM = "prenom"
    NOM = "nom"
    TRANCHE_AGE = "tranche_age"
    CHEZ = "chez"
    COMPLEMENT = "complement"
    RESIDENCE = "residence"
    VOIE = "voie"
    LIEU_DIT = "lieu_dit"
    CODE_POSTAL = "code_postal"
    COMMUNE = "commune"  # its INSEE code


@dataclass(frozen=True, slots=True, kw_only=True)
class ListState:
    """Everything the list shows."""

    everyone: bool = False
    rows: tuple[Row, ...] = ()
    query: str = ""
    loaded: bool = False
    problem: str = ""

    @property
    def is_new(self) -> bool:
        """Tell whether there is nobody at all yet."""
        return self.loaded and not (self.rows or self.query)


@dataclass(frozen=True, slots=True)
class Pick:
    """One of a few answers: its code and its words."""

    code: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """The correction under way; a field that is not in `asks` is not kept by the convention."""

    asks: frozenset[Field]
    values: Mapping[Field, str]
    communes: tuple[Pick, ...] = ()
    ages: tuple[Pick, ...] = ()
    mistakes: Mapping[Field, str] = field(default_factory=dict[Field, str])


@dataclass(frozen=True, slots=True, kw_only=True)
class DiagnosisLine:
    """A diagnosis: what it advised, when and under which version of the questionnaire."""

    pill: Pill
    result: str
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DiagnosesLine:
    """The diagnoses of one interview; `proposal` is the button's words, empty for no button."""

    interview: str
    heading: str
    diagnoses: tuple[DiagnosisLine, ...]
    proposal: str = ""
    why_not: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierState:
    """Everything a record shows. While `reasons` are asked nothing of it has been opened."""

    who: str = ""
    about: str = ""
    reasons: tuple[Pick, ...] = ()
    reason: str = ""
    reason_mistake: str = ""
    identity: tuple[Fact, ...] = ()
    household: tuple[Row, ...] = ()
    interviews: tuple[Row, ...] = ()
    prescriptions: tuple[Row, ...] = ()
    mandates: tuple[Row, ...] = ()
    may_mandate: bool = False
    diagnoses: tuple[DiagnosesLine, ...] = ()
    history: tuple[Fact, ...] = ()
    form: Form | None = None
    limited: str = ""
    may_correct: bool = False
    said: str = ""
    problem: str = ""
    working: bool = False
