"""What the gateway must remember of its drafts; the use cases keep it in the encrypted database."""

from collections.abc import Sequence
from typing import Protocol

from app.domain.dossier import Dossier


class Ledger(Protocol):
    """The dossiers of this laptop. Each call that writes is a transaction of its own, at once."""

    def of(self, item: str) -> Sequence[Dossier]:
        """Return every dossier made for an item, oldest first."""
        ...

    def followed(self) -> Sequence[Dossier]:
        """Return the dossiers that can still be asked about."""
        ...

    def begin(self, item: str, *, revision: int, empreinte: str) -> Dossier | None:
        """Note that a draft is about to be asked for; None when the item is not here any more."""
        ...

    def keep(self, dossier: Dossier) -> None:
        """Keep what is known of a dossier; of one erased meanwhile, nothing."""
        ...

    def forget(self, item: str) -> None:
        """Remove what is left of an erased item."""
        ...
