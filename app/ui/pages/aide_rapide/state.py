"""What the quick help shows."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from app.documents.languages import Language
from app.domain.coop import Liste
from app.ui.activites.act_input import ActInput
from app.usecases.activites.aides import Comptee
from app.usecases.activites.offre import Offre

NOTHING = ActInput()


@dataclass(frozen=True, slots=True, kw_only=True)
class AideInput:
    """What is chosen: the act, how it went, and of the person only what the profile asks."""

    act: ActInput = NOTHING
    autonomie: str = ""
    redirection: str = ""
    publics: Mapping[Liste, str] = field(default_factory=dict[Liste, str])


@dataclass(frozen=True, slots=True, kw_only=True)
class AideState:
    """Everything the page shows. `counted` is the help just counted, None before.

    `languages` and `motifs` are what the papers given then may say.
    """

    offre: Offre | None = None
    said: AideInput = field(default_factory=AideInput)
    counted: Comptee | None = None
    words: str = ""
    today: int = 0
    shows_mistakes: bool = False
    problem: str = ""
    working: bool = False
    languages: tuple[Language, ...] = ()
    motifs: Mapping[str, str] = field(default_factory=dict[str, str])
