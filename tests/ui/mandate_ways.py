"""Ways among the pages of mandates that note where they were asked to go."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from app.domain.identifiers import LigneId, MandatId, PersonneId
from app.ui.pages.mandats.prise.steps import Step
from app.usecases.mandats.ended import Ended


@dataclass
class Ways:
    """Keeps, in order, each place asked for."""

    taken: list[tuple[object, ...]] = field(default_factory=list[tuple[object, ...]])

    @property
    def last(self) -> tuple[object, ...]:
        """Return where it was last asked to go."""
        return self.taken[-1] if self.taken else ()

    def take(self, personne_id: PersonneId | None = None) -> None:
        self.taken.append(("take", personne_id))

    def step(self, mandat_id: MandatId, step: Step) -> None:
        self.taken.append(("step", mandat_id, step))

    def open(self, mandat_id: MandatId, *, said: str = "") -> None:
        self.taken.append(("open", mandat_id, said))

    def end(self, mandat_id: MandatId, lignes: Sequence[LigneId], *, by: str = "") -> None:
        self.taken.append(("end", mandat_id, tuple(lignes), by))

    def ended(
        self, ended: Sequence[Ended], then: MandatId | None = None, *, printed: bool = False
    ) -> None:
        self.taken.append(("ended", tuple(ended), then, printed))
