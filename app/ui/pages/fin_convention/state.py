"""What the page of a convention's end shows."""

from dataclasses import dataclass

from app.domain.fin_convention import EtapeFin
from app.ui.dossiers.words import Fact
from app.ui.widgets.tones import Tone


@dataclass(frozen=True, slots=True, kw_only=True)
class FinConventionState:
    """Everything the page shows. `trail` are the steps in words, `here` the number of this one.

    `unsent` waits for the Département; `on_stick` of it was carried away where sticks are the only
    way (`only_stick`). `kept_longer` are records held or frozen for a reason.
    """

    loaded: bool = False
    etape: EtapeFin = EtapeFin.RESTES
    trail: tuple[str, ...] = ()
    here: int = 0
    referent: bool = True
    source: str = ""
    facts: tuple[Fact, ...] = ()
    unsent: int = 0
    kept_longer: int = 0
    may_seal: bool = True
    only_stick: bool = False
    on_stick: int = 0
    reason: str = ""
    numero: str = ""
    begun: bool = False
    destroying: bool = False
    message: str = ""
    tone: Tone = Tone.DANGER
    working: str = ""
