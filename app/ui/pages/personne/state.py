"""What the step of the person shows."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum, StrEnum, auto


class Mode(Enum):
    """Where the agent is: looking for the person, entering her, checking what is known."""

    SEARCH = auto()
    NEW = auto()
    KNOWN = auto()


class Field(StrEnum):
    """What can be typed or picked."""

    CIVILITE = "civilite"
    NOM = "nom"
    PRENOM = "prenom"
    TRANCHE_AGE = "tranche_age"
    LOGEMENT = "logement"
    CHEZ = "chez"
    COMPLEMENT = "complement"
    RESIDENCE = "residence"
    VOIE = "voie"
    LIEU_DIT = "lieu_dit"
    CODE_POSTAL = "code_postal"
    FILTRE = "filtre"  # the beginning of the commune's name, where a code has many communes
    COMMUNE = "commune"  # the INSEE code
    MOTIF = "motif"  # why somebody from elsewhere is received


class Logement(StrEnum):
    """Where the person's letters arrive."""

    CHEZ_ELLE = "chez_elle"
    HEBERGE = "heberge"
    CCAS = "ccas"


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundRow:
    """A person already known on this laptop."""

    id: str
    name: str
    about: str
    mine: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class LineWarning:
    """A line of the address that does not fit the envelope, and how it could be written."""

    field: Field
    problem: str
    proposal: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonState:
    """Everything the page shows. `communes` are (INSEE code, name) pairs to pick from."""

    mode: Mode = Mode.SEARCH
    found: tuple[FoundRow, ...] = ()
    nothing: str = ""
    values: Mapping[Field, str] = field(default_factory=dict[Field, str])
    mistakes: Mapping[Field, str] = field(default_factory=dict[Field, str])
    asks_civilite: bool = False
    ages: tuple[tuple[str, str], ...] = ()
    doubles: tuple[FoundRow, ...] = ()
    communes: tuple[tuple[str, str], ...] = ()
    many_communes: bool = False
    elsewhere: str = ""
    reasons: tuple[str, ...] = ()
    warnings: tuple[LineWarning, ...] = ()
    envelope: tuple[str, ...] = ()
    details_open: bool = False
    note: str = ""
    name: str = ""
    problem: str = ""
    working: bool = False

    def value(self, wanted: Field) -> str:
        """Return what stands in a field."""
        return self.values.get(wanted, "")
