"""What the assistant of a breach shows, a step at a time."""

from dataclasses import dataclass

from app.ui.asking.asked import Form
from app.ui.dossiers.words import Fact
from app.ui.pages.demandes.incident_asked import Step
from app.ui.widgets.tones import Pill, Tone

_NO_FORM = Form()


@dataclass(frozen=True, slots=True, kw_only=True)
class BreachState:
    """Everything the page shows.

    `numero` is empty before the breach is noted. `counted` says where the numbers come from,
    `gone` what to do first when a laptop is in unknown hands. `sending` is the form that notes the
    real sending, without anything asked while it is closed.
    """

    step: Step = Step.KNOWN
    numero: str = ""
    pill: Pill | None = None
    clock: str = ""
    clock_tone: Tone = Tone.INFO
    gone: str = ""
    form: Form = _NO_FORM
    counted: tuple[Fact, ...] = ()
    facts: tuple[Fact, ...] = ()
    sent: tuple[Fact, ...] = ()
    missing: str = ""
    may_send: bool = False
    complements: bool = False
    is_open: bool = True
    may_close: bool = False
    address: str = ""
    address_mistake: str = ""
    stated: bool = True
    sending: Form = _NO_FORM
    said: str = ""
    problem: str = ""
    working: bool = False
