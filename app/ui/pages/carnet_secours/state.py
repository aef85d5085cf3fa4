"""What the page of the carnet de secours shows."""

from dataclasses import dataclass

from app.domain.papier import EtatFeuille, FeuilleSecours
from app.ui.widgets.tones import Pill


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetRow:
    """A numbered paper of the list."""

    numero: str
    kind: FeuilleSecours
    state: EtatFeuille
    title: str
    about: str
    pill: Pill


@dataclass(frozen=True, slots=True, kw_only=True)
class CarnetState:
    """Everything the page shows. `kinds` are those that the convention knows."""

    loaded: bool = False
    kinds: tuple[FeuilleSecours, ...] = ()
    rows: tuple[SheetRow, ...] = ()
    out: int = 0
    today: str = ""  # as days are typed
    said: str = ""
    problem: str = ""
    working: bool = False
