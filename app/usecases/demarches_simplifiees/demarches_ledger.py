"""The gateway's memory of its dossiers, kept in the encrypted database."""

from collections.abc import Sequence

from app.domain.clock import Clock
from app.domain.dossier import Dossier
from app.storage import dossiers_prepares, outbox
from app.storage.database import Database


class StoredLedger:
    """A `Ledger` of `app.sync.demarches`; each call is a transaction, none is held across HTTP."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def of(self, item: str) -> Sequence[Dossier]:
        """Return every dossier made for an item, oldest first."""
        with self._database.reading() as session:
            return dossiers_prepares.of_prescription(session, item)

    def followed(self) -> Sequence[Dossier]:
        """Return the dossiers that can still be asked about."""
        with self._database.reading() as session:
            return dossiers_prepares.with_token(session)

    def begin(self, item: str, *, revision: int, empreinte: str) -> Dossier | None:
        """Note that a draft is about to be asked for; None when the item is not here any more."""
        with self._database.writing() as session:
            if not any(envoi.revision == revision for envoi in outbox.of_item(session, item)):
                return None
            return dossiers_prepares.begin(
                session, item, revision=revision, empreinte=empreinte, at=self._clock.now()
            )

    def keep(self, dossier: Dossier) -> None:
        """Keep what is known of a dossier; of one erased meanwhile, nothing."""
        with self._database.writing() as session:
            dossiers_prepares.keep(session, dossier)

    def forget(self, item: str) -> None:
        """Remove what is left of an erased item."""
        with self._database.writing() as session:
            dossiers_prepares.forget(session, item)
