"""What the service is told when it starts."""

from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import platformdirs

from app.domain.convention import Champ, Convention, Motif

KEY_FILE = "cles.json"
DATABASE_FILE = "departement.db"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The service's settings; everything but the folder has a default fit for one office.

    `database_url` is empty for the SQLite file of `data_dir`. `fields_sent` are the fields that
    the convention lets leave with a prescription; None takes all that the protocol knows.
    """

    data_dir: Path
    database_url: str = ""
    departement: str = "Département"
    fields_sent: frozenset[Champ] | None = None
    motifs: tuple[Motif, ...] = ()
    zone: ZoneInfo = field(default=ZoneInfo("Europe/Paris"))
    activation_lifetime: timedelta = timedelta(days=7)
    session_idle: timedelta = timedelta(minutes=45)
    session_lifetime: timedelta = timedelta(hours=10)  # a working day, then sign in again
    page_size: int = 25
    device_requests_per_minute: int = 300  # a laptop's first exchange after a year makes some 150
    convention: Convention | None = None  # whose terms erase; without it nothing is erased by term
    backup_dir: Path | None = None  # where the daily backup goes; None: none is made

    @property
    def url(self) -> str:
        """Return the database address that SQLAlchemy opens."""
        return self.database_url or f"sqlite:///{self.database_file}"

    @property
    def database_file(self) -> Path:
        """Return the SQLite file that serves when no other database is named."""
        return self.data_dir / DATABASE_FILE

    @property
    def key_file(self) -> Path:
        """Return the file that holds the service's keys, under a passphrase."""
        return self.data_dir / KEY_FILE


def default_data_dir() -> Path:
    """Return the platform's folder for the service's data (not the client's)."""
    return Path(platformdirs.user_data_dir("passerelle-departement", appauthor=False))
