"""What the part « Logiciel » shows."""

from dataclasses import dataclass

from app.ui.widgets.tones import Pill, Tone

UP_TO_DATE = Pill("Aucune version plus récente annoncée", Tone.SUCCESS)


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleLine:
    """A rule of the IT department, its value, and where it is seen."""

    title: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LogicielState:
    """Everything the part shows.

    `notice` is what is said of a newer version, `address` where it is found. `verdict` says how
    the last check of an installer ended. `rules_about` says where rules were read, or that there
    are none. `working` is what is under way, with `done` of `total` bytes.
    """

    version: str = ""
    pill: Pill = UP_TO_DATE
    notice: str = ""
    notice_tone: Tone = Tone.INFO
    address: str = ""
    earlier: str = ""
    verdict: str = ""
    verdict_tone: Tone = Tone.SUCCESS
    rules_about: str = ""
    rules: tuple[RuleLine, ...] = ()
    ignored: tuple[RuleLine, ...] = ()
    working: str = ""
    done: int = 0
    total: int = 0
