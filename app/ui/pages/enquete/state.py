"""What the page of the survey shows."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from app.domain.enquete import MOST_SHEETS, Depouillement, Enquete
from app.usecases.activites.enquetes import Comptees


@dataclass(frozen=True, slots=True, kw_only=True)
class EnqueteState:
    """Everything the page shows. `counted` is the heap just counted, which may be taken back."""

    enquete: Enquete | None = None
    quand: str = ""
    fiches: int = 0
    reponses: Mapping[str, Mapping[str, int]] = field(default_factory=dict[str, Mapping[str, int]])
    of_year: int = 0
    counted: Comptees | None = None
    shows_mistakes: bool = False
    said: str = ""
    problem: str = ""
    working: bool = False

    @property
    def is_begun(self) -> bool:
        """Tell whether a heap was typed and not counted."""
        return self.fiches > 0 or any(sum(told.values()) for told in self.reponses.values())

    @property
    def too_many(self) -> str:
        """Return the code of the first question that has more answers than there are sheets."""
        found = (one for one, told in self.reponses.items() if sum(told.values()) > self.fiches)
        return next(found, "")

    @property
    def mistake(self) -> str:
        """Return what is missing, in words."""
        return (
            "" if 0 < self.fiches <= MOST_SHEETS else "Écrivez combien\u00a0: de 1 à 10\u00a0000."
        )

    def depouillement(self) -> Depouillement | None:
        """Return the heap that is meant, None while something is missing or wrong."""
        if self.mistake or self.too_many:
            return None
        return Depouillement(fiches=self.fiches, reponses=self.reponses)
