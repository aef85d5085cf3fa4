"""Where the pages of mandates lead among themselves; the program's start knows all of them."""

from collections.abc import Sequence
from typing import Protocol

from app.domain.identifiers import LigneId, MandatId, PersonneId
from app.ui.pages.mandats.prise.steps import Step
from app.usecases.mandats.ended import Ended


class MandatWays(Protocol):
    """Called in the window's thread; returns at once."""

    def take(self, personne_id: PersonneId | None = None) -> None:
        """Begin a mandate, with a known person or by looking for her."""
        ...

    def step(self, mandat_id: MandatId, step: Step) -> None:
        """Show a step of a draft."""
        ...

    def open(self, mandat_id: MandatId, *, said: str = "") -> None:
        """Show a mandate where it stands: the step of a draft, else its page, which says `said`."""
        ...

    def end(self, mandat_id: MandatId, lignes: Sequence[LigneId], *, by: str = "") -> None:
        """Show the end of these lines, of all when none is named.

        `by` (an `Aboutissement`) when they have led where they should.
        """
        ...

    def ended(
        self, ended: Sequence[Ended], then: MandatId | None = None, *, printed: bool = False
    ) -> None:
        """Show what ended, with its last papers; `then` is the mandate to go on with.

        `printed`: the person has her certificate of withdrawal already.
        """
        ...
