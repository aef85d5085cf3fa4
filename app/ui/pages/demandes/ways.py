"""Where the pages of the register lead among themselves; the program's start knows all of them."""

from typing import Protocol

from app.domain.identifiers import DemandeId, PersonneId, ViolationId


class RegisterWays(Protocol):
    """Called in the window's thread; returns at once."""

    def open_request(self, demande_id: DemandeId) -> None:
        """Show a request."""
        ...

    def new_request(self, personne_id: PersonneId | None = None) -> None:
        """Show the form that notes a request, of a known person or not."""
        ...

    def open_breach(self, violation_id: ViolationId) -> None:
        """Show a breach where it stands."""
        ...

    def new_breach(self) -> None:
        """Show the assistant that notes a breach."""
        ...
