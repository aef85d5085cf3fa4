"""Where the pages of carnets lead."""

from typing import Protocol

from app.domain.identifiers import PrescriptionId


class CarnetWays(Protocol):
    """Opens the pages of carnets."""

    def hand(self, prescription_id: PrescriptionId | None = None) -> None:
        """Hand a carnet over, under a prescription or one to choose."""
        ...

    def act(self, code: str) -> None:
        """Show the form of an act."""
        ...

    def move(self, number: int) -> None:
        """Show a movement."""
        ...

    def stock(self, *, said: str = "") -> None:
        """Come back to the stock, which says `said`."""
        ...
